"""The directives of the committee's page: the table to play at, and the same on paper."""

from __future__ import annotations

from culture_d.book.raw import Raw


class CommitteeTable(Raw):
    """``{committee-table}``: the committee role-play, playable in the page."""

    files = ("standard/committee.yml", "standard/comments.yml", "standard/samples/places.csv")

    def html(self, lang: str) -> str:
        from culture_d.standard.committee.page import page_html

        return page_html(lang)


class CommitteePaper(CommitteeTable):
    """``{committee-paper}``: the same to read without script and to print; the page also has the table."""

    def html(self, lang: str) -> str:
        from culture_d.standard.committee.paper import paper_html

        return paper_html(lang)
