"""What JupyterLab does with the notebooks of the course when it saves or exports them.

An output made while a reader's own file was in memory is not written to disk, unless the reader asked for it; an
exported document that holds such outputs begins with a warning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbconvert.preprocessors import Preprocessor

from culture_d.i18n import LANGUAGES, t
from culture_d.personal.holding import mark_of

if TYPE_CHECKING:
    from jupyter_server.serverapp import ServerApp
    from nbformat import NotebookNode

UPLOAD = 400_000_000  # bytes: ten years of positions travel from the browser to the notebook in one message


def leave_out(notebook: dict) -> int:
    """Replace, in place, the outputs marked as personal by a sentence; return in how many cells.

    The state of widgets goes with them: it may hold what a window showed.

    Parameters
    ----------
    notebook : dict
        A notebook in the format of version 4, as JSON.
    """
    changed = 0
    for cell in notebook.get("cells", []):
        if "drop" in map(mark_of, cell.get("outputs", [])):
            said = t("own_export.left_out", _language(notebook))
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": said + "\n"}]
            changed += 1
    if changed:
        notebook.get("metadata", {}).pop("widgets", None)
    return changed


def is_personal(notebook: dict) -> bool:
    """Tell whether a notebook holds outputs that its reader asked to keep."""
    return any(mark_of(output) for cell in notebook.get("cells", []) for output in cell.get("outputs", []))


def before_saving(model: dict, **_: object) -> None:
    """Leave personal outputs out of a notebook about to be written: a ``pre_save_hook`` of Jupyter."""
    if model.get("type") == "notebook" and isinstance(model.get("content"), dict):
        leave_out(model["content"])


class PersonalOutputs(Preprocessor):
    """Leave personal outputs out of an export; where the reader asked to keep them, begin with a warning."""

    enabled = True

    def preprocess(self, notebook: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Do it; ``resources`` comes back as it was."""
        leave_out(notebook)
        if is_personal(notebook):
            from nbformat.v4 import new_markdown_cell

            notebook.cells.insert(0, new_markdown_cell(f"> **{t('own_export.export_warning', _language(notebook))}**"))
        return notebook, resources


def _language(notebook: dict) -> str | None:
    lang = notebook.get("metadata", {}).get("culture_d", {}).get("lang")
    return lang if lang in LANGUAGES else None


def _jupyter_server_extension_points() -> list[dict]:
    return [{"module": "culture_d.notebook_files"}]


def _load_jupyter_server_extension(app: ServerApp) -> None:
    app.contents_manager.register_pre_save_hook(before_saving)
    app.web_app.settings["websocket_max_message_size"] = UPLOAD
    app.config.Exporter.preprocessors = [*app.config.Exporter.get("preprocessors", []), PersonalOutputs]
