"""The Sphinx side without a browser: addresses, search, settings, entrance, server."""

import gzip
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path

import pandas as pd
import pytest
import yaml

from culture_d import i18n
from culture_d.book import builder, finish, pages, search, serve, settings

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("docname", "expected"),
    [
        ("book/fr/interview", "interview"),
        ("notebooks/en/data-interview", "lessons/data-interview"),
        ("exercises/fr/data-interview", "exercises/data-interview"),
        ("search", "search"),
    ],
)
def test_addresses(docname, expected):
    assert builder.address(docname) == expected


def test_the_twin_of_a_page():
    assert pages.twin("book/en/deck", "en") == "book/fr/deck"
    assert pages.twin("search", "fr") == "search"


def test_french_words_without_accents():
    assert search.fold("Cœur d’Été, données") == "Coeur d’Ete, donnees"
    french = search.FoldedFrench({})
    assert french.split("L’été des données") == ["L", "ete", "des", "donnees"]
    assert french.stem("donnees") == french.stem(search.fold("donnée"))
    assert "meme" in french.stopwords


def test_one_contents_serves_two_editions(tmp_path):
    for name in ("_config.yml", "_toc.yml"):
        (tmp_path / name).write_text((ROOT / name).read_text(encoding="utf-8"), encoding="utf-8")
    english, french = settings.settings(tmp_path, "en"), settings.settings(tmp_path, "fr")
    assert english["language"] == "en" and french["language"] == "fr"
    twin = yaml.safe_load(Path(french["external_toc_path"]).read_text(encoding="utf-8"))
    assert twin["root"] == "book/fr/index" and "/en/" not in str(twin)
    assert french["nb_code_prompt_show"] == "Afficher le code"


def test_the_entrance_offers_both_editions_without_script():
    html = finish.entrance()
    assert 'href="en/index.html"' in html and 'href="fr/index.html"' in html and "http" not in html


def test_the_server_compresses_and_stays_at_home(tmp_path):
    (tmp_path / "page.html").write_text("<p>été</p>" * 500, encoding="utf-8")
    with serve.server(tmp_path) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        assert running.server_address[0] == "127.0.0.1"
        url = f"http://127.0.0.1:{running.server_port}/page.html"
        with urllib.request.urlopen(urllib.request.Request(url, headers={"Accept-Encoding": "gzip"})) as answer:
            body = answer.read()
            assert answer.headers["Content-Encoding"] == "gzip" and len(body) < 200
            assert "été" in gzip.decompress(body).decode()
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"http://127.0.0.1:{running.server_port}/none.html")
        running.shutdown()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("# A\n\n[gone](nowhere.md)\n", "nowhere"),
        ("# A\n\n![x](gone.png)\n", "gone.png"),
        ("# A\n\n{ref}`nothing`\n", "nothing"),
    ],
)
def test_a_broken_reference_stops_the_build(tmp_path, page, said):
    (tmp_path / "conf.py").write_text((ROOT / "conf.py").read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "_config.yml").write_text((ROOT / "_config.yml").read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: book/en/index\nchapters: [{file: book/en/about}]\n")
    (tmp_path / "book" / "en").mkdir(parents=True)
    (tmp_path / "book" / "en" / "index.md").write_text(page)
    (tmp_path / "book" / "en" / "about.md").write_text("# About\n")
    command = [sys.executable, "-m", "sphinx", "-b", "html", "-W", "-q", ".", "out"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode != 0 and said in done.stderr


@pytest.mark.slow
def test_jupyter_book_alone_makes_the_english_book(tmp_path):
    command = [
        sys.executable,
        "-c",
        "from jupyter_book.cli.main import main; main()",
        "build",
        str(ROOT),
        "--path-output",
        str(tmp_path),
    ]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    home = (tmp_path / "_build" / "html" / "index.html").read_text(encoding="utf-8")
    assert '<html lang="en"' in home and "Ask the data" in home
    assert (tmp_path / "_build" / "html" / "lessons" / "data-interview.html").exists()


@pytest.mark.parametrize("lang", i18n.LANGUAGES)
def test_a_table_of_pandas_can_be_reached_by_keyboard_and_has_no_empty_heading(lang):
    table = pd.DataFrame({"a": [1]})._repr_html_()
    body = pages._mended(
        f'<div class="output text_html">{table}</div><div class="output text_html"><p>x</p></div>', lang
    )
    assert "<th></th>" not in body and body.count('tabindex="0"') == 1
    assert f'aria-label="{i18n.t("book.table", lang)}"' in body
