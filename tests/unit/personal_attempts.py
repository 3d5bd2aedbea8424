"""Try to read a bad file: whatever comes out must hold nothing of it."""

from __future__ import annotations

import gc
import resource
import traceback
from collections.abc import Callable

import pytest
from personal_samples import METER, PERSON, PLACE

import culture_d as cd
from culture_d.personal.export import COLUMNS, Export, PersonalFileError

CANARIES = (METER, PERSON, PLACE, PERSON.split()[0])
NAME = f"{PERSON}-{METER}-{PLACE}.csv"


@pytest.fixture(autouse=True)
def nothing_leaks(capfd, caplog):
    """No reader writes on the screen or in a log."""
    caplog.set_level(0)
    yield
    written = capfd.readouterr()
    assert written.out == written.err == ""
    assert not any(canary in record.getMessage() for record in caplog.records for canary in CANARIES)


def attempt(content: bytes, **options) -> Export | PersonalFileError:
    """Read a file, and check that its error or its sentences hold nothing of it."""
    try:
        export = cd.read_export(content, name=NAME, **options)
    except PersonalFileError as error:
        told = [str(error), repr(error), *map(str, error.args), *traceback.format_exception(error)]
        assert error.__context__ is None
        assert error.__cause__ is None
        assert 20 < len(str(error)) < 250
        result = error
    else:
        told = [
            sentence for one in (export, *export.others) for lang in ("en", "fr") for sentence in one.sentences(lang)
        ]
        for one in (export, *export.others):
            assert tuple(one.table.columns) == COLUMNS[one.family]
        result = export
    assert not [canary for canary in CANARIES for text in told if canary in text]
    return result


def peak(work: Callable, *given) -> tuple[object, int]:
    """Return what a function gives and by how many megabytes the most memory ever taken has grown."""
    gc.collect()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    result = work(*given)
    return result, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) >> 10
