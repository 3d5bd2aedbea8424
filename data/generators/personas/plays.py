"""What people listen to and watch: artists, podcasts, series and films, all invented."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import NamedTuple

from personas.agenda import absences
from personas.clock import at, days, draw
from personas.electricity import at_home
from personas.lives import is_away

# Artist: album and titles. None of them exists.
MUSIC = {
    "Les Cabanes Bleues": ("Chemin de halage", ["Péniche lente", "Écluse 14", "La nuit des ajoncs", "Terre ferme"]),
    "Orvane Tissier": ("Soixante lunes", ["Sillage gris", "Juste avant la neige", "Fenêtre sud"]),
    "Quatuor des Sorbiers": ("Pièces pour l’hiver", ["Andante du givre", "Ronde des mésanges", "Petite gigue noire"]),
    "Nayra Solente": ("Costa Velmar", ["Velmar", "Sal y ceniza", "Mil ventanas", "Hasta el faro"]),
    "The Paper Herons": ("Low Tide Letters", ["Kettle Song", "Harbour Light No. 9", "Slow Ferry", "Mapmaker"]),
    "DJ Brumeval": ("Basse altitude", ["Col fermé", "Brume 128", "Nappe phréatique", "Dernier télésiège"]),
    "Mirette & Fils": ("Cuisine d’été", ["Le bocal", "Trop de basilic", "Mardi gratin"]),
    "Odalys Ferrin": ("Verre dépoli", ["Je range", "Double vitrage", "Les clefs", "Palier trois"]),
    "Harmonie de Combe-Rosée": ("Kiosque", ["Marche du pont", "Valse de la Lane"]),
    "Kolmar Rustic Union": ("Barn Wires", ["Wheatfield Radio", "Tin Roof", "Nine Fences"]),
    "Sœurs Valadour": ("Écheveau", ["Fil à fil", "La fileuse", "Trois pelotes", "Ourlet"]),
    "Tamsin Oakhollow": ("Quiet Machines", ["Loom No. 5", "Clockwork Rain", "Ode to a Sieve"]),
}
PODCASTS = {
    "L’Eau qui dort": ["Nappes et sécheresses", "Une rivière à la barre", "Le prix du mètre cube", "Crues d’octobre"],
    "Vallée basse": ["Le facteur de la Lane", "Dernier marché avant l’hiver", "Le train de 17 h 04"],
}
# Seasons, and episodes of each.
SERIES = {
    "Les Veilleurs du Barrage": (2, 8),
    "Quai Numéro Neuf": (2, 10),
    "Tarn & Wren": (3, 6),
    "Pension Margaux-Lise": (2, 10),
    "Bitter Orchard Lane": (2, 8),
    "Le Cadastre": (2, 8),
    "Saltmarsh Detectives": (3, 6),
    "La Mercerie": (1, 6),
}
FILMS = [
    "L’Été des sourciers",
    "A Lantern for Bramley",
    "Le Dernier Autorail",
    "Treize kilos de farine",
    "Nordlys Hotel",
    "Le Chien de l’éclusier",
    "Cartographie d’un silence",
]
TRAILERS = ["La Mercerie", "Nordlys Hotel"]


class Play(NamedTuple):
    """A title listened to or watched. Times in seconds since 1970; ``full`` is how long the whole title lasts."""

    start: int
    end: int
    by: str
    title: str
    album: str
    full: int
    kind: str
    skipped: bool
    offline: bool
    device: str

    @property
    def seconds(self) -> int:
        return self.end - self.start


def _length(title: str) -> int:
    """Seconds of a title, always the same."""
    return int(draw("length", title).integers(140, 340))


def _songs(who: str, day: dt.date, start: int, minutes: float, offline: bool, device: str) -> list[Play]:
    """Songs one after another, from favourite artists that change with the season; some are skipped."""
    random, found, now = draw(who, start, "songs"), [], start
    artists = list(MUSIC)
    favourites = [artists[(day.month + shift) % len(artists)] for shift in (0, 0, 1, 3, 5)] + artists[:4]
    while now < start + minutes * 60:
        by = favourites[random.integers(len(favourites))]
        album, titles = MUSIC[by]
        title = titles[random.integers(len(titles))]
        full, skipped = _length(title), bool(random.random() < 0.16)
        end = now + (int(random.integers(4, 45)) if skipped else full)
        found.append(Play(now, end, by, title, album, full, "music", skipped, offline, device))
        now = end + int(random.integers(0, 3))
    return found


@cache
def listened(who: str) -> tuple[Play, ...]:
    """Return the music and podcasts of the year: on the train at week-ends, while cooking, at night before exams."""
    found: list[Play] = []
    for day in days():
        random = draw(who, day, "listening")
        if day.weekday() == 4 and not is_away(who, day) and not at_summer(day):
            found += _songs(who, day, at(day, 17.07), 52, True, "iOS")
        if day.weekday() == 6 and not is_away(who, day) and not at_summer(day):
            show = list(PODCASTS)[random.integers(2)]
            title = PODCASTS[show][random.integers(len(PODCASTS[show]))]
            full, start = 6 * _length(title), at(day, 20.7)
            end = start + round(full * (0.4 + 0.6 * random.random()))
            found.append(Play(start, end, show, title, "", full, "podcast", False, True, "iOS"))
        away = is_away(who, day)
        if day.weekday() < 4 and random.random() < (0.35 if away else 0.75):
            start, minutes = at(day, 18.4 + 1.2 * random.random()), 12 + 40 * random.random()
            found += _songs(who, day, start, minutes, False, "iOS" if away else "linux")
        if day.month in (1, 5, 6, 12) and random.random() < 0.3:
            found += _songs(who, day, at(day, 23.2 + 0.6 * random.random()), 20 + 35 * random.random(), False, "iOS")
    return tuple(sorted(found))


def at_summer(day: dt.date) -> bool:
    """Tell whether lectures have stopped."""
    return dt.date(day.year, 6, 13) < day < dt.date(day.year, 9, 5)


@cache
def watched(who: str) -> tuple[Play, ...]:
    """Return the episodes, films and trailers of the year, watched in the evening at home."""
    found, wanted = [], [(s, season, e) for s, (n, count) in SERIES.items() for season in range(1, n + 1)
                         for e in range(1, count + 1)]  # fmt: skip
    part = 0.34 if who == "ines" else 0.2
    for day in days():
        random, evening = draw(who, day, "watching"), at(day, 21.1)
        evening += int(random.integers(0, 2400))
        if (
            random.random() > part + 0.3 * (day.weekday() == 6)
            or not at_home(who, day)[-6:].any()
            or _out(who, evening)
        ):
            continue
        device = ("Android TV", "Netflix Windows App")[int(random.random() < 0.3)]
        if random.random() < 0.15:
            title = TRAILERS[random.integers(len(TRAILERS))]
            found.append(Play(evening - 120, evening - 65, title, f"{title} (bande-annonce)", "", 55, "trailer", False,
                              False, device))  # fmt: skip
        if random.random() < 0.18:
            title = FILMS[random.integers(len(FILMS))]
            full = 20 * _length(title)
            end = evening + round(full * (1 if random.random() < 0.75 else 0.35))
            found.append(Play(evening, end, "", title, "", full, "film", False, False, device))
            continue
        for _ in range(1 + int(random.integers(0, 3))):
            if not wanted:
                break
            name, season, episode = wanted.pop(0)
            full = 2100 + int(draw("episode", name, season, episode).integers(0, 900))
            title = f"{name}: Saison {season}: Épisode {episode}"
            found.append(Play(evening, evening + full, name, title, "", full, "episode", False, False, device))
            evening += full + 15
    return tuple(found)


def _out(who: str, time: int) -> bool:
    return any(start <= time < end for start, end in absences(who))
