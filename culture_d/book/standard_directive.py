"""The directive of the standard's page: the schema read as a form, column by column."""

from __future__ import annotations

from html import escape

from culture_d.book.raw import Sections
from culture_d.i18n import t
from culture_d.standard.schemas import CURRENT, Field, load_schema

# The official file has one long line of columns; people look for them by what they want to say.
_GROUPS = {
    "who": ["id", "pivot", "nom", "typologie", "structure_parente", "source", "date_maj"],
    "where": [
        "adresse", "complement_adresse", "code_postal", "commune", "code_insee", "latitude", "longitude", "itinerance",
    ],
    "reach": ["horaires", "telephone", "courriels", "site_web", "prise_rdv", "fiche_acces_libre", "modalites_acces"],
    "offer": [
        "services", "modalites_accompagnement", "frais_a_charge", "presentation_resume", "presentation_detail",
        "dispositif_programmes_nationaux", "formations_labels", "autres_formations_labels",
    ],
    "welcome": ["publics_specifiquement_adresses", "prise_en_charge_specifique"],
}  # fmt: skip


class StandardFields(Sections):
    """``{standard-fields}``: the columns of the standard in force, by what they say of a place."""

    files = ("standard/schema-*.json",)

    def parts(self, lang: str) -> list[tuple[str, str]]:
        fields = load_schema(CURRENT).by_name
        place = {name: i for i, name in enumerate(fields, start=1)}
        return [
            (t(f"standard.group_{group}", lang), "".join(field_html(fields[n], place[n], lang) for n in names))
            for group, names in _GROUPS.items()
        ]


def field_html(field: Field, place: int, lang: str) -> str:
    """Return a column as a card: its name, what to write in it, an example and the values allowed."""
    must = t("standard.required" if field.required else "standard.optional", lang)
    about = t("standard.place", lang, place=str(place))
    example = (
        f'<p class="field-example">{escape(t("standard.example", lang))} <code>{escape(field.example)}</code></p>'
        if field.example
        else ""
    )
    return (
        f'<section class="field" id="field-{escape(field.name)}"><h3>{escape(field.title(lang))}</h3>'
        f'<p class="field-name"><code>{escape(field.name)}</code> <span class="field-must">{escape(must)}</span> '
        f"<span>{escape(about)}</span></p><p>{escape(field.meaning(lang))}</p>{example}{_values(field, lang)}</section>"
    )


def _values(field: Field, lang: str) -> str:
    """Return the list of values, folded, with what they mean where French alone does not say it."""
    values = field.values or tuple(field.glosses)
    if not values:
        return ""
    items = "".join(_value(value, field.glosses.get(value, {}).get(lang, "")) for value in values)
    kind = "values_closed" if field.values else "values_usual"
    several = f" {t('standard.several', lang, mark=field.separator)}" if field.separator else ""
    summary = f"{t(f'standard.{kind}', lang, n=len(values))}{several}"
    return f"<details><summary>{escape(summary)}</summary><ul>{items}</ul></details>"


def _value(value: str, gloss: str) -> str:
    meaning = f" <span>{escape(gloss)}</span>" if gloss and gloss != value else ""
    return f'<li><code lang="fr">{escape(value)}</code>{meaning}</li>'
