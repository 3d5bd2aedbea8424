"""What the tests of repairs share: a line of the national standard, with the cells that a test chooses."""

import csv
import io

from culture_d.standard.repair import Repairs, repair
from culture_d.standard.schemas import load_schema

GOOD = {
    "id": "p-1",
    "pivot": "00000021600010",
    "nom": "Médiathèque des Tilleuls",
    "commune": "Valombre",
    "code_postal": "26950",
    "adresse": "4 place des Tilleuls",
    "date_maj": "2025-02-03",
}


def table(*lines: dict, schema: str = "1.0.1", header: list[str] | None = None, separator: str = ",") -> bytes:
    """Return a CSV file: each line is good, but for the cells given."""
    names = header or list(load_schema(schema).names)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\n")
    writer.writerow(names)
    for n, line in enumerate(lines, 1):
        cells = GOOD | {"id": f"p-{n}"} | line
        writer.writerow([cells.get(name, "") for name in names])
    return out.getvalue().encode()


def repairs(*lines: dict, schema: str = "1.0.1", lang: str = "en", **how) -> Repairs:
    """Return the repairs of such a file."""
    return repair(table(*lines, schema=schema, **how), schema, lang)


def rows(text: str) -> list[list[str]]:
    """Read a CSV text."""
    return list(csv.reader(io.StringIO(text, newline="")))
