"""One way to speak to any portal: search, describe, see, download; and a dated copy where it does not answer."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from culture_d.i18n import date, language, t
from culture_d.portals.api import Api, count
from culture_d.portals.datagouv import DataGouv
from culture_d.portals.errors import PortalError, Trouble
from culture_d.portals.grandlyon import GrandLyon
from culture_d.portals.model import Dataset, Found, Resource
from culture_d.portals.opendatasoft import Opendatasoft
from culture_d.portals.reading import label, words_of
from culture_d.portals.samples import EXAMPLE, Sample, matching, sample_of, sampled_portals

if TYPE_CHECKING:
    import datetime as dt

    from culture_d.portals.api import Ask
    from culture_d.portals.session import Answer, Session

OFFLINE = "CULTURE_D_OFFLINE"  # environment variable: "1" forbids the network
_HOST = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
_PAGE = re.compile(r"/datasets?/([^/?#]+)")


def portal(name: str, *, offline: bool | None = None, lang: str | None = None) -> Portal:
    """Open a portal of open data.

    Parameters
    ----------
    name : str
        ``"data.gouv.fr"``, ``"data.grandlyon.com"``, or the host of any portal made with Opendatasoft, such as
        ``"opendata.paris.fr"``.
    offline : bool, optional
        True to ask nothing to the network; so does the environment variable ``CULTURE_D_OFFLINE=1``.
    lang : {"en", "fr"}, optional
        Language of the sentences; the current language by default.

    Raises
    ------
    PortalError
        If the name is not that of a portal.
    """
    host = _host_of(name)
    if not _HOST.fullmatch(host):
        raise PortalError(t("portals.unknown_portal", lang, name=str(name)[:60]))
    sample = sample_of(host)
    if host == DataGouv.name:
        api: Api = DataGouv()
    elif host == GrandLyon.name:
        api = GrandLyon(titles=sample.titles if sample else None)
    else:
        api = Opendatasoft(host)
    return Portal(api, sample, offline=offline, lang=lang)


def _host_of(name: object) -> str:
    """Return the host of a name typed by hand, or of an address pasted from a browser."""
    text = str(name).strip().lower()
    try:
        host = urlsplit(text if "//" in text else f"//{text}").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


class Portal:
    """A portal of open data, or the dated copy of it where it cannot be asked.

    Parameters
    ----------
    api : Api
        The adapter of its interface.
    sample : Sample, optional
        The dated copy that answers in its place.
    offline : bool, optional
    lang : {"en", "fr"}, optional
    session : Session, optional

    Attributes
    ----------
    name : str
    notice : str or None
        After an answer: one sentence when it comes from the dated copy, or is old.
    """

    def __init__(
        self,
        api: Api,
        sample: Sample | None = None,
        *,
        offline: bool | None = None,
        lang: str | None = None,
        session: Session | None = None,
    ) -> None:
        self.api, self.sample, self.name = api, sample, api.name
        self.offline = bool(offline) or os.environ.get(OFFLINE, "").strip().lower() in ("1", "true", "yes", "on")
        self._lang = lang
        self.notice: str | None = None
        if session is not None:
            self.session = session

    @cached_property
    def session(self) -> Session:
        """What speaks to the network, made at the first need: it takes half a second to import."""
        try:
            from culture_d.portals.session import Session
        except ImportError:  # a browser, where Python has not all that the network needs
            raise Trouble("unable", host=self.name) from None
        return Session()

    @property
    def lang(self) -> str:
        """The language of the sentences."""
        return self._lang or language()

    def search(self, words: str | list[str], n: int = 10) -> Found:
        """Search the catalogue.

        Parameters
        ----------
        words : str or list of str
            Words that the datasets must hold.
        n : int
            How many datasets to return, 100 at most.

        Returns
        -------
        Found
            The first datasets; ``total`` says how many there are.

        Raises
        ------
        PortalError
            If the portal does not answer, and the course has no copy of it.
        """
        asked, n = words_of(words), count(n, self.lang)
        told = " ".join(asked)
        try:
            answer = self._ask(self.api.search(asked, n))
            datasets, total = self.api.found(answer.data, asked)
        except Trouble as trouble:
            return self._search_sample(asked, told, n, trouble)
        self.notice = self._old_notice(answer.kept_on)
        bound = [self._bound(d, self.notice) for d in datasets[:n]]
        return Found(bound, words=told, total=total, notice=self.notice, portal=self)

    def dataset(self, id: str) -> Dataset:
        """Return a dataset by its id, its name in an address, or the address of its page.

        Parameters
        ----------
        id : str
            An id that begins with ``exemple-`` is that of a dataset written for the course: the network is not
            asked for it.

        Raises
        ------
        PortalError
            If no dataset has that id, or if it cannot be had.
        """
        id = _id_of(id)
        if not id:
            raise PortalError(t("portals.no_id", self.lang))
        if id.startswith(EXAMPLE):
            return self._from_sample(id, None)
        try:
            answer = self._ask(self.api.dataset(id))
            dataset = self.api.described(answer.data)
        except Trouble as trouble:
            return self._from_sample(id, trouble)
        self.notice = self._old_notice(answer.kept_on)
        return self._bound(dataset, self.notice)

    def rows(self, resource: Resource, n: int) -> list[dict]:
        """Return some lines of a resource as the portal gives them.

        Raises
        ------
        Trouble
            If it gives none.
        """
        ask = self.api.rows(resource, n)
        try:
            if ask is None or (resource.id or "").startswith(EXAMPLE):
                raise Trouble("no_lines", host=self.name)
            return self.api.table(self._ask(ask).data)
        except Trouble:
            if self.sample:
                with suppress(Trouble):
                    return self.sample.rows(self.api, resource)
            raise

    def _ask(self, ask: Ask) -> Answer:
        if self.offline:
            raise Trouble("offline", host=self.name)
        return self.session.json(ask)

    def _old_notice(self, kept_on: dt.date | None) -> str | None:
        return t("portals.old_answer", self.lang, portal=self.name, date=date(kept_on, self.lang)) if kept_on else None

    def _lost(self, trouble: Trouble) -> str:
        return t("portals.lost", self.lang, why=trouble.sentence(self.lang), portals=", ".join(sampled_portals()))

    def _bound(self, dataset: Dataset, notice: str | None) -> Dataset:
        resources = tuple(replace(r, portal=self, dataset_id=dataset.id) for r in dataset.resources)
        return replace(dataset, resources=resources, notice=notice, portal=self)

    def _search_sample(self, asked: list[str], told: str, n: int, trouble: Trouble) -> Found:
        if self.sample is None:
            raise PortalError(self._lost(trouble))
        everything = self.sample.catalogue(self.api)
        kept = matching(everything, asked)
        day = date(self.sample.day, self.lang)
        self.notice = t("portals.sampled", self.lang, why=trouble.sentence(self.lang), date=day, n=len(everything))
        if not kept:
            self.notice += " " + t("portals.none_in_sample", self.lang, words=told)
        bound = [self._bound(d, self._origin_notice(d)) for d in (kept or everything)[:n]]
        return Found(bound, words=told, total=len(kept), sample_of=self.sample.day, notice=self.notice, portal=self)

    def _from_sample(self, id: str, trouble: Trouble | None) -> Dataset:
        lang = self.lang
        answered = trouble is not None and trouble.key == "missing"
        dataset = self.sample.dataset(self.api, id) if self.sample and not answered else None
        if dataset is None and (answered or id.startswith(EXAMPLE)):
            raise PortalError(t("portals.unknown_dataset", lang, portal=self.name, id=id[:60]))
        if dataset is None and self.sample is None:
            raise PortalError(self._lost(trouble))
        if dataset is None:
            known = ", ".join(d.id for d in self.sample.catalogue(self.api))
            why = trouble.sentence(lang)
            raise PortalError(t("portals.not_in_sample", lang, why=why, id=id[:60], known=known))
        origin = self._origin_notice(dataset)
        day = date(dataset.sample_of, lang)
        self.notice = t("portals.sampled_one", lang, why=trouble.sentence(lang), date=day) if trouble else origin
        return self._bound(dataset, self.notice if self.notice == origin else f"{self.notice} {origin}")

    def _origin_notice(self, dataset: Dataset) -> str:
        return self.sample.origin(dataset.id).note[self.lang]

    def __repr__(self) -> str:
        return f"Portal({self.name!r})"

    def _repr_html_(self) -> str:
        """Show the name of the portal, and what is to be known of its last answer."""
        from culture_d.portals.html import portal_html

        return portal_html(self)


def _id_of(value: object) -> str:
    """Return the id of a dataset from what a reader has: the id itself, or the address of its page."""
    text = label(value) or ""
    page = _PAGE.search(text) if "//" in text else None
    return unquote(page[1]) if page else text
