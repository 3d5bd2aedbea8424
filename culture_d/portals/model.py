"""What every portal gives, whatever its interface: datasets, their files, the answer to a search.

Any value that a portal does not give, or gives as something else, is None: a reader is told, nothing breaks.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from culture_d.portals.interface import Portal
    from culture_d.publish.quality import Score

MAX_BYTES = 100_000_000  # heaviest file to download unless more is asked: a minute at 13 Mbit/s


@dataclass(eq=False)
class Resource:
    """A file of a dataset.

    Attributes
    ----------
    id, title, description : str or None
    format : str or None
        As the portal says, in small letters: ``"csv"``, ``"zip"``…
    size : int or None
        Weight in bytes.
    url : str or None
        Where the file is.
    modified : datetime.date or None
    schema : str or None
        The schema that the file says it follows.
    type : str or None
        ``"main"``, ``"documentation"``…
    available : bool or None
        Whether the portal found the file in its place when it last looked.
    latest : str or None
        An address that goes on working when the file is replaced.
    file : Path or None
        The copy of the file that the course ships, if there is one.
    """

    id: str | None = None
    title: str | None = None
    format: str | None = None
    size: int | None = None
    url: str | None = None
    modified: dt.date | None = None
    description: str | None = None
    schema: str | None = None
    type: str | None = None
    available: bool | None = None
    latest: str | None = None
    file: Path | None = field(default=None, repr=False)
    dataset_id: str | None = field(default=None, repr=False)
    portal: Portal | None = field(default=None, repr=False)

    def preview(self, n: int = 10) -> pd.DataFrame:
        """Return the first lines of the file.

        Parameters
        ----------
        n : int
            How many lines, 100 at most.

        Returns
        -------
        pandas.DataFrame, shape (n or fewer, columns of the file)

        Raises
        ------
        PortalError, TableError
            One sentence, when the lines cannot be had.
        """
        from culture_d.portals.preview import preview

        return preview(self, n)

    def download(self, folder: str | os.PathLike = "downloads", *, max_bytes: int = MAX_BYTES) -> Path:
        """Save the file in a folder, and never over another one.

        Parameters
        ----------
        folder : path
            Made if it does not exist. The file stays inside it, whatever name the server gives.
        max_bytes : int
            Heaviest file to accept, in bytes.

        Returns
        -------
        Path
            The file, whole: when anything goes wrong, nothing is left in the folder.

        Raises
        ------
        PortalError
            One sentence, when the file cannot be had.
        """
        from culture_d.portals.download import download

        return download(self, Path(folder), max_bytes)


@dataclass(eq=False)
class Dataset:
    """A dataset as its portal describes it: what is known of it, and its files.

    Attributes
    ----------
    id, title, description, producer, licence, frequency : str or None
        ``licence`` and ``frequency`` as the portal writes them: ``"lov2"``, ``"monthly"``…
    created, modified : datetime.date or None
    keywords : tuple of str
    temporal : tuple of two dates or None, or None
        The first and the last day that the data are about.
    spatial : str or None
        The territory that the data are about.
    page : str or None
        Its page on the portal.
    resources : tuple of Resource
    fields : dict
        Column -> what the portal says of it (None when it says nothing). Empty when no column is described.
    resource_count : int or None
        How many files the portal has, when this description lists fewer.
    portal_quality : dict or None
        What the portal itself thinks of the description (data.gouv.fr).
    content_lang : str or None
        Language of the texts.
    sample_of : datetime.date or None
        The day of the copy that this description comes from; None when it comes from the portal.
    notice : str or None
        One sentence on that copy.
    """

    id: str | None = None
    title: str | None = None
    description: str | None = None
    producer: str | None = None
    licence: str | None = None
    frequency: str | None = None
    created: dt.date | None = None
    modified: dt.date | None = None
    keywords: tuple[str, ...] = ()
    temporal: tuple[dt.date | None, dt.date | None] | None = None
    spatial: str | None = None
    page: str | None = None
    resources: tuple[Resource, ...] = field(default=(), repr=False)
    fields: dict[str, str | None] = field(default_factory=dict, repr=False)
    resource_count: int | None = field(default=None, repr=False)
    portal_quality: dict | None = field(default=None, repr=False)
    content_lang: str | None = field(default=None, repr=False)
    sample_of: dt.date | None = field(default=None, repr=False)
    notice: str | None = field(default=None, repr=False)
    portal: Portal | None = field(default=None, repr=False)

    @property
    def quality(self) -> Score:
        """The quality of this description, by the criteria of data.gouv.fr."""
        from culture_d.publish.quality import score_dataset

        return score_dataset(self, self.portal.lang if self.portal else None)

    def __repr__(self) -> str:
        return f"Dataset(id={self.id!r}, title={self.title!r})"

    def _repr_html_(self) -> str:
        """Show what is known of the dataset, and what is not."""
        from culture_d.portals.html import dataset_html

        return dataset_html(self)


class Found(Sequence):
    """The answer to a search: datasets, in the order of the portal.

    Attributes
    ----------
    words : str
        What was searched.
    total : int or None
        How many datasets match in all, known or not.
    sample_of : datetime.date or None
        The day of the copy that answered, when the portal did not.
    notice : str or None
        One sentence on that copy.
    """

    def __init__(
        self,
        datasets: Sequence[Dataset],
        *,
        words: str = "",
        total: int | None = None,
        sample_of: dt.date | None = None,
        notice: str | None = None,
        portal: Portal | None = None,
    ) -> None:
        self._datasets = tuple(datasets)
        self.words, self.total = words, total
        self.sample_of, self.notice, self.portal = sample_of, notice, portal

    def __len__(self) -> int:
        return len(self._datasets)

    def __getitem__(self, index):
        return self._datasets[index]

    def __iter__(self) -> Iterator[Dataset]:
        return iter(self._datasets)

    def __repr__(self) -> str:
        from culture_d.portals.html import found_text

        return found_text(self)

    def _repr_html_(self) -> str:
        """Show the datasets as a list, with the id to type for each."""
        from culture_d.portals.html import found_html

        return found_html(self)
