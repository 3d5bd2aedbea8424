"""The files of the fictional towns: right, wrong, late, each in its own way."""

from __future__ import annotations

from pathlib import Path

from culture_d.errors import ReaderError
from culture_d.i18n import t
from culture_d.standard.schemas import FOLDER


class SampleError(ReaderError, LookupError):
    """One sentence for the reader: a sample that the course does not have."""


def sample(name: str) -> Path:
    """Return the path of an example file: fictional, such as ``"valombre"``, or ``"official-example"``.

    Raises
    ------
    SampleError
        If no sample has that name: the sentence lists those that exist.
    """
    places, subsidies = sorted((FOLDER / "samples").glob("*.csv")), sorted((FOLDER.parent / "publish").glob("*.csv"))
    known = {path.stem: path for path in [*places, *subsidies, FOLDER / "official-example.csv"]}
    if name not in known:
        raise SampleError(t("catalogue.unknown_sample", name=name, names=", ".join(known)))
    return known[name]
