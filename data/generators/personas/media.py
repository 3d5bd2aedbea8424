"""The files of Spotify (short and extended) and of Netflix (full and quick)."""

from __future__ import annotations

import csv
import io
import json

from personas.archives import zipped
from personas.clock import draw, local, zulu
from personas.plays import Play, listened, watched

ADDRESS = "192.0.2.41"  # kept for documentation: RFC 5737
PROFILES = {"ines": "Inès", "malo": "Malo"}
COUNTRY = "FR (France)"
NETFLIX_HEADER = (
    "Profile Name,Start Time,Duration,Attributes,Title,"
    "Supplemental Video Type,Device Type,Bookmark,Latest Bookmark,Country"
)


def _json(content: object) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def spotify_short(who: str) -> bytes:
    """Return the account data of a year: the end of each play in UTC, to the minute, music and podcasts apart."""
    music, podcasts = [], []
    for play in listened(who):
        end, ms = zulu(play.end)[:16].replace("T", " "), _milliseconds(who, play)
        if play.kind == "music":
            music.append({"endTime": end, "artistName": play.by, "trackName": play.title, "msPlayed": ms})
        else:
            podcasts.append({"endTime": end, "podcastName": play.by, "episodeName": play.title, "msPlayed": ms})
    folder = "Spotify Account Data"
    return zipped({
        f"{folder}/StreamingHistory_music_0.json": _json(music),
        f"{folder}/StreamingHistory_podcast_0.json": _json(podcasts),
        f"{folder}/Userdata.json": _json({"username": "ines-de-la-lane", "country": "FR", "birthdate": "2004-02-19"}),
    })  # fmt: skip


def _milliseconds(who: str, play: Play) -> int:
    return play.seconds * 1000 - int(draw(who, play.start, "ms").integers(0, 1000))


def spotify_extended(who: str) -> bytes:
    """Return every play with its device, its address on the network, and why it began and ended."""
    lines = [_extended(who, play) for play in listened(who)]
    return zipped({"Spotify Extended Streaming History/Streaming_History_Audio_2025_0.json": _json(lines)})


def _uri(kind: str, name: str) -> str:
    letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    return f"spotify:{kind}:" + "".join(letters[n] for n in draw(kind, name).integers(0, 62, 22))


def _extended(who: str, play: Play) -> dict:
    music = play.kind == "music"
    return {
        "ts": zulu(play.end), "platform": play.device, "ms_played": _milliseconds(who, play), "conn_country": "FR",
        "ip_addr": ADDRESS,
        "master_metadata_track_name": play.title if music else None,
        "master_metadata_album_artist_name": play.by if music else None,
        "master_metadata_album_album_name": play.album if music else None,
        "spotify_track_uri": _uri("track", play.title) if music else None,
        "episode_name": None if music else play.title,
        "episode_show_name": None if music else play.by,
        "spotify_episode_uri": None if music else _uri("episode", play.title),
        "audiobook_title": None, "audiobook_uri": None, "audiobook_chapter_uri": None, "audiobook_chapter_title": None,
        "reason_start": "trackdone" if music else "clickrow", "reason_end": "fwdbtn" if play.skipped else "trackdone",
        "shuffle": music, "skipped": play.skipped, "offline": play.offline,
        "offline_timestamp": play.start if play.offline else None, "incognito_mode": False,
    }  # fmt: skip


def _duration(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}:{seconds % 60:02d}"


def netflix_activity(who: str) -> bytes:
    """Return the activity of the profile, the last first, in UTC; trailers have a type."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    text.write(f"{NETFLIX_HEADER}\n")
    for play in reversed(watched(who)):
        trailer = play.kind == "trailer"
        attributes = "Autoplayed: user action: None; " if trailer else ""
        mark = _duration(play.seconds)
        table.writerow([PROFILES[who], zulu(play.start).replace("T", " ")[:-1], mark, attributes, play.title,
                        "TRAILER" if trailer else "", play.device, mark, mark if not trailer else "Not latest view",
                        COUNTRY])  # fmt: skip
    return text.getvalue().encode()


def netflix_quick(who: str) -> bytes:
    """Return the page of history: titles and days, the last first, without trailers."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)
    table.writerow(["Title", "Date"])
    for play in reversed(watched(who)):
        if play.kind != "trailer":
            table.writerow([play.title, f"{local(play.start):%d/%m/%Y}"])
    return text.getvalue().encode()
