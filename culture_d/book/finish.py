"""What is written once the pages are: the entrance that chooses the language, and the scripts read on demand."""

from __future__ import annotations

import shutil
from html import escape
from pathlib import Path

from culture_d.i18n import t
from culture_d.interview.static import portrait_scripts

_ENTRANCE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Culture D</title>
<meta name="description" content="{description_en} {description_fr}">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="en/_static/mark.svg" type="image/svg+xml">
<link rel="alternate" hreflang="en" href="en/index.html">
<link rel="alternate" hreflang="fr" href="fr/index.html">
<script>
(function () {{
  var lang = null;
  try {{ lang = localStorage.getItem("culture-d-lang"); }} catch (error) {{ /* nothing is kept: ask the browser */ }}
  if (!lang) lang = (navigator.languages || [navigator.language || "en"]).map(function (l) {{ return l.slice(0, 2); }})
    .find(function (l) {{ return l === "fr" || l === "en"; }}) || "en";
  location.replace((lang === "fr" ? "fr" : "en") + "/index.html");
}})();
</script>
<style>
body{{font:1.2rem/1.6 system-ui,sans-serif;max-width:34rem;margin:15vh auto;padding:0 1.2rem}}
a{{color:inherit}}
</style>
</head>
<body>
<main>
<h1>Culture D</h1>
<p lang="en"><a href="en/index.html" hreflang="en">English</a>: {description_en}</p>
<p lang="fr"><a href="fr/index.html" hreflang="fr">Français</a>{nbsp}: {description_fr}</p>
</main>
</body>
</html>
"""


def finish(app, exception) -> None:
    """Write the entrance page, the portraits' scripts and Vega's (Sphinx event ``build-finished``)."""
    if exception is not None or app.builder.name != "html":
        return
    out = Path(app.outdir)
    if out.name == app.config.language:  # an edition of two; `jupyter-book build .` alone has no entrance
        (out.parent / "index.html").write_text(entrance(), encoding="utf-8")
    portraits = out / "_static" / "portraits"
    portraits.mkdir(parents=True, exist_ok=True)
    for name, script in portrait_scripts(app.config.language).items():
        (portraits / name).write_text(script, encoding="utf-8")
    vega = out / "_static" / "vega" / "vega.js"
    vega.parent.mkdir(parents=True, exist_ok=True)
    whole = vega.with_suffix(".part")  # renamed at the end: an interrupted build leaves no half script
    whole.write_text(vega_script(), encoding="utf-8")
    whole.replace(vega)
    shutil.rmtree(out / "jupyter_execute", ignore_errors=True)  # copies of the notebooks that no page links to
    if out.name == app.config.language:
        _prune(app, out)


def _prune(app, out: Path) -> None:
    """Delete the pages whose source is gone."""
    wanted = {Path(app.builder.get_outfilename(name)) for name in [*app.env.found_docs, "search"]}
    for page in set(out.rglob("*.html")) - wanted:
        page.unlink()


def entrance() -> str:
    """Return the page that sends the reader to the edition of their browser's language."""
    return _ENTRANCE.format(
        description_en=escape(t("book.description", "en")),
        description_fr=escape(t("book.description", "fr")),
        nbsp="\u00a0",
    )


def vega_script() -> str:
    """Return Vega, Vega-Lite and vega-embed as one classic script that sets ``window.vegaEmbed``.

    The same versions as those that drew the SVG, as both come from vl-convert.
    """
    import vl_convert  # compiled, and only the build of the book needs it

    return "(() => {" + vl_convert.javascript_bundle() + "})();\n"
