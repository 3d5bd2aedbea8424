"""What the course's directives are made of: HTML that depends on the language of the page."""

from __future__ import annotations

from docutils import nodes
from docutils.parsers.rst import Directive

from culture_d import catalogue


class Raw(Directive):
    """A directive whose HTML is a function of the page's language (and of its argument)."""

    optional_arguments = 1
    files: tuple[str, ...] = ()

    def run(self) -> list[nodes.Node]:
        env = self.state.document.settings.env
        for path in self.files:
            for found in catalogue.DATA.glob(path):
                env.note_dependency(str(found))
        return self.content_nodes(env.config.language)

    def content_nodes(self, lang: str) -> list[nodes.Node]:
        """Return what takes the directive's place in the page."""
        return [nodes.raw("", self.html(lang), format="html")]

    def html(self, lang: str) -> str:
        raise NotImplementedError


class Sections(Raw):
    """A directive that writes titled sections, which the page's own contents then list."""

    def content_nodes(self, lang: str) -> list[nodes.Node]:
        return [_section(self.state.document, title, html) for title, html in self.parts(lang)]

    def parts(self, lang: str) -> list[tuple[str, str]]:
        raise NotImplementedError


def _section(document, title: str, html: str) -> nodes.section:
    section = nodes.section("", nodes.title("", title), nodes.raw("", html, format="html"))
    section["names"].append(nodes.fully_normalize_name(title))
    document.note_implicit_target(section, section)
    return section
