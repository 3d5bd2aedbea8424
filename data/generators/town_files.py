"""The files of the two towns: each in its own way, and Pont-Clairet's in version 0.1.1 of the standard."""

from __future__ import annotations

import datetime as dt

from lane_world import columns, csv_text, town, world

_OWN_VALOMBRE = ["N°", "Nom du lieu", "Type", "Adresse", "CP", "Ville", "Latitude", "Longitude", "Tél.", "Mail"]
_OWN_VALOMBRE += ["Horaires d'ouverture", "Ce qu'on y trouve", "Tarif", "Pour qui", "Mis à jour le"]
_TYPES = {
    "BIB": "Bibliothèque",
    "RFS": "France services",
    "CCAS": "Action sociale",
    "CS|ASSO": "Centre social",
    "EPN": "Salle informatique",
    "TIERS_LIEUX|ASSO": "Tiers-lieu",
    "ASSO": "Association",
    "MJC|ASSO": "MJC",
    "ML": "Jeunesse",
    "MUNI": "Mairie",
    "ENM": "Bus",
    "MQ|ASSO": "Maison de quartier",
}
_PRICES = {"Gratuit": "gratuit", "Gratuit sous condition": "voir sur place", "Payant": "payant"}
_DAYS = {"Mo": "lun", "Tu": "mar", "We": "mer", "Th": "jeu", "Fr": "ven", "Sa": "sam"}
_HALF_DAYS = [f"{day}_{half}" for day in _DAYS.values() for half in ("matin", "apm")]
_OWN_PONT_CLAIRET = ["ref", "structure", "adresse", "cp", "ville", "coordonnees", "tel", "mel", "web", *_HALF_DAYS]


def valombre() -> str:
    """Return Valombre's own file: semicolons, decimal commas, French dates, hours and services in prose."""
    lines = [_own_valombre(*pair) for pair in zip(town("valombre"), world()["valombre"], strict=True)]
    return csv_text(_OWN_VALOMBRE, lines, ";")


def _own_valombre(line: dict, place: dict) -> list[str]:
    phone = "0" + line["telephone"].removeprefix("+33")
    return [
        line["id"].removeprefix("v-").lstrip("0"),
        line["nom"],
        _TYPES[line["typologie"]],
        line["adresse"],
        line["code_postal"],
        line["commune"],
        line["latitude"].replace(".", ","),
        line["longitude"].replace(".", ","),
        " ".join(phone[i : i + 2] for i in range(0, 10, 2)),
        line["courriels"],
        place["own"]["horaires"],
        place["own"]["services"],
        _PRICES[line["frais_a_charge"]],
        line["publics_specifiquement_adresses"].replace("|", ", ").lower() or "tous",
        dt.date.fromisoformat(line["date_maj"]).strftime("%d/%m/%Y"),
    ]


def pont_clairet() -> str:
    """Return Pont-Clairet's own file: longitude before latitude in one cell, a column for each half-day, codes."""
    lines = [_own_pont_clairet(*pair) for pair in zip(town("pont_clairet"), world()["pont_clairet"], strict=True)]
    return csv_text([*_OWN_PONT_CLAIRET, "services", "gratuit", "date_modif"], lines)


def _own_pont_clairet(line: dict, place: dict) -> list[str]:
    hours = half_days(line["horaires"])
    return [
        line["id"].removeprefix("pc-"),
        line["nom"],
        ", ".join(filter(None, (line["adresse"], line["complement_adresse"]))),
        line["code_postal"],
        line["commune"].upper().replace("-", " "),
        f"{line['longitude']}, {line['latitude']}",
        line["telephone"].removeprefix("+33"),
        line["courriels"],
        line["site_web"].removeprefix("https://"),
        *(hours[name] for name in _HALF_DAYS),
        place["codes"].replace(" ", "-"),
        {"Gratuit": "O", "Payant": "N"}.get(line["frais_a_charge"], ""),
        f"{line['date_maj']} 10:00:00",
    ]


def half_days(hours: str) -> dict[str, str]:
    """Return simple OpenStreetMap hours as one text for each half-day: ``"Sa 09:00-12:00"`` fills ``sam_matin``.

    What goes on through noon is written in the half-day in which it begins.
    """
    cells = dict.fromkeys(_HALF_DAYS, "")
    names = list(_DAYS)
    for rule in hours.split("; "):
        days, spans = rule.split(" ")
        for part in days.split(","):
            first, _, last = part.partition("-")
            for day in names[names.index(first) : names.index(last or first) + 1]:
                for span in spans.split(","):
                    half = "matin" if span < "12" else "apm"
                    cells[f"{_DAYS[day]}_{half}"] = span.replace(":00", "h").replace(":30", "h30").replace("-", " à ")
    return cells


def pont_clairet_old() -> str:
    """Return Pont-Clairet's places in version 0.1.1 of the standard."""
    names = columns("0.1.1")
    lines = [
        _old(*pair, rank) for rank, pair in enumerate(zip(town("pont_clairet"), world()["pont_clairet"], strict=True))
    ]
    return csv_text(names, ([line[name] for name in names] for line in lines))


def _old(line: dict, place: dict, rank: int) -> dict[str, str]:
    old = place["old"]
    lists = {
        "services": "services",
        "publics_accueillis": "publics",
        "conditions_acces": "conditions",
        "labels_nationaux": "labels",
        "modalites_accompagnement": "modalites",
    }
    shared = {name: line.get(name, "").replace("|", ";") for name in columns("0.1.1")}
    return shared | {
        # Half of the addresses had been looked up in the national address base.
        "cle_ban": f"{line['code_insee']}_{10 * rank + 20:04d}_{rank + 1:05d}" if rank % 2 else "",
        "courriel": line["courriels"],
        "presentation_resume": place.get("resume_long", line["presentation_resume"]),
        "labels_autres": "Les Éclaireurs du numérique" if place["id"] == "pc-04" else "",
        **{name: _values(key, old.get(key)) for name, key in lists.items()},
    }


def _values(key: str, initials: str | int | None) -> str:
    listed = {str(initial): value for initial, value in world()["old"][key].items()}
    return ";".join(listed[initial] for initial in str(initials or "").split())
