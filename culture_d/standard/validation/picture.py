"""A report at a glance: where errors are in the file, as a chart, and what they are, as a small page."""

from __future__ import annotations

from html import escape
from textwrap import wrap

import altair as alt
import pandas as pd

from culture_d.charts import COLOURS
from culture_d.i18n import number, t
from culture_d.standard.findings import Cause, Report, shorten

_BANDS = 8  # wide enough, each, for a count of four digits
_COLUMNS = 30
_MOST = 0.4  # share of the errors from which one column makes the title
_TITLE_WIDTH = 58
_CAUSES_SHOWN = 50


def picture(report: Report, lang: str) -> alt.LayerChart | str:
    """Return where errors are: columns × bands of lines, counts in figures as well as in colour.

    Parameters
    ----------
    report : Report
    lang : {"en", "fr"}

    Returns
    -------
    altair.LayerChart or str
        A sentence when there is nothing to draw.
    """
    if report.grid.empty:
        return (
            report.summary(lang) if not report.wrong else t("validation.picture_header", lang, name=_name(report, lang))
        )
    cells, totals, bands = _cells(report, lang)
    others = report.grid["column"].nunique() - len(totals)
    found = _finding(report, totals, len(totals) + others, lang)
    sentences = [t("validation.picture_row", lang, title=title, n=n) for title, n in totals.items()]
    if others:
        sentences.append(t("validation.picture_rest", lang, n=others))
    about = t("validation.picture_about", lang, found=" ".join([f"{found}.", *sentences]))
    two_lines = f"split(datum.label, {t('validation.picture_band', lang, first='', last='')!r})"
    lines = alt.Axis(labelAngle=0, labelExpr=two_lines, labelOverlap="parity")
    columns = alt.Axis(labelLimit=230)
    base = alt.Chart(cells).encode(
        x=alt.X("band:N", title=t("validation.picture_lines", lang), axis=lines, scale=_gaps(bands)),
        y=alt.Y("column:N", title=t("validation.picture_columns", lang), axis=columns, scale=_gaps(list(totals))),
        tooltip=[
            alt.Tooltip("column:N", title=t("validation.picture_columns", lang)),
            alt.Tooltip("band:N", title=t("validation.picture_lines", lang)),
            alt.Tooltip("count:Q", title=t("validation.picture_count", lang)),
        ],
    )
    squares = base.mark_rect(fill=COLOURS["c2"], stroke=None, cornerRadius=3).encode(
        fillOpacity=alt.FillOpacity("count:Q", scale=alt.Scale(range=[0.12, 0.5], type="sqrt"), legend=None)
    )
    counts = base.mark_text(color=COLOURS["ink"]).encode(text=alt.Text("count:Q", format=",d"))
    title = wrap(found, _TITLE_WIDTH)
    return (squares + counts).properties(title=title, description=about, height=alt.Step(24))


def _gaps(domain: list[str]) -> alt.Scale:
    return alt.Scale(domain=domain, paddingInner=0.08)


def _cells(report: Report, lang: str) -> tuple[pd.DataFrame, dict[str, int], list[str]]:
    """Return the counts to draw (zeros left out), the total of each column drawn, and every band, empty or not."""
    sums = report.grid.groupby("column", sort=False)["count"].sum()
    kept = sums.nlargest(_COLUMNS).index
    totals = {_title(name, report, lang): int(n) for name, n in sums.items() if name in kept}
    grid = report.grid[report.grid["column"].isin(kept)]
    starts = grid["band_start"].unique()
    joined = -(-len(starts) // _BANDS)
    grid = grid.assign(place=grid["band_start"].map({start: i // joined for i, start in enumerate(starts)}))
    spans = grid.groupby("place").agg(first=("band_start", "min"), last=("band_end", "max"))
    names = {i: _band(int(row["first"]), int(row["last"]), lang) for i, row in spans.iterrows()}
    cells = grid.groupby(["column", "place"], sort=False, as_index=False)["count"].sum()
    cells["band"] = cells["place"].map(names)
    cells["column"] = [_title(name, report, lang) for name in cells["column"]]
    return cells.loc[cells["count"] > 0, ["column", "band", "count"]], totals, list(names.values())


def _band(first: int, last: int, lang: str) -> str:
    if first == last:
        return str(first)
    return t("validation.picture_band", lang, first=number(first, lang=lang), last=number(last, lang=lang))


def _title(column: str, report: Report, lang: str) -> str:
    field = report.schema.by_name.get(column)
    if field is None:
        return shorten(column, 40) or t("validation.whole_lines", lang)
    title = shorten(field.title(lang), 40)
    same = sum(other.title(lang) == field.title(lang) for other in report.schema.fields)
    return f"{title} ({column})" if same > 1 else title


def _finding(report: Report, totals: dict[str, int], columns: int, lang: str) -> str:
    n = int(report.grid["count"].sum())
    title, most = max(totals.items(), key=lambda item: item[1])
    if most / n >= _MOST:
        return t("validation.picture_most", lang, title=title, share=round(100 * most / n), n=n)
    return t("validation.picture_spread", lang, n=n, columns=columns)


def _name(report: Report, lang: str) -> str:
    return report.name or t("validation.this_file", lang)


def short_html(report: Report) -> str:
    """Return the summary, the causes and the remarks as HTML, escaped; the whole report is ``report.to_html()``."""
    lang = report.lang
    causes = "".join(_cause_html(cause, lang) for cause in report.causes[:_CAUSES_SHOWN])
    notes = "".join(f"<li>{escape(note)}</li>" for note in report.notes)
    parts = [f'<ol class="cd-causes">{causes}</ol>' if causes else "", f"<ul>{notes}</ul>" if notes else ""]
    return f"<p><strong>{escape(report.summary(lang))}</strong></p>{''.join(parts)}"


def _cause_html(cause: Cause, lang: str) -> str:
    where = cause.where(lang)
    place = f"<strong>{escape(where[0].upper() + where[1:])}.</strong> " if where else ""
    return f"<li>{place}{escape(cause.sentence(lang))} {escape(cause.remedy(lang))}</li>"
