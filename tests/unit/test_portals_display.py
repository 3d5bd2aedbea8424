"""Datasets shown in a notebook: everything escaped, what is not known said, in the reader's language."""

import datetime as dt
from html.parser import HTMLParser

import pytest

from culture_d.i18n import LANGUAGES
from culture_d.portals import Dataset, Found, Resource, portal
from culture_d.portals.html import plain, shortened

EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'><b>"
WITHOUT_END = {"br", "img", "meta"}


class Reader(HTMLParser):
    """Reads HTML as a browser does: elements, links, texts; and checks that what opens closes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags, self.links, self.languages, self.open, self.text = [], [], [], [], ""
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        attrs = dict(attrs)
        assert not [name for name in attrs if name.startswith("on")]
        self.languages.append(attrs.get("lang"))
        if tag == "a":
            self.links.append((attrs["href"], attrs["rel"]))
        if tag not in WITHOUT_END:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def hostile(**about) -> Dataset:
    """Return a dataset whose every text is hostile."""
    values = {key: EVIL for key in ("id", "title", "description", "producer", "licence", "frequency", "spatial")}
    resource = Resource(id=EVIL, title=EVIL, format=EVIL, url="javascript:alert(1)", size=0)
    fixed = {"keywords": (EVIL,), "page": f"javascript:{EVIL}", "notice": EVIL, "content_lang": EVIL}
    return Dataset(**(values | fixed | {"resources": (resource,), "fields": {EVIL: EVIL}} | about))


@pytest.mark.parametrize("shown", [hostile(), Found([hostile()], words=EVIL, notice=EVIL), Found([])])
def test_hostile_texts_are_texts(shown):
    read = Reader(shown._repr_html_())
    assert not {"script", "img", "b", "a"} & set(read.tags)
    assert set(read.languages) <= {None, "en"}
    assert repr(shown)


def test_only_addresses_of_the_web_are_links():
    pages = ("https://x.fr/?a=1&b=2", "JavaScript:alert(1)", "data:text/html,x", 'https://x.fr/"onclick="x')
    read = Reader(Found([Dataset(id="a", title="T", page=page) for page in pages])._repr_html_())
    assert read.links == [("https://x.fr/?a=1&b=2", "noopener noreferrer"), (pages[3], "noopener noreferrer")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_not_known_is_said(lang):
    opened = portal("data.gouv.fr", offline=True, lang=lang)
    read = Reader(Dataset(id="x", portal=opened)._repr_html_())
    said = {
        "en": ("not stated", "(without a title)", "No file."),
        "fr": ("non indiqué", "(sans titre)", "Aucun fichier."),
    }
    assert all(words in read.text for words in said[lang]) and read.text.count(said[lang][0]) == 10
    assert "None" not in read.text


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        (
            "en",
            (
                "1 March 2023",
                "12.5 MB",
                "once a month|every month|monthly",
                "1 January 2020 to …",
                "18 files (1 listed here)",
            ),
        ),
        (
            "fr",
            ("1er mars 2023", "12,5\u00a0Mo", "mois|mensuel", "du 1er janvier 2020 au …", "18 fichiers (1 listé ici)"),
        ),
    ],
)
def test_dates_weights_and_words_of_the_language(lang, expected):
    dataset = Dataset(
        id="x",
        title="Arbres",
        licence="lov2",
        frequency="monthly",
        modified=dt.date(2023, 3, 1),
        temporal=(dt.date(2020, 1, 1), None),
        resources=(Resource(title="arbres.csv", format="csv", size=12_500_000),),
        resource_count=18,
        content_lang="fr",
        portal=portal("data.gouv.fr", offline=True, lang=lang),
    )
    read = Reader(dataset._repr_html_())
    text = read.text.replace("\u202f", " ")
    for words in expected:
        assert any(
            choice.replace("\u00a0", " ") in text.replace("\u00a0", " ").lower()
            or choice.replace("\u00a0", " ") in text.replace("\u00a0", " ")
            for choice in words.split("|")
        ), words
    assert "Licence Ouverte 2.0" in text
    assert ("fr" in read.languages[1:]) == (lang == "en")  # the texts of the portal, for an English reader only


def test_tables_have_headings_and_a_caption():
    read = Reader(portal("data.gouv.fr", offline=True).dataset("exemple-populations-rhone")._repr_html_())
    assert read.tags.count("caption") == read.tags.count("table") == 2
    assert read.tags.count("th") == 10 + 5 + 2


def test_descriptions_without_their_marks():
    assert plain("### Titre\n\n**Gras**, [un lien](https://x.fr) et <p>du <i>HTML</i> &amp; c.</p>") == (
        "Titre Gras, un lien et du HTML & c."
    )
    assert shortened("un deux trois", 9) == "un deux…" and shortened("un", 9) == "un"
    assert len(plain("<" * 20_000 + "[" * 20_000)) == 40_000


def test_the_quality_of_a_description():
    opened = portal("data.gouv.fr", offline=True, lang="fr")
    example, sirene = opened.dataset("exemple-populations-rhone"), opened.dataset("5b7ffc618b4c4169d30727e0")
    assert example.quality.points < sirene.quality.points <= sirene.quality.total
    assert example.quality.lang == "fr" and example.quality.missing
    assert hostile().quality.points >= 0
    assert example.portal_quality is None and sirene.portal_quality["score"] == 1
