"""A letter as a page of paper: a document that a browser prints on A4 or saves as PDF."""

from __future__ import annotations

from html import escape

from culture_d.rights.composing import Block

_STYLE = """
@page { margin: 20mm 22mm; size: A4; }
body { color: #000; background: #fff; font: 11pt/1.4 Georgia, "DejaVu Serif", serif; margin: 0 auto; max-width: 42rem;
  overflow-wrap: anywhere; padding: 1rem; }
p { margin: 0 0 0.7em; }
ul { margin: 0 0 0.7em; padding-inline-start: 1.3em; }
.recipient, .date { margin-inline-start: 50%; }
.recipient { margin-block: 1.2em; }
.subject { font-size: inherit; font-weight: 700; margin: 1.2em 0; }
.list { margin: 0; }
@media print { body { max-width: none; padding: 0; } li, p { break-inside: avoid; } }
"""


def as_page(blocks: list[Block], title: str, lang: str) -> str:
    """Return a letter as a whole HTML document, which asks nothing of any site.

    Parameters
    ----------
    blocks : list of Block
    title : str
        Title of the document, from which a browser makes the name of a PDF.
    lang : {"en", "fr"}
    """
    body = "\n".join(_block(block) for block in blocks)
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{escape(title)}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _block(block: Block) -> str:
    first, *rest = (escape(line) for line in block.lines)
    if block.kind == "list":
        items = "".join(f"<li>{line}</li>" for line in rest)
        return f'<p class="list">{first}</p>\n<ul>{items}</ul>'
    if block.kind == "subject":
        return f'<h1 class="subject">{first}</h1>'
    return f'<p class="{block.kind}">{"<br>".join((first, *rest))}</p>'
