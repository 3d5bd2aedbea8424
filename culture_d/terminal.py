"""A terminal that speaks the reader's language: arguments and their help, sentences, files written, progress."""

from __future__ import annotations

import argparse
import codecs
import errno
import locale
import os
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn

from culture_d.errors import ReaderError
from culture_d.i18n import LANGUAGES, t

UNUSABLE = 2
HEAVY = 3_000_000  # bytes from which a check takes long enough for a progress bar
_LONGEST = 60  # characters of an argument that a sentence quotes
# What argparse says in English, and the message of ours that says it in the reader's language.
_COMPLAINTS = (
    (r"the following arguments are required: (?P<what>.+)", "missing_argument"),
    (r"argument (?P<option>.+?): invalid choice: (?P<what>.+) \(choose from (?P<choices>.+)\)", "invalid_choice"),
    (r"argument (?P<option>.+?): not allowed with argument (?P<what>.+)", "not_together"),
    (r"argument (?P<option>.+?): expected .+", "missing_value"),
    (r"argument (?P<option>.+?): ignored explicit argument .+", "no_value"),
    (r"unrecognized arguments: (?P<what>.+)", "unknown_argument"),
)
_PLAIN = {"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "−": "-"}
_PLAIN = str.maketrans(_PLAIN | {"→": "->", "…": "...", "œ": "oe", "Œ": "OE", "\u00a0": " ", "\u202f": " "})


class CommandError(ReaderError):
    """One sentence for the reader: why a command cannot be carried out, and what to do next."""


def asked_language(arguments: Sequence[str]) -> str:
    """Return the language that ``--lang`` asks for, else that of the terminal: French, or English."""
    for name, value in zip(arguments, [*arguments[1:], ""], strict=False):
        name, equals, given = name.partition("=")
        if name == "--lang" and (found := given if equals else value) in LANGUAGES:
            return found
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    # Windows sets none of them: Python has read the language of the system there, such as French_France.
    found = next(filter(None, map(os.environ.get, names)), None) or locale.getlocale()[0] or ""
    return "fr" if found.lower().startswith("fr") else "en"


# ---- what is said


def speak_plainly() -> None:
    """Make every character sayable: a terminal without accents gets letters without accents, never an error."""
    codecs.register_error("culture_d.plain", _plainly)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="culture_d.plain")


def _plainly(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end].translate(_PLAIN)
    plain = (unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode() or "?" for letter in text)
    return "".join(plain), error.end


def say(text: str, lang: str, end: str = "\n") -> None:
    """Write to stdout. A reader who has seen enough (``| head``) is no error.

    Raises
    ------
    CommandError
        If nothing can be written there: a full disk.
    """
    try:
        print(text, end=end, flush=True)
    except OSError as error:
        _forget_stdout()
        if not isinstance(error, BrokenPipeError) and error.errno != errno.EINVAL:  # EINVAL: the same, on Windows
            raise CommandError(t("cli.stdout", lang)) from None


def _forget_stdout() -> None:
    """Send what is left to nowhere, or Python would complain again when it ends."""
    with suppress(OSError, ValueError):  # a stdout that is no file has nothing left
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def refuse(sentence: str) -> int:
    """Write a sentence to stderr and return the exit status that goes with it."""
    if sys.stderr is not None:  # print would fall back on stdout
        with suppress(OSError):
            print(f"culture-d: {sentence}", file=sys.stderr, flush=True)
    return UNUSABLE


# ---- arguments


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """The layout of the help, without an English word of argparse's own."""

    lang = "en"

    def add_usage(self, usage, actions, groups, prefix=None) -> None:
        super().add_usage(usage, actions, groups, t("cli.usage", self.lang) if prefix is None else prefix)

    def start_section(self, heading) -> None:
        super().start_section(heading and t("cli.section", self.lang, title=heading))


class Parser(argparse.ArgumentParser):
    """A parser in the reader's language; the words of argparse are English."""

    def __init__(self, *args, lang: str, **kwargs) -> None:
        self.lang = lang
        words = type("Formatter", (_Formatter,), {"lang": lang})
        super().__init__(*args, add_help=False, allow_abbrev=False, formatter_class=words, **kwargs)
        self.operands = self.add_argument_group(t("cli.operands", lang))
        self.options = self.add_argument_group(t("cli.options", lang))
        self.option("--help", "-h", action="help")
        self.option("--lang", choices=LANGUAGES, default=argparse.SUPPRESS)

    def operand(self, name: str, key: str, **kwargs) -> None:
        """Add what the command works on; ``key`` names the message of its help."""
        self.operands.add_argument(name, metavar=t("cli.file", self.lang), help=t(f"cli.{key}", self.lang), **kwargs)

    def option(self, name: str, *others: str, group: argparse._ActionsContainer | None = None, **kwargs) -> None:
        """Add an option; the message of its help bears its name."""
        key = name.removeprefix("--").replace("-", "_")
        (group or self.options).add_argument(*others, name, help=t(f"cli.option_{key}", self.lang), **kwargs)

    def error(self, message: str) -> NoReturn:
        known = ((key, re.fullmatch(pattern, message, re.DOTALL)) for pattern, key in _COMPLAINTS)
        key, found = next((pair for pair in known if pair[1]), ("wrong_arguments", None))
        values = {name: _shorten(value.replace("'", "")) for name, value in found.groupdict().items()} if found else {}
        if key == "invalid_choice" and values["option"] == t("cli.command", self.lang):
            key = "unknown_command"
        self.exit(refuse(t(f"cli.{key}", self.lang, **values, command=f"{self.prog} --help")))


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


# ---- files and time


def protect(outputs: Iterable[Path | None], inputs: Iterable[str | Path], force: bool, lang: str) -> None:
    """Refuse, before any work, to write where something would be lost or where nothing can be written.

    Raises
    ------
    CommandError
        If a folder is missing, if an output is an input, or if it exists and ``force`` is False.
    """
    taken = [*map(Path, inputs)]
    for output in filter(None, outputs):
        name = {"name": _shorten(str(output))}
        if not output.parent.is_dir():
            raise CommandError(t("cli.no_folder", lang, **name))
        if any(_same(output, other) for other in taken):
            raise CommandError(t("cli.would_overwrite", lang, **name))
        if output.is_dir():
            raise CommandError(t("cli.is_folder", lang, **name))
        if output.exists() and not force:
            raise CommandError(t("cli.exists", lang, **name))
        taken.append(output)


def _same(a: Path, b: Path) -> bool:
    try:
        return a.resolve() == b.resolve() or a.samefile(b)
    except OSError:
        return False


def write(path: Path, text: str, lang: str) -> None:
    """Write a text in UTF-8, its line ends as they are.

    Raises
    ------
    CommandError
        If the file cannot be written.
    """
    try:
        path.write_bytes(text.encode("utf-8", "replace"))
    except (OSError, ValueError):  # ValueError: a name that no file can have
        raise CommandError(t("cli.unwritable", lang, name=_shorten(str(path)))) from None


@contextmanager
def progress_bar(name: str, size: int, lang: str) -> Iterator[Callable[[int, int], None] | None]:
    """Give a function that draws a progress bar, when there is somebody to see it and time to look."""
    if size < HEAVY or not getattr(sys.stderr, "isatty", bool)():
        yield None
        return
    from tqdm import tqdm

    told = t("cli.reading", lang, name=_shorten(name))
    layout = "{desc} {percentage:3.0f}" + t("cli.percent", lang) + " {bar}"
    with tqdm(desc=told, total=size, leave=False, bar_format=layout) as bar:

        def progress(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield progress
