"""Run the notebooks again and store what they answer."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from pathlib import Path

from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from culture_d.making import kernels, project
from culture_d.making.memory import Memory
from culture_d.making.normalise import AbsolutePathError
from culture_d.making.project import ROOT

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def record(paths: Iterable[str] = (), everything: bool = False, root: Path = ROOT) -> bool:
    """Run lessons and solutions, write their normalised outputs, and tell whether all succeeded.

    Parameters
    ----------
    paths : iterable of str
        Notebooks or folders; by default ``notebooks/`` and ``solutions/`` in both languages.
    everything : bool
        Also run those whose content key has not changed since they were recorded.
    root : Path
        Root of the project.
    """
    memory = Memory("record", root)
    chosen = project.select(paths, root)
    todo = [path for path in chosen if everything or not memory.knows(path)]
    failed = [path for path in todo if not _record_one(path, memory, root)]
    print(f"{len(todo) - len(failed)} recorded, {len(failed)} failed, {len(chosen) - len(todo)} unchanged")
    return not failed


def _record_one(path: Path, memory: Memory, root: Path) -> bool:
    name, start = project.name_of(path, root), time.perf_counter()
    try:
        nb = kernels.run(path, root)
    except (CellExecutionError, CellTimeoutError, DeadKernelError, AbsolutePathError, ValueError) as error:
        print(f"{name}: not recorded\n{_COLOURS.sub('', str(error))}")
        return False
    changed = project.write_if_changed(path, project.notebook_text(nb))
    memory.remember(path)
    print(f"{name}: {'recorded' if changed else 'same outputs'} in {time.perf_counter() - start:.1f} s")
    return True
