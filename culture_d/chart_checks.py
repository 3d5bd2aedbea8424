"""Self-checks of what the lesson make-charts asks for: a chart that says what it shows, and its alternative text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from culture_d.checks import NOT_YET, SLIP, WELL, Verdict
from culture_d.i18n import language, number, t

ALT_TEXT = (60, 300)  # characters: shorter says nothing, longer is a page to read beside the chart
SENTENCES = 2
_LAYERS = ("layer", "concat", "hconcat", "vconcat")
# A number with its thousands in groups (1,234 or 1 234), or in one piece, then decimals.
_NUMBER = re.compile(r"\d{1,3}(?:[ \u00a0\u202f,]\d{3})+(?:\.\d+)?(?!\d)|\d+(?:[.,]\d+)?")
_ENDS = re.compile(r"[.!?…](?=\s|$)")
_USELESS_START = re.compile(r"\s*(?:(?:this|an?|the|cette|une?|l[’'])\s*)?(?:image|picture|photo)", re.IGNORECASE)


def check_chart(chart: object, lang: str | None = None) -> Verdict:
    """Tell what an Altair chart lacks to speak alone: a title, an alternative text, named axes, bars from zero.

    Parameters
    ----------
    chart : altair chart
        With ``...`` the answer is that nothing was tried yet.
    lang : {"en", "fr"}, optional
    """
    lang = lang or language()
    if chart is ...:
        return Verdict(NOT_YET, t("checks.not_yet", lang))
    if not hasattr(chart, "to_dict"):
        return Verdict(SLIP, t("chart_checks.not_a_chart", lang))
    for fault in _faults(chart.to_dict()):
        return Verdict(SLIP, t(f"chart_checks.{fault}", lang))
    return Verdict(WELL, t("chart_checks.chart_well", lang))


def _faults(spec: dict) -> Iterator[str]:
    title = spec.get("title")
    title = title.get("text") if isinstance(title, dict) else title
    if not str(" ".join(title) if isinstance(title, list) else title or "").strip():
        yield "no_title"
    views = list(_views(spec))
    if any(encoding.get(axis, {}).get("title", "") in ("", None) for _, encoding in views for axis in _drawn(encoding)):
        yield "no_axis_title"
    if any(mark == "bar" and _cut(encoding) for mark, encoding in views):
        yield "cut_axis"
    if not str(spec.get("description") or "").strip():
        yield "no_description"


def _views(spec: dict) -> Iterator[tuple[str, dict]]:
    """Yield the mark and the encoding of each single view of a specification."""
    mark = spec.get("mark")
    if mark:
        yield (mark.get("type", "") if isinstance(mark, dict) else mark), spec.get("encoding", {})
    children = [child for key in _LAYERS for child in spec.get(key, [])]
    for child in [*children, *([spec["spec"]] if isinstance(spec.get("spec"), dict) else [])]:
        yield from _views(child)


def _drawn(encoding: dict) -> list[str]:
    """Return the axes that show a column."""
    fields = [axis for axis in ("x", "y") if {"field", "aggregate"} & set(encoding.get(axis, {}))]
    return [axis for axis in fields if encoding[axis].get("axis", True) is not None]


def _cut(encoding: dict) -> bool:
    """Tell whether a quantity is drawn on an axis that was made to begin elsewhere than at zero."""
    for axis in ("x", "y"):
        definition = encoding.get(axis, {})
        scale = definition.get("scale") or {}
        domain = scale.get("domain")
        low = scale.get("domainMin", domain[0] if isinstance(domain, list) and domain else 0)
        cut = scale.get("zero") is False or (isinstance(low, (int, float)) and low > 0)
        if cut and definition.get("type") == "quantitative":
            return True
    return False


def check_alt_text(text: str, figures: Iterable[float] = (), lang: str | None = None) -> Verdict:
    """Tell whether a text could replace a chart: its length, its sentences, the figures that carry the finding.

    Parameters
    ----------
    text : str
        The alternative text; with ``...`` the answer is that nothing was tried yet.
    figures : iterable of float
        Numbers that must be told. A rounded number is accepted: ``67`` for ``67.4``.
    lang : {"en", "fr"}, optional
    """
    lang = lang or language()
    if text is ... or text is None or (isinstance(text, str) and not text.strip()):
        return Verdict(NOT_YET, t("checks.not_yet", lang))
    if not isinstance(text, str):
        return Verdict(SLIP, t("chart_checks.not_a_text", lang))
    low, high = ALT_TEXT
    length = len(text.strip())
    told = list(_numbers(text))
    missing = [figure for figure in figures if not any(round(figure, digits) == value for value, digits in told)]
    if _USELESS_START.match(text):
        return Verdict(SLIP, t("chart_checks.useless_start", lang))
    if length < low:
        return Verdict(SLIP, t("chart_checks.too_short", lang, n=length, low=low))
    if missing:
        names = ", ".join(number(figure, lang=lang) for figure in missing)
        return Verdict(SLIP, t("chart_checks.missing_figures", lang, names=names))
    if length > high:
        return Verdict(SLIP, t("chart_checks.too_long", lang, n=length, high=high))
    if len(_ENDS.findall(text)) > SENTENCES:
        return Verdict(SLIP, t("chart_checks.too_many_sentences", lang, n=SENTENCES))
    return Verdict(WELL, t("chart_checks.alt_well", lang))


def _numbers(text: str) -> Iterator[tuple[float, int]]:
    """Yield each number of a text with how many decimals it was written."""
    for found in _NUMBER.findall(text):
        if re.fullmatch(r"\d{1,3}(?:[ \u00a0\u202f,]\d{3})+(?:\.\d+)?", found):
            plain = re.sub(r"[ \u00a0\u202f,]", "", found)
        else:
            plain = found.replace(",", ".")
        yield float(plain), len(plain.partition(".")[2])
