"""The directive of the exports that the course reads: a line for each format, from the readers themselves."""

from __future__ import annotations

from html import escape

from culture_d.book.raw import Raw
from culture_d.i18n import t
from culture_d.personal.reading import LESSONS, formats

_SLUGS = {"energy": "my-energy", "journeys": "my-journeys", "subscriptions": "subscriptions"}


class Exports(Raw):
    """``{personal-exports}``: the formats, what each holds, the lesson that opens it."""

    def html(self, lang: str) -> str:
        return exports_table(lang)


def exports_table(lang: str) -> str:
    """Return the table of the formats, in the order of the lessons."""
    heads = "".join(
        f'<th scope="col">{escape(t(f"own_export.{key}", lang))}</th>' for key in ("format", "holds", "opens")
    )
    known = sorted(formats(), key=lambda one: list(LESSONS).index(one.family))
    rows = "".join(_row(one.name(lang), one.family, lang) for one in known)
    return f'<div class="cd-table"><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'


def _row(name: str, family: str, lang: str) -> str:
    lesson = LESSONS[family]
    return (
        f'<tr><th scope="row">{escape(name)}</th><td>{escape(t(f"own_export.of_{family}", lang))}</td>'
        f'<td><a href="lessons/{_SLUGS[lesson]}.html">{escape(t(f"personal.lesson_{lesson}", lang))}</a></td></tr>'
    )
