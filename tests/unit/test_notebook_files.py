"""What JupyterLab writes to disk, and what it exports, when a notebook holds outputs made from a personal file."""

import json

import nbformat
import pytest
from nbconvert import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from traitlets.config import Config

from culture_d.i18n import LANGUAGES, t
from culture_d.notebook_files import PersonalOutputs, before_saving, leave_out
from culture_d.personal.holding import mark

CANARY = "44.797312"
WIDGETS = "application/vnd.jupyter.widget-state+json"


def output(text=CANARY, **metadata):
    return new_output("display_data", {"text/plain": text}, metadata=metadata)


def notebook(keep=False, lang="en"):
    """Return a notebook of three cells; the second ran while a personal file was in memory."""
    printed = new_output("stream", name="stdout", text=CANARY)
    cells = [
        new_code_cell("1 + 1", outputs=[output("2")], execution_count=1),
        new_code_cell("mine", outputs=[printed, output(), output("said", **mark(keep))], execution_count=2),
        new_markdown_cell("Nothing here."),
    ]
    metadata = {"culture_d": {"lang": lang}, "widgets": {WIDGETS: {"state": {"a": CANARY}}}}
    return new_notebook(cells=cells, metadata=metadata)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_marked_cell_loses_all_its_outputs_and_says_so(lang):
    book = notebook(lang=lang)
    assert leave_out(book) == 1
    assert CANARY not in json.dumps(book)
    assert book.cells[1].outputs[0]["text"].strip() == t("own_export.left_out", lang)
    assert book.cells[0].outputs == [output("2")]
    nbformat.validate(nbformat.from_dict(book))


def test_a_notebook_without_marks_is_left_as_it_is():
    book = notebook()
    book.cells[1].outputs.pop()
    before = json.dumps(book)
    assert leave_out(book) == 0 and json.dumps(book) == before


def test_outputs_that_the_reader_asked_to_keep_are_kept():
    book = notebook(keep=True)
    assert leave_out(book) == 0 and CANARY in json.dumps(book)


def test_jupyter_writes_nothing_of_them_to_disk(tmp_path):
    from jupyter_server.services.contents.largefilemanager import LargeFileManager

    manager = LargeFileManager(root_dir=str(tmp_path))
    manager.register_pre_save_hook(before_saving)
    manager.save({"type": "notebook", "format": "json", "content": notebook()}, "mine.ipynb")
    manager.save({"type": "file", "format": "text", "content": "text"}, "notes.txt")
    found = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.name for path in found} >= {"mine.ipynb", "notes.txt"}
    assert not any(CANARY in path.read_text(encoding="utf-8") for path in found)


def exported(book):
    config = Config({"HTMLExporter": {"preprocessors": [PersonalOutputs]}})
    return HTMLExporter(config=config).from_notebook_node(book)[0]


def test_an_export_leaves_them_out():
    html = exported(notebook())
    assert CANARY not in html and t("own_export.left_out", "en") in html
    assert t("own_export.export_warning", "en") not in html


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_export_that_holds_them_begins_with_a_warning(lang):
    html = exported(notebook(keep=True, lang=lang))
    assert t("own_export.export_warning", lang) in html
    assert html.index(t("own_export.export_warning", lang)) < html.index(CANARY)


def test_the_server_of_the_course_installs_both():
    class App:
        config = Config()
        web_app = type("Web", (), {"settings": {}})()
        contents_manager = type("Manager", (), {"register_pre_save_hook": lambda self, hook: hooks.append(hook)})()

    from culture_d import notebook_files

    hooks = []
    notebook_files._load_jupyter_server_extension(App)
    assert hooks == [before_saving]
    assert App.config.Exporter.preprocessors == [PersonalOutputs]
    assert App.web_app.settings["websocket_max_message_size"] >= 300_000_000


def test_make_lab_loads_it():
    from culture_d.making.lab import command

    assert "--ServerApp.jpserver_extensions=culture_d.notebook_files=True" in command("en")
