"""``python -m culture_d.making <command>``: what the Makefile calls."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from culture_d.i18n import LANGUAGES
from culture_d.making import data_files, exercises, french_files, messages, outputs, parity, structure
from culture_d.making.project import ROOT, Problem

CHECKS = {
    "structure": structure.check,
    "outputs": outputs.check,
    "exercises": exercises.check,
    "parity": parity.check,
    "typography": french_files.check,
    "messages": messages.check,
    "data": data_files.check,
}


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status: 0 when all is well, 1 when something is to mend."""
    options = _parser().parse_args(arguments)
    root = options.root.resolve()
    try:
        return options.run(options, root)
    except (FileNotFoundError, exercises.ExerciseError) as error:
        print(error, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m culture_d.making", description=__doc__)
    parser.add_argument("--root", type=Path, default=ROOT, help="root of the project")
    commands = parser.add_subparsers(required=True, metavar="command")

    command = commands.add_parser("exercises", help="make the exercises from their solutions")
    command.add_argument("--check", action="store_true", help="change nothing, name what is stale")
    command.set_defaults(run=_exercises)

    command = commands.add_parser("record", help="run the notebooks again and store their outputs")
    command.add_argument("paths", nargs="*", help="notebooks or folders (all lessons and solutions)")
    command.add_argument("--all", action="store_true", help="also those that have not changed")
    command.set_defaults(run=_record)

    command = commands.add_parser("test", help="run the notebooks and compare their outputs")
    command.add_argument("paths", nargs="*", help="notebooks or folders (all)")
    command.add_argument("--all", action="store_true", help="also those that have not changed")
    command.add_argument("-k", dest="match", default="", help="only those whose path contains this")
    command.set_defaults(run=_test)

    command = commands.add_parser("check", help="check the files without running anything")
    command.add_argument("only", nargs="*", metavar="check", help=", ".join(CHECKS))
    command.set_defaults(run=_check)

    command = commands.add_parser("typography", help="check or repair French typography")
    command.add_argument("paths", nargs="*", type=Path, help="files (all the French of the course)")
    command.add_argument("--fix", action="store_true", help="repair spaces and apostrophes")
    command.set_defaults(run=_typography)

    command = commands.add_parser("lab", help="open JupyterLab on the notebooks")
    command.add_argument("lang", choices=LANGUAGES, help="language of the notebooks and of JupyterLab")
    command.set_defaults(run=_lab)
    return parser


def _exercises(options: argparse.Namespace, root: Path) -> int:
    if options.check:
        return _tell(exercises.check(root))
    for line in exercises.generate(root):
        print(line)
    return 0


def _record(options: argparse.Namespace, root: Path) -> int:
    from culture_d.making.record import record

    return 0 if record(options.paths, options.all, root) else 1


def _test(options: argparse.Namespace, root: Path) -> int:
    from culture_d.making.testing import test

    return 0 if test(options.paths, options.all, options.match, root) else 1


def _check(options: argparse.Namespace, root: Path) -> int:
    unknown = set(options.only) - set(CHECKS)
    if unknown:
        print(f"unknown check: {', '.join(sorted(unknown))}; there are {', '.join(CHECKS)}", file=sys.stderr)
        return 1
    names = options.only or CHECKS
    # A file that cannot be read stops several checks: it is told once.
    return _tell(list(dict.fromkeys(problem for name in names for problem in CHECKS[name](root))))


def _typography(options: argparse.Namespace, root: Path) -> int:
    paths = [path.resolve() for path in options.paths] or None
    if options.fix:
        for name in french_files.fix(root, paths):
            print(f"repaired {name}")
    return _tell(french_files.check(root, paths))


def _lab(options: argparse.Namespace, root: Path) -> int:
    from culture_d.making.lab import lab

    return lab(options.lang, root)


def _tell(problems: list[Problem]) -> int:
    for problem in problems:
        print(problem)
    print(f"{len(problems)} to mend" if problems else "nothing to mend")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
