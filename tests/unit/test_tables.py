import csv
import inspect
import io
import itertools
import re
import time
import zipfile

import numpy as np
import pandas as pd
import pytest
from table_samples import PRIVATE, nothing_written, people

from culture_d import scanning
from culture_d.i18n import messages, t
from culture_d.tables import TableError, read_table, to_csv_safe

LANGUAGES = ("en", "fr")


def table(written: str, **how):
    return read_table(written.encode(), **how)


def numbers(text: str) -> list[str]:
    return re.findall(r"\d+", text.replace("\u202f", "").replace(",", ""))


# --- dialects


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize(("separator", "decimal"), [p for p in itertools.product(";\t|,", ",.") if p != (",", ",")])
def test_dialects_give_the_same_table(separator, decimal, encoding, newline):
    rows = [
        ["code", "nom", "prix", "population", "date"],
        ["01000", "Bourg-en-Bresse", "12,50", "41\u00a0248", "03/08/2025"],
        ["2A004", "Ajaccio, au cœur", "-3,25", "73 822", "31/12/2024"],
        ["75056", "Paris été", "1\u00a0234,00", "2 103 778", "01/02/2024"],
    ]
    lines = []
    for row in rows:
        cells = [c.replace(",", decimal) if i == 2 else c for i, c in enumerate(row)]
        lines.append(separator.join(f'"{c}"' if separator in c else c for c in cells))
    found = read_table((newline.join(lines) + newline).encode(encoding))
    data, understood = found.data, found.understood
    assert understood.separator == separator
    assert understood.decimal == decimal
    assert understood.encoding == encoding
    assert data["code"].tolist() == ["01000", "2A004", "75056"]
    assert data["nom"].tolist() == ["Bourg-en-Bresse", "Ajaccio, au cœur", "Paris été"]
    assert data["prix"].tolist() == [12.5, -3.25, 1234]
    assert data["population"].tolist() == [41248, 73822, 2103778]
    assert data["date"].tolist() == [
        pd.Timestamp("2025-08-03"),
        pd.Timestamp("2024-12-31"),
        pd.Timestamp("2024-02-01"),
    ]


def test_comma_table_with_quoted_decimal_commas():
    found = table('lieu,prix\nLyon,"1 234,5"\nBron,"2,25"\n')
    assert found.data["prix"].tolist() == [1234.5, 2.25]


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f"])
def test_thousands_never_touch_the_dates(space):
    found = table(f"date;valeur;code\n09/11/2025;1{space}234,5;09110\n10/11/2025;12{space}345{space}678;09120\n")
    assert found.data["date"].tolist() == [pd.Timestamp("2025-11-09"), pd.Timestamp("2025-11-10")]
    assert found.data["valeur"].tolist() == [1234.5, 12345678]
    assert found.data["code"].tolist() == ["09110", "09120"]


def test_each_column_has_its_own_decimal_mark():
    found = table("montant;solde\n-12,50;1234.75\n3,20;1237.95\n")
    assert found.data["montant"].tolist() == [-12.5, 3.2]
    assert found.data["solde"].tolist() == [1234.75, 1237.95]
    assert found.understood.decimal == ",."


def test_autumn_day_of_fifty_half_hours():
    hours = pd.date_range("2024-10-27", periods=50, freq="30min", tz="Europe/Paris")
    rows = "".join(f"{h.isoformat()};{i}\n" for i, h in enumerate(hours))
    found = table("Horodate;Valeur\n" + rows).data
    assert len(found) == 50 and found["Horodate"].is_unique
    assert found["Horodate"].dt.strftime("%d %H:%M").iloc[[0, 5, 7, -1]].tolist() == [
        "27 00:00",
        "27 02:30",
        "27 02:30",
        "27 23:30",
    ]


@pytest.mark.parametrize(
    ("cells", "hours"),
    [
        (["2024-10-27T02:30:00+02:00", "2024-10-27T02:30:00"], "some with an offset, some without"),
        (["12/31/2024", "01/02/2024"], "months first"),
        (["2024-01-31", "2024-02-30"], "a day that does not exist"),
        (["2024-01-31", "20240201"], "two ways of writing"),
    ],
)
def test_doubtful_dates_stay_text(cells, hours):
    assert table("d;v\n" + "".join(f"{c};1\n" for c in cells)).data["d"].tolist() == cells, hours


def test_damaged_utf8_is_told_and_the_rest_is_whole():
    raw = ("nom;v\n" + "été;1\n" * 40).encode() + b"\xe9t\xc3\xa9;2\n"
    found = read_table(raw)
    assert found.data["nom"].iloc[0] == "été" and found.data["nom"].iloc[-1] == "\ufffdté"
    assert found.understood.damaged == 1
    assert t("tables.told_damaged", "fr", n=1) in found.understood.sentences("fr")


# --- where the table begins


def test_load_curve_after_a_preamble():
    text = (
        "Identifiant PRM;Type de donnees;Date de debut;Date de fin;Grandeur physique;Unite\n"
        "00000000000000;Courbe de charge;01/09/2018;21/08/2020;Energie active;W\n"
        "\nHorodate;Valeur\n2020-08-20T23:40:00+02:00;270\n2020-08-20T23:50:00+02:00;\n"
    )
    found = read_table(text.encode("utf-8-sig"))
    assert list(found.data) == ["Horodate", "Valeur"]
    assert found.data["Valeur"].tolist()[0] == 270 and found.data["Valeur"].isna().sum() == 1
    assert found.understood.header == (4,) and found.understood.preamble == [1, 2]
    assert t("tables.told_preamble", "fr", n=2, lines="lignes 1 et 2") in found.understood.sentences("fr")


def test_title_and_blank_lines_before_the_names():
    text = (
        "\nRécapitulatif de mes puissances atteintes en W\n\n"
        "Date et heure de relève;Puissance atteinte (W);Nature\n18/01/2025;;\n00:00:00;1122;Réelle\n"
    )
    found = read_table(text.encode("cp1252"))
    assert found.understood.header == (4,)
    assert found.data["Puissance atteinte (W)"].dropna().tolist() == [1122]


def test_title_padded_with_separators_and_metadata_of_the_same_width():
    found = table("Population légale;;\n;;\ncommune;2016;2023\nLyon;515695;519127\nBron;41060;43310\n")
    assert list(found.data) == ["commune", "2016", "2023"]
    found = table("Source;Insee\nAnnée;2023\n\ncommune;population\nLyon;519127\nBron;43310\n")
    assert list(found.data) == ["commune", "population"]


def test_two_lines_of_names_are_read_together():
    found = table("Commune;Population;;Logements\n;Hommes;Femmes;Vacants\nLyon;10;20;3\nBron;4;5;6\n")
    assert list(found.data) == ["Commune", "Population Hommes", "Population Femmes", "Logements Vacants"]
    assert found.understood.header == (1, 2)
    found = table("Code géographique;Population 2021;Population 2020\nCODGEO;P21;P20\n69123;1;2\n")
    assert list(found.data)[1] == "Population 2021 P21" and len(found.data) == 1


def test_a_first_line_of_withheld_figures_is_no_second_line_of_names():
    found = table("commune;hommes;femmes\nLyon;s;s\nBron;4;5\nVaulx;6;7\n")
    assert found.understood.header == (1,) and len(found.data) == 3


def test_of_two_tables_the_longer_is_kept_and_the_other_told():
    first = "a;b\n" + "".join(f"{i};{i}\n" for i in range(9))
    found = table(first + "\nc;d\n1;2\n3;4\n")
    assert list(found.data) == ["a", "b"] and len(found.data) == 12
    found = table("c;d\n1;2\n\n" + first)
    assert len(found.data) == 9 and found.understood.preamble == [1, 2]


def test_table_without_names():
    found = table("1;2,5\n3;4,5\n")
    assert list(found.data) == ["col_1", "col_2"] and len(found.data) == 2
    assert t("tables.told_no_header", "en") in found.understood.sentences("en")


def test_years_are_names():
    assert list(table("2021;2022;2023\n5;6;7\n").data) == ["2021", "2022", "2023"]


def test_names_are_made_unique_and_given():
    found = table("a;b;a;a_2;;a\n1;2;3;4;5;6\n")
    assert list(found.data) == ["a", "b", "a_3", "a_2", "col_5", "a_4"]
    assert found.understood.renamed == ["a"] and found.understood.unnamed == ["col_5"]


def test_empty_tail_is_dropped_and_told():
    found = table("a;b;\n1;2;\n;;\n;;\n\n")
    assert found.data.shape == (1, 2)
    understood = found.understood
    assert (understood.empty_rows, understood.empty_columns, understood.blank_lines) == (2, 1, 1)


def test_the_reader_overrules():
    text = "a;b\n1,5;x\n2,5;y\n"
    assert list(table(text, separator=",").data) == ["a;b", "col_2"]
    assert table(text, decimal=".").data["a"].tolist() == ["1,5", "2,5"]
    assert table(text, text=["a"]).data["a"].tolist() == table(text, text="a").data["a"].tolist() == ["1,5", "2,5"]
    assert list(table(text, header=0).data) == ["col_1", "col_2"] and len(table(text, header=0).data) == 3
    assert list(table(text, header=2).data) == ["1,5", "x"]
    assert table("é;b\n1;2\n", encoding="cp1252").data.columns[0] == "Ã©"
    assert table('a;b\n"x;2\n', quotes=False).data["a"].tolist() == ['"x']


# --- nothing is bent to fit


@pytest.mark.parametrize(
    "odd",
    [
        "007",
        "2A004",
        "12E4",
        "+33612345678",
        "12 rue X",
        "1-2",
        "inf",
        "0x1F",
        "1_000",
        "12345678901234567890",
        "01,5",
    ],
)
@pytest.mark.parametrize("before", ["7", "7,5"])
def test_a_late_contradiction_keeps_the_whole_column_as_written(odd, before):
    rows = [before] * 30_000 + [odd]
    found = table("n;mot\n" + "".join(f"{r};x\n" for r in rows))
    assert found.data["n"].tolist() == rows
    assert found.understood.kept_as_text == {"n": 1}


def test_late_markers_spaces_and_decimals_are_read():
    rows = ["12"] * 30_000 + ["NC", "", " 13 ", "1 234", "0,5", "-"]
    found = table("n;mot\n" + "".join(f"{r};x\n" for r in rows))
    tail = found.data["n"].iloc[-6:].tolist()
    assert tail[2:5] == [13, 1234, 0.5] and np.isnan([tail[0], tail[1], tail[5]]).all()
    assert found.understood.markers == {"n": {"NC": 1, "-": 1}}


def test_codes_are_text_by_name_too():
    text = "code_postal;siret;telephone;n;gencod\n13100;21130001700012;442645975;1;3017620422003\n"
    data = table(text + "13090;21130001700020;442645976;2;3017620422010\n").data
    assert data["code_postal"].tolist() == ["13100", "13090"]
    assert data["siret"].tolist()[0] == "21130001700012"
    assert [data[c].dtype.kind for c in ("telephone", "n", "gencod")] == ["O", "i", "O"]


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("piece", [32, 1 << 23])
def test_every_cell_is_what_the_csv_module_reads(seed, piece, monkeypatch):
    """Odd quotes, uneven lines, short pieces: cells of text are identical, numbers have the same value."""
    monkeypatch.setattr(scanning, "_PIECE", piece)
    random = np.random.default_rng(seed)
    odd = ["", '"a;b"', '"x""y"', 'a"b', '"two\nlines"', '"', " 7", "NC", "01", "1-2", "é", '"x" y']
    lines = ["a;b;c"]
    for _ in range(60):
        cells = [str(n) for n in random.integers(0, 999, 3)]
        if random.random() < 0.2:
            cells[random.integers(3)] = odd[random.integers(len(odd))]
        lines.append(";".join(cells[: 2 if random.random() < 0.03 else 3] + ["+"] * (random.random() < 0.03)))
    text = "\n".join(lines)
    truth = [row for row in csv.reader(io.StringIO(text, newline="\n"), delimiter=";")][1:]
    try:
        found = table(text, separator=";", header=1)
    except TableError as error:
        assert "\n" in truth[-1][-1] and str(error).startswith("A quotation mark opened on line")
        return
    assert len(found.data) == len(truth)
    assert list(found.understood.extra.values()) == [row[3:] for row in truth if len(row) > 3]
    assert len(found.understood.short_lines) == sum(len(row) < 3 for row in truth)
    for i, name in enumerate("abc"):
        for read, row in zip(found.data[name], truth, strict=True):
            written = row[i] if i < len(row) else ""
            if isinstance(read, str):
                assert read == written
            else:
                assert (written.strip() in ("", "NC")) if pd.isna(read) else float(written) == read


def test_uneven_lines_are_told_with_their_numbers():
    found = table('a;b;c\n1;2;3\n4;5\n6;7;8;neuf;dix\n"deux\nlignes";1;2\n1;2;3;\n9\n')
    assert found.understood.short_lines == [3, 8]
    assert found.understood.extra == {4: ["neuf", "dix"]}
    assert len(found.data) == 6 and found.data["a"].iloc[-1] == "9"
    sentences = found.understood.sentences("en")
    assert "2 cells too many are kept aside in understood.extra: line 4." in sentences
    assert "2 lines are too short; their last cells are empty: lines 3 and 8." in sentences


def test_all_lines_short():
    found = table("a;b;c;d\n1;2\n3;4\n", separator=";")
    assert found.data.shape == (2, 4) and found.data["d"].isna().all()


def test_markup_and_formulas_are_only_text():
    found = table('<script>alert(1)</script>;f\n<b>x</b>;"=HYPERLINK(""http://x"";""y"")"\n-;+1+2\n')
    assert list(found.data)[0] == "<script>alert(1)</script>"
    assert found.data["f"].tolist() == ['=HYPERLINK("http://x";"y")', "+1+2"]


def test_one_column_is_accepted_and_told():
    found = table("commentaire\nBonjour, ça va\noui\nnon, merci\n")
    assert found.data["commentaire"].tolist() == ["Bonjour, ça va", "oui", "non, merci"]
    assert t("tables.told_one_column", "fr") in found.understood.sentences("fr")
    assert table("valeur\n1,5\n2,5\n").data["valeur"].tolist() == [1.5, 2.5]
    assert table("valeur\n1,5\n2,5").understood.separator is None


def test_five_thousand_columns_are_read_quickly():
    header = ";".join(f"c{i}" for i in range(5000))
    start = time.perf_counter()
    found = table(header + "\n" + "\n".join(";".join(["1,5"] * 5000) for _ in range(20)) + "\n")
    assert found.data.shape == (20, 5000) and found.data["c4999"].sum() == 30
    assert time.perf_counter() - start < 5


def test_names_in_angle_brackets_are_no_web_page():
    assert list(table("<header>;<html5>\n1;2\n").data) == ["<header>", "<html5>"]


def test_a_cell_longer_than_the_csv_module_allows():
    polygon = "[" + "4.85;45.75," * 30_000 + "]"
    found = table(f'nom;forme\nLyon;"{polygon}"\nBron;"x"\n')
    assert found.data["forme"].iloc[0] == polygon


# --- what is no table


def archive(name: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        file.writestr(name, "secret;cells\n1;2\n" * 50)
    return held.getvalue()


REFUSED = {
    "nothing": (b"", "empty"),
    "spaces": (b"  \n \t\r\n   ", "empty"),
    "no-break spaces": ("\u00a0 \n".encode(), "empty"),
    "byte-order mark": (b"\xef\xbb\xbf\n", "empty"),
    "separators": (b";;;\n;;;\n", "only_header"),
    "pdf": (b"%PDF-1.7\nsecret\n", "pdf"),
    "zip": (archive("secret.csv"), "archive"),
    "gzip": (b"\x1f\x8b\x08\0secret", "archive"),
    "xlsx": (archive("xl/workbook.xml"), "spreadsheet"),
    "ods": (
        b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
        "spreadsheet",
    ),
    "xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 secret", "spreadsheet"),
    "png": (b"\x89PNG\r\n\x1a\n\0\0secret", "image"),
    "jpeg": (b"\xff\xd8\xff\xe0\0\x10JFIF", "image"),
    "html": (b"  <!DOCTYPE html><html><body>secret;cells</body></html>", "html"),
    "xml": (b'<?xml version="1.0"?><secret>a;b</secret>', "html"),
    "json": (b'[{"secret": 1}, {"secret": 2}]', "json"),
    "nuls": (b"secret;b\n1;\0\0\n", "binary"),
    "controls": (bytes(range(1, 32)) * 40, "binary"),
    "utf-16 without a mark": ("secret;b\n1;2\n".encode("utf-16-le"), "binary"),
    "no encoding": (b"secret;b\n\x81\x8d;\x90\n" * 3, "encoding_unreadable"),
    "only a header": (b"secret;other\n", "only_header"),
    "header and separators": (b"secret;other\n;\n;\n", "only_header"),
    "open quotation mark": (b'a;b\n1;2\nx;"secret\n3;4\n', "quote_open"),
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_table_is_refused_in_one_sentence(name, lang, tmp_path):
    raw, key = REFUSED[name]
    path = tmp_path / "table.csv"
    path.write_bytes(raw)
    for source in (raw, path, str(path)):
        with pytest.raises(TableError) as refusal:
            read_table(source, lang=lang)
        sentence = str(refusal.value)
        assert sentence == t(f"tables.{key}", lang, **({"line": "3"} if key == "quote_open" else {}))
        assert "secret" not in sentence and sentence.endswith(".")
        assert refusal.value._render_traceback_() == [sentence]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sources_that_cannot_be_read(tmp_path, lang):
    with pytest.raises(TableError, match=r"absent\.csv"):
        read_table(tmp_path / "absent.csv", lang=lang)
    with pytest.raises(TableError) as refusal:
        read_table(tmp_path, lang=lang)
    assert str(refusal.value) == t("tables.folder", lang, name=tmp_path.name)
    with pytest.raises(TableError) as refusal:
        read_table("https://exemple.fr/table.csv", lang=lang)
    assert str(refusal.value) == t("tables.address", lang)
    with pytest.raises(TableError) as refusal:
        read_table("x" * 5000 + "\0", lang=lang)
    with pytest.raises(TableError) as refusal:
        read_table(b"a;b\n" * 1000, lang=lang, max_bytes=1000)
    assert str(refusal.value) == t(
        "tables.too_heavy",
        lang,
        size={"en": "4.0 kB", "fr": "4,0\u00a0ko"}[lang],
        limit={"en": "1.0 kB", "fr": "1,0\u00a0ko"}[lang],
    )


def test_a_file_too_heavy_is_not_even_opened(tmp_path):
    path = tmp_path / "big.csv"
    with path.open("wb") as file:
        file.truncate(400_000_000)
    with pytest.raises(TableError, match="400 MB"):
        read_table(path)


@pytest.mark.parametrize(
    ("how", "key"),
    [
        ({"encoding": "klingon"}, "encoding_unknown"),
        ({"encoding": "ascii"}, "encoding_wrong"),
        ({"separator": ";;"}, "separator_wrong"),
        ({"header": 99}, "header_missing"),
    ],
)
def test_wrong_instructions(how, key):
    with pytest.raises(TableError) as refusal:
        table("é;b\n1;2\n", **how)
    assert refusal.value.args[0] == t(f"tables.{key}", encoding=how.get("encoding"), line=how.get("header"))


# --- what is told


def test_sentences_say_the_same_in_both_languages():
    text = "Titre;;\n\na;b;a;\n1,5;2;3;\n2;x;4;;6\n7\n" + "8,5;9;9;\n" * 20 + "2;y;1;\n;;;\n"
    told = {lang: table(text).understood.sentences(lang) for lang in LANGUAGES}
    assert len(told["en"]) == len(told["fr"]) > 8
    for english, french in zip(told["en"], told["fr"], strict=True):
        assert numbers(english) == numbers(french)
        assert not re.search(r"« | »| [;:!?](?=\s)", french), french


def test_sentences_name_real_keywords():
    told = " ".join(str(message[lang]) for key, message in messages()["tables"].items() for lang in LANGUAGES
                    if key.startswith("told_"))  # fmt: skip
    named = set(re.findall(r"\b([a-z_]+)=", told))
    assert named == {"encoding", "separator", "decimal", "header", "text"}
    assert named <= set(inspect.signature(read_table).parameters)


def test_reading_writes_nothing_and_quotes_nothing(tmp_path):
    path = tmp_path / "people.csv"
    path.write_bytes(people())
    with nothing_written():
        told = read_table(path).understood.sentences("fr") + read_table(people()).understood.sentences("en")
    assert not [value for value in PRIVATE if value in " ".join(told)]


# --- a CSV that a spreadsheet may open


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        '=HYPERLINK("http://x")',
        "+SUM(A1)",
        "-2+3",
        "@cmd",
        "\t=1",
        "\r=1",
        "  =1",
        "-",
        "+33 (0)4",
        "-1;2",
        "＝1",
    ],
)
def test_formulas_are_protected(cell):
    written = to_csv_safe(pd.DataFrame({"a": [cell, "x"]}))
    read = pd.read_csv(io.StringIO(written, newline=""), keep_default_na=False)["a"].iloc[0]
    assert read.startswith("'") and read.replace("'", "") == cell


@pytest.mark.parametrize(
    "cell", ["-12", "-12,5", "+3.25", "12", "a=b", "é", "marie@exemple.fr", "45.75,-4.85", "l'été"]
)
def test_the_rest_is_left_alone(cell):
    written = to_csv_safe(pd.DataFrame({"a": [cell, "x"]}))
    assert pd.read_csv(io.StringIO(written), dtype=str)["a"].iloc[0] == cell


def test_formulas_after_a_separator_or_in_a_name_are_protected():
    data = pd.DataFrame({"=1+1": ["x;=2+2", "deux\n@x"], "n": [-1.5, 2.0], "d": pd.to_datetime(["2024-01-02", None])})
    written = to_csv_safe(data, separator=";", decimal=",")
    assert written.splitlines()[0] == "'=1+1;n;d"
    assert "x;'=2+2" in written and "\n'@x" in written and "-1,5" in written
    assert list(data) == ["=1+1", "n", "d"]


def test_what_is_exported_is_read_back(tmp_path):
    data = pd.DataFrame({"code": ["01000", "2A004"], "v": [1.5, -2.25], "n": [3, 4], "mot": ["été; oui", 'dit "x"']})
    for separator, decimal in ((",", "."), (";", ","), ("\t", ",")):
        path = tmp_path / "out.csv"
        assert to_csv_safe(data, path, separator=separator, decimal=decimal) is None
        pd.testing.assert_frame_equal(read_table(path).data, data)


def test_a_table_shown_in_a_notebook_says_what_was_understood_and_is_text():
    shown = read_table(b"<b>nom</b>;prix\n<script>x</script>;1,5\n")._repr_html_()
    assert "<script>" not in shown and "<b>" not in shown and "&lt;script&gt;" in shown
    assert "separator=&quot;;&quot;" in shown
