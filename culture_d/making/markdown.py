"""Markdown as the course writes it (CommonMark and MyST), cut into prose and all that is not prose."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

MARK = "\ue000"  # stands for a stretch that is not prose; a private-use character that no text contains

# Directives whose content is not prose.
LITERAL = {
    *(
        "bibliography",
        "code",
        "code-block",
        "code-cell",
        "csv-table",
        "eval-rst",
        "iframe",
        "image",
        "include",
    ),
    *("literalinclude", "math", "mermaid", "raw", "sourcecode", "tableofcontents", "toctree"),
}
# Directives whose argument is not prose (the content is).
NO_TITLE = {*("button-link", "button-ref", "container", "div", "figure", "grid", "grid-item", "rst-class")}
PROSE_OPTIONS = {"alt", "caption", "footer", "header", "title"}
LINK_OPTIONS = {"link", "target"}

_FENCE = re.compile(r"^([ \t]*)(`{3,}|~{3,}|:{3,})[ \t]*(?:\{([\w:.+-]+)\})?[ \t]*(.*?)[ \t]*$")
_OPTION = re.compile(r"^[ \t]*:([\w-]+):(?:[ \t]+(.*?))?[ \t]*$")
_HEADING = re.compile(r"^(#{1,6})[ \t]+(.*?)[ \t#]*$")
_ROLE = re.compile(r"\{([\w:.+-]+)\}(`+)((?:(?!\n\s*\n).)+?)\2(?!`)", re.DOTALL)
_LINK = re.compile(r"(!?)\[(?:[^\[\]]|\[[^\]]*\])*\]\(<?([^()\s<>]*(?:\([^()]*\)[^()\s<>]*)*)>?[^)\n]*\)")
_DEFINED = re.compile(r"^\[(?!\^)[^\]\n]+\]:[ \t]*(\S+)", re.MULTILINE)
_BARE = re.compile(r"(?:https?|ftp)://[^\s<>()«»\"’`]*[^\s<>()«»\"’`.,;:!?*_]|(?<=<)mailto:[^>\s]+")
_HTML_LINK = re.compile(r"<a\b[^>]*\bhref=[\"']([^\"']*)")
_HTML_IMAGE = re.compile(r"<img\b[^>]*\bsrc=[\"']([^\"']*)")
_INLINE = re.compile(
    r"""
    <!--.*?-->                                                    # HTML comment
  | <(script|style|svg|pre|code|math)\b.*?</\1>                   # HTML that is not prose
  | (?:\{[\w:.+-]+\})?(?<!`)(`+)(?!`)(?:(?!\n\s*\n).)+?(?<!`)\2(?!`)   # role or code span
  | (?<=\])\(<?[^()\s<>]*(?:\([^()]*\)[^()\s<>]*)*>?(?:\s+"[^"\n]*")?\)  # target of a link
  | (?<=\])\[[^\]\n]*\]                                           # reference of a link
  | ^\[(?!\^)[^\]\n]+\]:.*$                                       # definition of a reference
  | \[\^[^\]\n]+\]:?                                              # footnote mark
  | </?[A-Za-z][^<>]*>                                            # HTML tag or autolink
  | (?:(?:https?|ftp)://|www\.|mailto:)[^\s<>()«»"’]*[^\s<>()«»"’.,;:!?*_]
  | [\w.+-]+@[\w-]+\.[\w.-]*\w                                    # e-mail address
  | \$\$.+?\$\$ | (?<![\\\w$])\$(?=\S)[^$\n]*?(?<=\S)\$(?!\d)       # formula
  | ^\([\w.:-]+\)=[ \t]*$                                         # MyST label
  | \{\{.*?\}\} | \{[^{}\n]*\}                                    # substitution, attributes, placeholder
  | ^[ \t]*:[\w-]+:(?=\s|$)                                       # field name
  | ^[ \t]*\|?[ \t:|-]*-{3,}[ \t:|-]*$                            # rule of a table
  | \b\w+=(?:"[^"\n]*"|'[^'\n]*')                                 # code in a plain text: sep=";"
  | "(?=[^"\s]*[\d\W_][^"\s]*")[^"\s]{0,20}"                      # likewise: "cp1252" or ";"
  | &(?:\#\w+|\w+);                                               # entity
  | \\[^\w\s]                                                     # escaped character
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)


@dataclass
class Outline:
    """What a Markdown text is made of, besides its prose."""

    headings: list[tuple[int, int]] = field(default_factory=list)  # level, position
    directives: list[str] = field(default_factory=list)
    code: list[tuple[str, str]] = field(default_factory=list)  # language or directive, content
    links: list[str] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    roles: list[tuple[str, str]] = field(default_factory=list)  # name, explicit target or cited key
    front_matter: str = ""
    blocks: list[tuple[int, int]] = field(default_factory=list)  # stretches of lines that are not prose


def outline(text: str) -> Outline:
    """Read the structure of a Markdown text."""
    found = Outline()
    fences: list[tuple[str, bool]] = []  # marker, literal
    content: list[str] = []
    position, in_options, in_yaml = 0, False, False
    front = re.match(r"---\n(.*?)\n---[ \t]*(?:\n|\Z)", text, re.DOTALL)
    if front:
        found.front_matter = front[1]
        found.blocks.append((0, front.end()))
        position = front.end()
    for line in text[position:].splitlines(keepends=True):
        start, end = position, position + len(line)
        position = end
        bare = line.rstrip("\n")
        fence, opened = _FENCE.match(bare), fences[-1] if fences else ("", False)
        closing = fence and not fence[3] and not fence[4] and opened[0] and fence[2].startswith(opened[0])
        if closing:
            if fences.pop()[1]:
                found.code[-1] = (found.code[-1][0], "\n".join(content))
            found.blocks.append((start, end))
            in_options = False
        elif opened[1]:
            content.append(bare)
            found.blocks.append((start, end))
        elif fence and (fence[3] or fence[2][0] != ":") and "`" not in fence[4]:
            in_options, in_yaml = bool(fence[3]), False
            _open(fence, fences, content, found, start, end)
        elif in_options and (in_yaml or bare.strip() == "---" or _OPTION.match(bare)):
            in_yaml = in_yaml != (bare.strip() == "---")
            _option(_OPTION.match(bare), found, start, end)
        else:
            in_options = False
            heading = _HEADING.match(bare)
            if heading:
                found.headings.append((len(heading[1]), start))
    _inline(text, found)
    return found


def _open(fence, fences, content, found, start, end) -> None:
    name, argument = fence[3], fence[4]
    literal = name in LITERAL or not name
    fences.append((fence[2], literal))
    if name:
        found.directives.append(name)
        if name in ("figure", "image"):
            found.images.append(argument)
        elif name in ("button-link", "button-ref", "include", "literalinclude"):
            found.links.append(argument)
    if literal:
        content.clear()
        found.code.append((name or argument, ""))
    whole = literal or name in NO_TITLE or not argument
    found.blocks.append((start, end if whole else start + fence.start(4)))


def _option(option, found, start, end) -> None:
    if option and option[1] in PROSE_OPTIONS and option[2]:
        found.blocks.append((start, start + option.start(2)))
        return
    if option and option[1] in LINK_OPTIONS and option[2]:
        found.links.append(option[2])
    found.blocks.append((start, end))


def _blank(text: str, stretches: list[tuple[int, int]]) -> str:
    """Replace stretches by as many marks, so that positions stay."""
    for start, end in stretches:
        text = text[:start] + re.sub(r"[^\n]", MARK, text[start:end]) + text[end:]
    return text


def _inline(text: str, found: Outline) -> None:
    text = _blank(text, found.blocks)
    for match in _ROLE.finditer(text):
        target = re.search(r"<([^<>]+)>\s*$", match[3])
        cited = match[1].startswith(("cite", "eq", "numref")) or match[1] == "doc"
        found.roles.append((match[1], target[1] if target else match[3] if cited else ""))
    spans = [m.span() for m in _INLINE.finditer(text) if "`" in m[0] and m[0][0] in "`{"]
    text = _blank(text, spans)
    for match in _LINK.finditer(text):
        (found.images if match[1] else found.links).append(match[2])
        inner = re.search(r"!\[[^\]]*\]\(([^()\s]*)", match[0][1:])
        if inner:  # a picture that is a link
            found.images.append(inner[1])
    rest = _LINK.sub(lambda m: MARK * len(m[0]), text)
    found.links += _DEFINED.findall(rest) + _HTML_LINK.findall(rest)
    found.images += _HTML_IMAGE.findall(rest)
    rest = re.sub(r"<[A-Za-z][\w-]*\s[^<>]*>", "", _DEFINED.sub("", rest))
    found.links += _BARE.findall(rest)


def mask(text: str) -> tuple[str, list[str]]:
    """Return a text in which each stretch that is not prose is one :data:`MARK`, and these stretches."""
    blocks = outline(text).blocks
    stretches = blocks + [m.span() for m in _INLINE.finditer(_blank(text, blocks))]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(s for s in stretches if s[0] < s[1]):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    pieces, kept, position = [], [], 0
    for start, end in merged:
        newline = "\n" if text[start:end].endswith("\n") else ""  # prose rules see where a line ends
        pieces += [text[position:start], MARK + newline]
        kept.append(text[start : end - len(newline)])
        position = end
    return "".join([*pieces, text[position:]]), kept


def unmask(masked: str, stretches: list[str]) -> str:
    """Undo :func:`mask`; also for the beginning of a masked text."""
    remaining = iter(stretches)
    return re.sub(MARK, lambda _: next(remaining), masked)


def prose(text: str) -> str:
    """Return only the prose of a text; what is not prose leaves a space."""
    return mask(text)[0].replace(MARK, " ")


def sections(text: str) -> list[str]:
    """Cut a text before each heading; the first piece may be empty."""
    starts = [0, *(position for _, position in outline(text).headings), len(text)]
    return [text[a:b] for a, b in zip(starts, starts[1:], strict=False)]
