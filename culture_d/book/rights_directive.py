"""The directives of the rights over personal data: the letter assistant, what each right gives, where to check."""

from __future__ import annotations

from culture_d.book.raw import Raw
from culture_d.book.static_module import static_page
from culture_d.rights.interface import interface_content, sources_html, static_html, table_html
from culture_d.widgets.bundle import bundle, styles

_SCRIPTS = ("shared", "rights_rules", "rights")  # those of culture_d.widgets.rights, which needs anywidget


class _OfRights(Raw):
    files = ("rights/letters.yml",)


class RightsLetters(_OfRights):
    """``{rights-letters}``: the form and the letter; without a script, every letter to copy."""

    def html(self, lang: str) -> str:
        return page_html(lang)


class RightsTable(_OfRights):
    """``{rights-table}``: what each right gives, and its limits."""

    def html(self, lang: str) -> str:
        return table_html(lang)


class RightsSources(_OfRights):
    """``{rights-sources}``: the pages where each right may be checked."""

    def html(self, lang: str) -> str:
        return sources_html(lang)


def page_html(lang: str) -> str:
    """Return the markup of the assistant for a page: nothing from another site, nothing kept, works over ``file://``."""
    return static_page(
        "cd-rights",
        "cd-rights cd-host",
        interface_content(lang),
        bundle(*_SCRIPTS),
        styles("colours", "rights"),
        static_html(lang),
        "",
    )
