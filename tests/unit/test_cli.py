"""culture-d in a terminal: what it says, in both languages, its exit codes, and what never happens."""

import io
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from culture_d import ROOT, cli, terminal
from culture_d.catalogue import DATA
from culture_d.cli import main
from culture_d.i18n import t

SAMPLES = DATA / "standard" / "samples"
GOOD, DIRTY = SAMPLES / "valombre-standard.csv", SAMPLES / "valombre-standard-dirty.csv"
OLD = SAMPLES / "pont-clairet-0.1.csv"
NONSENSE = [
    ([], "missing_argument"),
    (["validate"], "missing_argument"),
    (["valdate", "a.csv"], "unknown_command"),
    (["validate", "a.csv", "--lang", "de"], "invalid_choice"),
    (["validate", "a.csv", "--schema"], "missing_value"),
    (["validate", "a.csv", "--quiet=yes"], "no_value"),
    (["validate", "a.csv", "--json", "--quiet"], "not_together"),
    (["validate", "a.csv", "--jsn"], "unknown_argument"),
    (["convert", "a.csv"], "missing_argument"),
    (["merge", "a.csv", "b.csv", "-o", "c.csv", "--keep", "neither"], "invalid_choice"),
]


@pytest.fixture(autouse=True)
def english(monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "CULTURE_D_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("COLUMNS", "80")


def refused(capsys, *arguments: object) -> str:
    """Run a command that cannot be carried out, and return its one sentence."""
    assert main(list(map(str, arguments))) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1 and err.startswith("culture-d: ")
    return err


@pytest.mark.parametrize(
    ("variables", "lang"),
    [
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
        ({"LANG": "C", "LC_ALL": "fr_BE", "LC_MESSAGES": "en_US"}, "fr"),
        ({"LANG": "fr_FR", "LC_ALL": ""}, "fr"),
    ],
)
def test_the_language_is_that_of_the_terminal(monkeypatch, variables, lang):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert terminal.asked_language([]) == lang


def test_the_language_of_windows_and_the_one_asked_for(monkeypatch):
    monkeypatch.delenv("LANG")
    monkeypatch.setattr("locale.getlocale", lambda: ("French_France", "1252"))
    assert terminal.asked_language(["validate", "a.csv"]) == "fr"
    assert terminal.asked_language(["validate", "--lang=en"]) == "en"
    assert terminal.asked_language(["validate", "--lang", "en", "a.csv"]) == "en"
    assert terminal.asked_language(["validate", "a.csv", "--lang"]) == "fr"


@pytest.mark.parametrize("command", [[], ["validate"], ["repair"], ["convert"], ["merge"]])
def test_the_help_speaks_the_readers_language(command, capsys):
    assert main([*command, "--help", "--lang", "fr"]) == 0
    french = capsys.readouterr().out
    assert french.startswith("usage\u00a0: culture-d")
    assert "130" in french and "codes de sortie" in french
    for english in ("usage: ", "positional", "show this", "default", "options:"):
        assert english not in french
    assert main([*command, "--help"]) == 0
    assert "exit codes" in capsys.readouterr().out


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize(("arguments", "key"), NONSENSE)
def test_a_command_that_is_not_understood(arguments, key, lang, capsys, monkeypatch):
    monkeypatch.setenv("LANG", lang)
    told = refused(capsys, *arguments)
    assert told.removeprefix("culture-d: ")[:8] in told and "--help" in told
    blank = {"what": "\0", "option": "\0", "choices": "\0", "command": "\0"}
    for part in t(f"cli.{key}", lang, **blank).split("\0"):
        assert part in told


def test_a_valid_file(capsys):
    assert main(["validate", str(GOOD)]) == 0
    out, err = capsys.readouterr()
    assert "Your file follows the standard 1.0.1" in out and err == ""
    assert max(map(len, out.splitlines())) <= 80


def test_a_file_to_mend_in_french(capsys):
    assert main(["validate", str(DIRTY), "--lang", "fr"]) == 1
    out = capsys.readouterr().out
    assert "à corriger" in out and "«\u00a003/02/2025\u00a0»" in out
    assert t("report.beyond", "fr").upper() in out
    assert main(["validate", str(DIRTY), "--lang", "fr", "--no-beyond"]) == 1
    assert t("report.beyond", "fr").upper() not in capsys.readouterr().out


def test_quiet_says_nothing(capsys):
    assert main(["validate", str(DIRTY), "--quiet"]) == 1
    assert capsys.readouterr() == ("", "")


def test_json_is_alone_on_stdout(tmp_path, capsys):
    page = tmp_path / "r.html"
    arguments = ["validate", str(DIRTY), str(GOOD), "missing.csv", "--json", "--report", str(page)]
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    found = json.loads(out)
    assert found["valid"] is False
    assert [report.get("valid") for report in found["reports"]] == [False, True, None]
    assert found["reports"][2]["name"] == "missing.csv" and found["reports"][2]["error"] in err
    assert len(list(tmp_path.iterdir())) == 2


def test_json_for_a_terminal_without_accents(monkeypatch):
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="cp1252"))
    assert main(["validate", str(DIRTY), "--json", "--lang", "fr"]) == 1
    told = json.loads(raw.getvalue().decode("ascii"))
    assert "é" in told["reports"][0]["summary"] + told["reports"][0]["causes"][0]["sentence"]


def test_text_for_a_terminal_without_accents(monkeypatch):
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    assert main(["validate", str(DIRTY), "--lang", "fr"]) == 1
    told = raw.getvalue().decode("ascii")
    assert "points a corriger" in told and '" 03/02/2025 "' in told


def test_the_pages_of_several_files(tmp_path, capsys):
    other = tmp_path / "other"
    other.mkdir()
    for folder in (tmp_path, other):
        (folder / "places.csv").write_bytes(GOOD.read_bytes())
    files = [str(tmp_path / "places.csv"), str(other / "places.csv"), str(DIRTY)]
    assert main(["validate", *files, "--report", str(other / "r.html"), "--no-beyond"]) == 1
    names = {"places.csv", "r-places-1.html", "r-places-2.html", "r-valombre-standard-dirty.html"}
    assert {path.name for path in other.iterdir()} == names
    out = capsys.readouterr().out
    assert all(str(other / name) in out for name in names - {"places.csv"})
    assert "8.8" in (other / "r-valombre-standard-dirty.html").read_text(encoding="utf-8")


def test_names_with_a_star_are_spread_out(tmp_path, capsys):
    for name in ("b.csv", "a.csv"):
        (tmp_path / name).write_bytes(GOOD.read_bytes())
    assert main(["validate", str(tmp_path / "*.csv"), "--json", "--no-beyond"]) == 0
    assert [r["name"] for r in json.loads(capsys.readouterr().out)["reports"]] == ["a.csv", "b.csv"]


def test_files_that_cannot_be_read(tmp_path, capsys):
    (tmp_path / "empty.csv").write_bytes(b"")
    (tmp_path / "page.csv").write_bytes(b"<!doctype html><html></html>")
    for name in ("gone.csv", "empty.csv", "page.csv", ".", "C:\\Users\\x\\places.csv", "nul.csv.", "x" * 300):
        refused(capsys, "validate", tmp_path / name)
    refused(capsys, "validate", GOOD, "--schema", "9.9")
    refused(capsys, "validate", GOOD, "--schema", GOOD)


def test_a_report_never_replaces_a_table(tmp_path, capsys):
    table = tmp_path / "places.csv"
    table.write_bytes(GOOD.read_bytes())
    refused(capsys, "validate", table, "--report", table)
    alike = tmp_path / "places.html"
    alike.symlink_to(table)
    refused(capsys, "validate", table, "--report", alike)
    assert table.read_bytes() == GOOD.read_bytes()


def test_a_report_that_cannot_be_written(tmp_path, capsys, monkeypatch):
    (tmp_path / "folder.html").mkdir()
    for name in ("gone/r.html", "folder.html", "x" * 300 + ".html"):
        refused(capsys, "validate", GOOD, "--report", tmp_path / name)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    assert main(["validate", str(GOOD), "--report", str(tmp_path / "r.html"), "--quiet"]) == 2
    assert capsys.readouterr().err == f"culture-d: {t('cli.unwritable', 'en', name=_short(tmp_path / 'r.html'))}\n"


def _short(path):
    text = str(path)
    return text if len(text) <= 60 else text[:59] + "…"


@pytest.mark.parametrize(
    ("error", "code", "key"),
    [
        (KeyboardInterrupt(), 130, "stopped"),
        (MemoryError(), 2, "memory"),
        (PermissionError(13, "no"), 2, "system"),
        (ZeroDivisionError("04 65 71 00 00"), 2, "fault"),
    ],
)
def test_never_a_traceback(monkeypatch, capsys, error, code, key):
    def fail(*_, **__):
        raise error

    monkeypatch.setattr("culture_d.standard.validation.validate", fail)
    assert main(["validate", str(GOOD)]) == code
    told = capsys.readouterr()
    assert told.out == "" and "04 65" not in told.err
    assert told.err == f"culture-d: {t(f'cli.{key}', 'en', kind=type(error).__name__)}\n"


def test_a_pipe_that_closes(monkeypatch, capsys):
    end, stdout = os.pipe()
    os.close(end)
    with open(stdout, "w", encoding="utf-8") as pipe:
        monkeypatch.setattr(sys, "stdout", pipe)
        assert main(["validate", str(DIRTY), "--no-beyond"]) == 1
    assert capsys.readouterr().err == ""


def test_a_pipe_that_closes_in_a_terminal_without_accents():
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "LC_ALL": "fr_FR"}
    command = [sys.executable, "-m", "culture_d.cli", "--help"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as process:
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0


def test_a_full_disk_is_told(monkeypatch, capsys):
    class Full(io.StringIO):
        def write(self, _):
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(sys, "stdout", Full())
    assert main(["validate", str(GOOD), "--no-beyond"]) == 2
    assert t("cli.stdout", "en") in capsys.readouterr().err


def test_the_bar_is_for_a_heavy_file_and_a_terminal(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.setattr(sys, "stderr", Terminal())
    with terminal.progress_bar("a.csv", 10, "en") as progress:
        assert progress is None
    with terminal.progress_bar("lieux.csv", terminal.HEAVY, "fr") as progress:
        progress(5, 10)
        progress(10, 10)
    assert "Lecture de lieux.csv   0\u202f%" in sys.stderr.getvalue()
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with terminal.progress_bar("a.csv", terminal.HEAVY, "en") as progress:
        assert progress is None


# ---- repair, convert, merge


def test_repairs_are_listed_and_nothing_is_written(tmp_path, capsys):
    output, log = tmp_path / "fixed.csv", tmp_path / "log.csv"
    assert main(["repair", str(DIRTY), "--output", str(output), "--log", str(log)]) == 1
    out = capsys.readouterr().out
    assert "“03/02/2025” → “2025-02-03”" in out and "--safe" in out
    assert not output.exists() and "2025-02-03" in log.read_text(encoding="utf-8")


def test_safe_repairs_are_made_in_a_copy(tmp_path, capsys):
    before, output = DIRTY.read_bytes(), tmp_path / "fixed.csv"
    assert main(["repair", str(DIRTY), "--safe", "-o", str(output), "--lang", "fr"]) == 1
    assert t("cli.to_decide", "fr") in capsys.readouterr().out
    text = output.read_text(encoding="utf-8")
    assert "03/02/2025" not in text and "2025-02-03" in text and DIRTY.read_bytes() == before
    assert main(["validate", str(output), "--json", "--no-beyond"]) == 1
    fewer = json.loads(capsys.readouterr().out)["reports"][0]["count"]
    main(["validate", str(DIRTY), "--json", "--no-beyond"])
    assert 0 < fewer < json.loads(capsys.readouterr().out)["reports"][0]["count"]


def test_nothing_to_repair(tmp_path):
    assert main(["repair", str(GOOD), "--safe", "-o", str(tmp_path / "same.csv")]) == 0


def test_convert_then_merge(tmp_path, capsys):
    new, both = tmp_path / "new.csv", tmp_path / "both.csv"
    assert main(["convert", str(OLD), "--to", "1.0.1", "-o", str(new)]) == 0
    assert "cle_ban" in capsys.readouterr().out
    assert main(["merge", str(GOOD), str(new), "-o", str(both)]) == 0
    assert "21 met" in capsys.readouterr().out
    lines = len(both.read_text(encoding="utf-8").splitlines())
    assert main(["merge", str(GOOD), str(new), "-o", str(both), "--keep", "first", "--force"]) == 0
    assert len(both.read_text(encoding="utf-8").splitlines()) == lines - 1
    assert main(["merge", str(GOOD), "-o", str(tmp_path / "one.csv")]) == 2


@pytest.mark.parametrize("command", ["repair", "convert", "merge"])
def test_what_exists_is_never_lost(command, tmp_path, capsys):
    source, output = tmp_path / "places.csv", tmp_path / "out.csv"
    source.write_bytes(OLD.read_bytes())
    output.write_text("precious", encoding="utf-8")
    files = [source, source] if command == "merge" else [source]
    safe = ["--safe"] if command == "repair" else []
    refused(capsys, command, *files, *safe, "-o", output)
    assert output.read_text(encoding="utf-8") == "precious"
    for force in ([], ["--force"]):
        refused(capsys, command, *files, *safe, "-o", source, *force)
        refused(capsys, command, *files, *safe, "-o", tmp_path / "sub" / ".." / "places.csv", *force)
    assert source.read_bytes() == OLD.read_bytes()
    if command == "repair":
        refused(capsys, command, source, "--safe")
        refused(capsys, command, source, "--safe", "-o", tmp_path / "a.csv", "--log", tmp_path / "a.csv")


def test_what_a_file_holds_does_not_command_the_terminal(tmp_path, capsys):
    text = DIRTY.read_text(encoding="utf-8").replace("03/02/2025", "\x1b[31m03/02/2025")
    nasty = tmp_path / "nasty\x1b[2J.csv"
    nasty.write_text(text, encoding="utf-8")
    main(["validate", str(nasty)])
    main(["repair", str(nasty)])
    assert "\x1b" not in capsys.readouterr().out


def test_long_lists_are_cut(monkeypatch, capsys):
    monkeypatch.setattr(cli, "TOLD", 2)
    assert main(["repair", str(DIRTY)]) == 1
    assert t("cli.more", "en", n=2) in capsys.readouterr().out


# ---- the page that explains the commands


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_page_of_the_book_tells_the_truth(lang, capsys, monkeypatch):
    monkeypatch.setenv("LANG", lang)
    page = (ROOT / "book" / lang / "check-a-file.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```(sh|text)\n(.*?)```", page, re.DOTALL)
    (shown,) = [text for kind, text in blocks if kind == "text"]
    main(["validate", str(DIRTY)])
    assert plain_spaces(capsys.readouterr().out).startswith(plain_spaces(shown).rstrip())
    lines = [line for kind, text in blocks if kind == "sh" for line in text.splitlines()]
    options = re.findall(r"`(--[a-z].*?)`", page)
    assert len(lines) == 4 and len(options) >= 7
    for line in lines:
        command = shlex.split(line.partition(" && ")[0].removeprefix(".venv/bin/culture-d "))
        cli.make_parser(lang).parse_args(command)
    told = cli_help(lang, capsys)
    for option in options:
        assert option.split()[0] in told


def plain_spaces(text: str) -> str:
    return " ".join(text.split())


def cli_help(lang, capsys) -> str:
    for command in ("validate", "repair"):
        main([command, "--help", "--lang", lang])
    return capsys.readouterr().out
