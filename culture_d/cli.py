"""``culture-d``: check, repair, convert and merge tables of places from a terminal, on this machine alone.

What a command finds goes to stdout; why it could not be carried out goes to stderr, in one sentence. Exit status:
0 when all is well, 1 when something is left to mend, 2 when the command could not be carried out, 130 when it
was stopped.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from glob import glob
from pathlib import Path
from typing import TYPE_CHECKING

from culture_d.errors import ReaderError
from culture_d.i18n import t
from culture_d.standard.findings import shorten
from culture_d.standard.report.words import plain
from culture_d.terminal import (
    CommandError,
    Parser,
    asked_language,
    progress_bar,
    protect,
    refuse,
    say,
    speak_plainly,
    write,
)

if TYPE_CHECKING:
    from culture_d.standard.merge import Merged, Pair
    from culture_d.standard.repair import Left, Proposal

GOOD, WRONG, UNUSABLE, STOPPED = 0, 1, 2, 130
WIDEST = 100
TOLD = 50  # repairs, losses or pairs listed in the terminal


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status. It never shows a traceback, unless ``CULTURE_D_DEBUG`` is set.

    Parameters
    ----------
    arguments : sequence of str, optional
        Those of the command line by default.
    """
    speak_plainly()
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    lang = asked_language(arguments)
    try:
        return _run(arguments, lang)
    except ReaderError as error:
        return refuse(str(error))
    except KeyboardInterrupt:
        refuse(t("cli.stopped", lang))
        return STOPPED
    except MemoryError:
        return refuse(t("cli.memory", lang))
    except OSError:
        return refuse(t("cli.system", lang))
    except Exception as error:  # a fault of ours: one sentence, without a word of the reader's data
        if os.environ.get("CULTURE_D_DEBUG"):
            raise
        return refuse(t("cli.fault", lang, kind=type(error).__name__))


def _run(arguments: list[str], lang: str) -> int:
    try:
        options = make_parser(lang).parse_args(arguments)
    except SystemExit as end:  # argparse has given the help, or said what is wrong
        say("", lang, end="")
        return int(end.code or GOOD)
    return options.run(options, lang)


def make_parser(lang: str) -> Parser:
    """Return the parser of the command line, with its help in a language."""
    epilog = t("cli.exit_codes", lang)
    parser = Parser(prog="culture-d", description=t("cli.description", lang), epilog=epilog, lang=lang)
    commands = parser.add_subparsers(title=t("cli.commands", lang), metavar=t("cli.command", lang), required=True)
    for run in (_validate, _repair, _convert, _merge):
        name = run.__name__.removeprefix("_")
        told = t(f"cli.{name}", lang)
        command = commands.add_parser(name, lang=lang, help=told, description=told, epilog=epilog)
        command.set_defaults(run=run)
        several = {"nargs": "+"} if name in ("validate", "merge") else {}
        command.operand("files" if several else "file", f"{name}_what", **several)
        if name == "validate":
            command.option("--schema", default="1.0.1", metavar=t("cli.schema", lang))
            command.option("--report", type=Path, metavar=t("cli.report", lang))
            command.option("--no-beyond", action="store_true")
            voice = command.options.add_mutually_exclusive_group()
            command.option("--json", action="store_true", group=voice)
            command.option("--quiet", "-q", action="store_true", group=voice)
            continue
        command.option("--output", "-o", type=Path, required=name != "repair", metavar=t("cli.output", lang))
        if name == "repair":
            command.option("--log", type=Path, metavar=t("cli.log", lang))
            command.option("--safe", action="store_true")
            command.option("--schema", default="1.0.1", metavar=t("cli.schema", lang))
        elif name == "convert":
            command.option("--to", default="1.0.1", metavar="VERSION")
        else:
            command.option("--keep", choices=("both", "first", "second", "complete"), default="both")
        command.option("--force", action="store_true")
    return parser


# ---- validate


def _validate(options: argparse.Namespace, lang: str) -> int:
    from culture_d.standard.report import html_report, json_report, text_report
    from culture_d.standard.schemas import load_schema

    files = _expanded(options.files)
    pages = _pages(options.report, files, lang)
    schema = load_schema(options.schema, lang)
    silent = options.json or options.quiet
    code, told = GOOD, []
    for file, page in zip(files, pages, strict=True):
        try:
            report, size = _checked(file, schema, lang, not options.no_beyond)
        except ReaderError as error:
            told.append({"name": Path(file).name, "error": str(error)})
            code = refuse(str(error))
            continue
        code = max(code, GOOD if report.valid else WRONG)
        told.append(json_report(report, lang))
        if not silent:
            say(text_report(report, lang, min(shutil.get_terminal_size().columns, WIDEST)), lang)
        if page:
            _save(page, html_report(report, lang, size=size), lang, silent)
    if options.json:
        accents = (getattr(sys.stdout, "encoding", None) or "").lower() in ("utf-8", "utf8")
        found = {"valid": code == GOOD, "reports": told}
        say(json.dumps(found, ensure_ascii=not accents, indent=2), lang)
    return code


def _checked(file: str, schema: object, lang: str, beyond: bool) -> tuple:
    """Return the report of a file, and its weight in bytes."""
    from culture_d.standard.source import open_source
    from culture_d.standard.validation import validate

    source = open_source(file, lang)
    with progress_bar(source.name, source.size, lang) as progress:
        return validate(source, schema, lang, progress=progress, beyond=beyond), source.size


def _expanded(files: list[str]) -> list[str]:
    """Return the files that names such as ``*.csv`` stand for, which the terminal of Windows leaves as they are."""
    found = [sorted(glob(file)) or [file] if "*" in file else [file] for file in files]
    return list(dict.fromkeys(name for names in found for name in names))


def _pages(report: Path | None, files: list[str], lang: str) -> list[Path | None]:
    """Return where to write the page of each file: ``report.html``, or ``report-places.html`` among several."""
    if report is None:
        return [None] * len(files)
    if report.suffix.lower() not in (".html", ".htm"):  # a slip of the finger must not replace a table
        raise CommandError(t("cli.report_name", lang, name=report.name))
    pages = [report]
    if len(files) > 1:
        stems = [Path(file).stem for file in files]
        twice = {stem for stem in stems if stems.count(stem) > 1}
        names = [f"{stem}-{i}" if stem in twice else stem for i, stem in enumerate(stems, 1)]
        pages = [report.with_name(f"{report.stem}-{name}{report.suffix}") for name in names]
    protect(pages, files, True, lang)
    return pages


# ---- repair, convert, merge


def _repair(options: argparse.Namespace, lang: str) -> int:
    from culture_d.standard.repair import repair
    from culture_d.tables import to_csv_safe

    if options.safe and not options.output:
        raise CommandError(t("cli.safe_needs_output", lang))
    protect([options.output, options.log], [options.file], options.force, lang)
    repairs = repair(options.file, options.schema, lang)
    log, waiting = repairs.preview(), repairs.proposals
    say(repairs.told(lang), lang)
    if options.safe:
        repairs.accept(safe=True)
        repaired = repairs.apply()
        log, waiting = repaired.log(), repairs.waiting
        _save(options.output, repaired.text, lang)
    if options.log:
        _save(options.log, to_csv_safe(log), lang)
    for key, safe in (("proposals", True), ("to_decide", False)):
        _list(t(f"cli.{key}", lang), [proposal for proposal in waiting if proposal.safe == safe], lang, _proposal)
    _list(t("cli.left", lang), repairs.left, lang, _left)
    if waiting and not options.safe:
        say(t("cli.only_listed", lang), lang)
    return WRONG if waiting or repairs.left else GOOD


def _proposal(proposal: Proposal, lang: str) -> str:
    place = {"line": str(proposal.line), "column": proposal.column or t("cli.columns", lang)}
    change = {"before": shorten(proposal.before), "after": shorten(proposal.after)}
    return t("cli.proposal", lang, **place, **change, why=proposal.sentence(lang))


def _left(left: Left, lang: str) -> str:
    key = "cli.left_cell" if left.column else "cli.left_line"
    return t(key, lang, line=str(left.line), column=left.column, why=left.sentence(lang))


def _convert(options: argparse.Namespace, lang: str) -> int:
    from culture_d.standard.convert import convert

    protect([options.output], [options.file], options.force, lang)
    converted = convert(options.file, options.to, lang)
    _save(options.output, converted.to_csv(), lang)
    _list("", converted.sentences(lang), lang)
    return GOOD


def _merge(options: argparse.Namespace, lang: str) -> int:
    from culture_d.standard.merge import merge

    files = _expanded(options.files)
    protect([options.output], files, options.force, lang)
    merged = merge(files, lang)
    for pair in merged.pairs if options.keep != "both" else ():
        merged.keep(pair, options.keep)
    _save(options.output, merged.to_csv(), lang)
    _list("", merged.notes_in(lang), lang)
    _list("", merged.pairs, lang, lambda pair, lang: _pair(pair, merged, lang))
    return GOOD


def _pair(pair: Pair, merged: Merged, lang: str) -> str:
    first, second = merged.where(pair.first, lang), merged.where(pair.second, lang)
    return t("cli.pair", lang, first=first, second=second, why=pair.why(lang))


def _save(path: Path, text: str, lang: str, silent: bool = False) -> None:
    write(path, text, lang)
    if not silent:
        say(t("cli.written", lang, name=plain(path)), lang)


def _list(title: str, items: Sequence, lang: str, told: Callable = lambda item, lang: item) -> None:
    """Write what there is, one line each, and how many others there are."""
    if title and items:
        say(title, lang)
    for item in items[:TOLD]:
        say(f"- {plain(told(item, lang))}", lang)
    if len(items) > TOLD:
        say(t("cli.more", lang, n=len(items) - TOLD), lang)


if __name__ == "__main__":
    sys.exit(main())
