"""The settings of an edition: ``_config.yml`` for both, and the little that French changes."""

from __future__ import annotations

from pathlib import Path

from jupyter_book.config import get_final_config

from culture_d.i18n import t


def settings(root: Path, lang: str) -> dict:
    """Return the Sphinx settings of an edition.

    Parameters
    ----------
    root : Path
        The project's folder, with ``_config.yml`` and ``_toc.yml``.
    lang : {"en", "fr"}
    """
    found, _ = get_final_config(
        user_yaml=root / "_config.yml", sourcedir=root, cli_config={"latex_individualpages": False}
    )
    for leftover in ("comments_config", "launch_buttons"):
        found.pop(leftover, None)
    found["nb_code_prompt_show"] = t("book.show_code", lang)
    found["nb_code_prompt_hide"] = t("book.hide_code", lang)
    found["language"] = lang
    if lang != "en":
        found["external_toc_path"] = str(_twin_contents(root, lang))
    return found


def _twin_contents(root: Path, lang: str) -> Path:
    """Write the table of contents of another edition from the English one, and return its path."""
    contents = (root / "_toc.yml").read_text(encoding="utf-8").replace("/en/", f"/{lang}/")
    path = root / ".cache" / f"toc-{lang}.yml"
    path.parent.mkdir(exist_ok=True)
    if not path.exists() or path.read_text(encoding="utf-8") != contents:
        path.write_text(contents, encoding="utf-8")  # only when it changed: Sphinx reads the date
    return path
