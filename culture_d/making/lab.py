"""JupyterLab on the notebooks, in the reader's language, asking nothing of another site."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from culture_d.making.project import ROOT
from culture_d.personal.holding import SERVED

_LOCALES = {"en": "default", "fr": "fr_FR"}


def settings(lang: str) -> dict[str, dict]:
    """Return JupyterLab's settings, by file: the language, and no news fetched from the web."""
    return {
        "@jupyterlab/translation-extension/plugin": {"locale": _LOCALES[lang]},
        "@jupyterlab/apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    }


def prepare(folder: Path, lang: str) -> None:
    """Write the settings where they do not exist yet, so that a reader's own choices are kept."""
    for name, values in settings(lang).items():
        path = folder / f"{name}.jupyterlab-settings"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(values, indent=2), encoding="utf-8")


def command(lang: str) -> list[str]:
    """Return the command that opens JupyterLab on the lessons of a language."""
    options = [
        f"--LabApp.default_url=/lab/tree/notebooks/{lang}",
        "--LabApp.extension_manager=readonly",
        # What leaves the outputs made from a reader's own file out of the notebooks on disk.
        "--ServerApp.jpserver_extensions=culture_d.notebook_files=True",
    ]
    return [sys.executable, "-m", "jupyterlab", *options]


def lab(lang: str, root: Path = ROOT) -> int:
    """Open JupyterLab and return its exit code once it is closed."""
    folder = root / ".jupyter" / f"settings-{lang}"
    prepare(folder, lang)
    env = os.environ | {"JUPYTERLAB_SETTINGS_DIR": str(folder), SERVED: "1"}
    try:
        return subprocess.call(command(lang), cwd=root, env=env)
    except KeyboardInterrupt:
        return 0
