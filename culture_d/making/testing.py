"""Run the notebooks and compare their outputs with those stored, without network."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from culture_d.making import project
from culture_d.making.kernels import CELL_TIMEOUT, offline_environment
from culture_d.making.memory import Memory
from culture_d.making.project import ROOT

# Seconds a notebook should take: more is too long to wait in a workshop. Only a warning, since a slow or busy
# machine takes longer too.
BUDGET = 10
SANITISE = "tests/sanitise.cfg"
REPORT = "CULTURE_D_NOTEBOOK_REPORT"  # as in offline/notebook_times.py


def test(paths: Iterable[str] = (), everything: bool = False, match: str = "", root: Path = ROOT) -> bool:
    """Test lessons and solutions strictly, exercises for running at all, and tell whether all passed.

    A notebook that takes more than ``BUDGET`` seconds is warned about, and passes all the same.

    Parameters
    ----------
    paths : iterable of str
        Notebooks or folders; by default all three folders in both languages.
    everything : bool
        Also test those whose content key has already passed.
    match : str
        Only the notebooks whose path contains this text.
    root : Path
        Root of the project.
    """
    memory = Memory("test", root)
    chosen = [p for p in project.select(paths, root, project.KINDS) if match in project.name_of(p, root)]
    todo = [p for p in chosen if everything or not memory.knows(p)]
    lax = [p for p in todo if p.is_relative_to(root.resolve() / "exercises")]
    strict = [p for p in todo if p not in lax]
    ok = True
    for option, notebooks in (("--nbval", strict), ("--nbval-lax", lax)):
        if notebooks:
            ok = _nbval(option, notebooks, memory, root) and ok
    print(f"{len(todo)} notebooks tested, {len(chosen) - len(todo)} skipped because unchanged")
    return ok


test.__test__ = False  # pytest would take the name for a test of its own


def _nbval(option: str, notebooks: list[Path], memory: Memory, root: Path) -> bool:
    """Run nbval on some notebooks, print their seconds, remember those that passed."""
    names = {project.name_of(path, root): path for path in notebooks}
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        env = offline_environment(root) | {REPORT: str(report)}
        # The project's own pytest options are for its unit tests.
        command = [sys.executable, "-m", "pytest", "-o", "addopts=", "-p", "no:cacheprovider"]
        command += ["-q", "--no-header", "--disable-warnings", "-p", "notebook_times", f"--rootdir={root}"]
        command += [option, "--nbval-current-env", f"--nbval-cell-timeout={CELL_TIMEOUT}"]
        # The cells of one notebook must share a worker; more than two workers make kernels fail to start.
        command += ["--dist=loadfile", "-n", "2"] if len(names) > 1 else []
        command += [] if sys.stdout.isatty() else ["--color=no"]
        if (root / SANITISE).exists():
            command.append(f"--nbval-sanitize-with={root / SANITISE}")
        code = subprocess.run([*command, *names], cwd=root, env=env, check=False).returncode
        times = json.loads(report.read_text(encoding="utf-8")) if report.exists() else {}
    for name, path in names.items():
        if name not in times:
            print(f"{name}: no cell was tested")
            continue
        print(_verdict(name, **times[name]))
        if times[name]["passed"]:
            memory.remember(path)
    return code == 0 and len(times) == len(names)


def _verdict(name: str, seconds: float, passed: bool) -> str:
    line = f"{name}: {'passed' if passed else 'FAILED'} in {seconds:.1f} s"
    if seconds > BUDGET:
        line += f" (warning, not a failure: a notebook should take at most {BUDGET} s)"
    return line
