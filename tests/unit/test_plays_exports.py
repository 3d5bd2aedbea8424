"""Listening and viewing histories, as Spotify and Netflix write them, and what is never kept of them."""

from __future__ import annotations

import json

import pytest

from culture_d.personal.export import COLUMNS, PersonalFileError
from culture_d.personal.formats import netflix, spotify
from culture_d.personal.opening import Member

FULL = (
    "Profile Name,Start Time,Duration,Attributes,Title,Supplemental Video Type,"
    "Device Type,Bookmark,Latest Bookmark,Country\n"
)


def play(ts: str = "2025-01-20T22:30:00Z", **fields) -> dict:
    return {
        "ts": ts,
        "platform": "android",
        "ms_played": 180_000,
        "conn_country": "FR",
        "ip_addr": "192.0.2.7",
        "master_metadata_track_name": "Pluie lente",
        "master_metadata_album_artist_name": "Les Marées",
        "episode_name": None,
        "episode_show_name": None,
        "audiobook_title": None,
        "audiobook_chapter_title": None,
        "skipped": False,
        "incognito_mode": False,
        **fields,
    }


def read(module, content: str | bytes | list):
    content = json.dumps(content).encode() if isinstance(content, list) else content
    member = Member("x", content if isinstance(content, bytes) else content.encode())
    known = [f for f in module.FORMATS if f.recognise(member)]
    assert len(known) == 1
    return known[0].read(member)


def keys(sentences) -> set[str]:
    return {sentence.key for sentence in sentences}


def test_an_extended_play_ends_at_its_time_and_is_shown_in_paris():
    export = read(spotify, [play()])
    assert tuple(export.table.columns) == COLUMNS["plays"]
    line = export.table.iloc[0]
    assert (str(line["start"]), str(line["end"])) == ("2025-01-20 23:27:00+01:00", "2025-01-20 23:30:00+01:00")
    assert (line["title"], line["by"], line["kind"], line["country"]) == ("Pluie lente", "Les Marées", "music", "FR")


def test_private_fields_are_dropped_and_the_drop_is_told():
    export = read(spotify, [play(username="i.nes"), play("2025-01-21T10:00:00Z", incognito_mode=True)])
    everything = export.table.to_string() + repr(export) + repr(export.told) + " ".join(export.sentences("fr"))
    assert "192.0.2.7" not in everything
    assert "i.nes" not in everything
    assert {"plays.private_fields", "plays.private_sessions"} <= keys(export.told)
    assert any(sentence.startswith("2 fields") for sentence in export.sentences("en"))


def test_podcasts_and_audiobooks_have_their_kind():
    nothing = {"master_metadata_track_name": None, "master_metadata_album_artist_name": None}
    podcast = play(**nothing, episode_name="Épisode 3", episode_show_name="La Lane à vélo")
    book = play("2025-01-21T08:00:00Z", **nothing, audiobook_title="Un hiver", audiobook_chapter_title="Chapitre 2")
    export = read(spotify, [podcast, book])
    assert export.table["kind"].tolist() == ["podcast", "book"]
    assert export.table["by"].tolist() == ["La Lane à vélo", "Un hiver"]
    assert {"plays.podcasts", "plays.books"} <= keys(export.told)


def test_a_play_told_twice_counts_once_and_silence_is_told():
    export = read(spotify, [play(), play(), play(ms_played=0), play(ms_played=-5), play(ts="hier"), play(skipped=True)])
    assert len(export.table) == 3
    assert {"personal.duplicates", "personal.absurd", "personal.unreadable_lines", "plays.empty"} <= keys(export.doubts)


def test_the_short_history_is_in_universal_time_to_the_minute():
    rows = [{"endTime": "2025-07-04 19:02", "artistName": "Les Marées", "trackName": "Pluie lente", "msPlayed": 60_000}]
    rows.append(
        {"endTime": "2025-07-04 21:02", "podcastName": "La Lane à vélo", "episodeName": "3", "msPlayed": 60_000}
    )
    export = read(spotify, rows)
    assert str(export.table["end"].iloc[0]) == "2025-07-04 21:02:00+02:00"
    assert export.table["kind"].tolist() == ["music", "podcast"]
    assert export.table["skipped"].isna().all()


@pytest.mark.parametrize(
    "content", [b'[{"ts": "2025-01-20T22:30:00Z", "ms_played": 18', b'[{"ts": 3, "ms_played": "a"}]']
)
def test_a_damaged_history_says_so_and_quotes_nothing(content):
    with pytest.raises(PersonalFileError) as caught:
        read(spotify, content)
    assert "2025" not in str(caught.value)


def full(*rows: str) -> bytes:
    return (FULL + "\n".join(rows)).encode("utf-8-sig")


def test_trailers_are_left_out_and_profiles_counted_without_their_names():
    export = read(
        netflix,
        full(
            "Inès,2025-02-01 20:00:00,00:45:30,,La Vallée: Saison 1: Le Pont,,Android,00:45:30,00:45:30,FR (France)",
            "Inès,2025-02-01 19:58:00,00:01:30,,La Vallée: Saison 1 (Trailer),TRAILER,Android,,,FR (France)",
            "Zélie,2025-02-02 20:00:00,01:40:00,,Dune: Part Two,,Smart TV,,,FR (France)",
        ),
    )
    assert export.table["seconds"].tolist() == [2730, 6000]
    assert export.table["by"].tolist() == ["La Vallée", None]
    assert str(export.table["start"].iloc[0]) == "2025-02-01 21:00:00+01:00"
    assert export.table["country"].tolist() == ["FR", "FR"]
    assert {"plays.trailers", "plays.profiles"} <= keys(export.doubts)
    told = " ".join(export.sentences("fr")) + export.table.to_string()
    assert "Inès" not in told
    assert "Zélie" not in told


@pytest.mark.parametrize(
    ("title", "series"),
    [
        ("La Vallée: Saison 2: Le Pont", "La Vallée"),
        ("La Vallée : Partie 1 : Chapitre 3", "La Vallée"),
        ("Harbour: Limited Series: Fog", "Harbour"),
        ("Harbour: Episode 3", "Harbour"),
        ("Dune: Part Two", None),
        ("Le Dernier Bac", None),
    ],
)
def test_a_series_is_what_comes_before_its_season(title, series):
    assert netflix._series_of(title) == series


@pytest.mark.parametrize(
    ("dates", "first", "certain"),
    [
        (("13/02/2025", "02/03/2025"), "2025-02-13", True),
        (("2/13/25", "3/2/25"), "2025-02-13", True),
        (("02/03/2025",), "2025-03-02", False),
    ],
)
def test_the_quick_history_says_when_day_and_month_could_be_swapped(dates, first, certain):
    rows = "".join(f'"La Vallée: Saison 1: Le Pont","{date}"\n' for date in dates)
    export = read(netflix, "Title,Date\n" + rows)
    assert str(export.table["start"].iloc[0].date()) == first
    assert ("plays.day_or_month" in keys(export.doubts)) is not certain
    assert export.table["seconds"].isna().all()


def test_other_files_are_not_plays():
    others = [b"", b"Title,Date\n", b"Title,Date\nA book,tomorrow\n", b'{"locations": []}', b"[1, 2]", b"[" * 5000]
    for other in others:
        assert not any(f.recognise(Member("x", other)) for f in (*spotify.FORMATS, *netflix.FORMATS))
