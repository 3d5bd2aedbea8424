"""Charts and tables shown inside a window: they live in the window, so the notebook's file never holds them."""

from __future__ import annotations

from html import escape

import altair as alt
import ipywidgets as widgets
import pandas as pd

from culture_d.charts import mimebundle


def picture(shown: alt.TopLevelMixin | pd.DataFrame | str) -> widgets.Widget:
    """Return a widget that shows a chart, a table, or a paragraph of plain text.

    Parameters
    ----------
    shown : altair chart, pandas.DataFrame or str
        Every text of it is escaped.
    """
    if isinstance(shown, str):
        return widgets.HTML(f"<p>{escape(shown)}</p>")
    if isinstance(shown, pd.DataFrame):
        return widgets.HTML(shown.to_html(escape=True, index=False, border=0, na_rep=""))
    output = widgets.Output()
    # Altair's own renderer, where a notebook has not called cd.start, would fetch scripts from another site.
    output.outputs = ({"output_type": "display_data", "data": mimebundle(shown.to_dict()), "metadata": {}},)
    return output
