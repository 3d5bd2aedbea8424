"""What has already been run, so that only what changed is run again.

The key of a notebook is the digest of what its outputs are held to depend on: the notebook, the code and the
texts of the package, the data, the titles of the lessons to follow before it (its opening box shows them),
``requirements.lock``, the sanitising of outputs and the version of Python. Packages installed in other
versions than those of ``requirements.lock`` do not change it: ``--all`` runs everything again.
``.cache/notebooks.json`` keeps the keys of the runs that succeeded.
"""

from __future__ import annotations

import hashlib
import json
import sys
from functools import cached_property
from pathlib import Path

from culture_d.lessons import Lesson, LessonError
from culture_d.making import project

PACKAGE_SUFFIXES = {".py", ".yml", ".js"}
ALSO = ("requirements.lock", "tests/sanitise.cfg")


class Memory:
    """The successful runs of one command.

    Parameters
    ----------
    command : {"record", "test"}
    root : Path
        Root of the project.
    """

    def __init__(self, command: str, root: Path) -> None:
        self.command = command
        self.root = root
        self.file = root / ".cache" / "notebooks.json"

    @cached_property
    def _course(self) -> bytes:
        """Digest of everything, besides a notebook itself, that its outputs depend on."""
        sources = [p for p in (self.root / "culture_d").rglob("*") if p.suffix in PACKAGE_SUFFIXES]
        sources += [p for p in (self.root / "data").rglob("*") if "__pycache__" not in p.parts]
        sources += [self.root / name for name in ALSO]
        total = hashlib.sha256(repr(sys.version_info[:2]).encode())
        for path in sorted(p for p in sources if p.is_file()):
            total.update(project.name_of(path, self.root).encode() + b"\0")
            total.update(hashlib.sha256(path.read_bytes()).digest())
        return total.digest()

    def key(self, path: Path) -> str:
        """Return the digest of a notebook and of all that its outputs depend on."""
        try:
            before = Lesson.from_notebook(path).before
        except LessonError:  # it shows no box then
            before = ()
        return hashlib.sha256(self._course + json.dumps(before).encode() + path.read_bytes()).hexdigest()

    def knows(self, path: Path) -> bool:
        """Tell whether this very notebook has succeeded with this very course."""
        return self._read().get(self.command, {}).get(project.name_of(path, self.root)) == self.key(path)

    def remember(self, path: Path) -> None:
        """Note that a notebook succeeded, as it is now."""
        content = self._read()
        content.setdefault(self.command, {})[project.name_of(path, self.root)] = self.key(path)
        self.file.parent.mkdir(exist_ok=True)
        self.file.write_text(json.dumps(content, indent=1, sort_keys=True) + "\n", encoding="utf-8")

    def _read(self) -> dict[str, dict[str, str]]:
        try:
            content = json.loads(self.file.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            content = None
        if not isinstance(content, dict):  # a cache that is missing or spoilt is only an empty one
            return {}
        return {command: keys for command, keys in content.items() if isinstance(keys, dict)}
