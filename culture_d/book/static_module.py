"""An interface on a page without a kernel: the markup that carries its content, its style and its module."""

from __future__ import annotations

import json
from html import escape

from culture_d.interview.static import lean, script_json

# Prints one set of the sheets of a page, unfolding what it needs, or all of the page again afterwards.
_PRINT = """
const unfold = (open) => {
  const set = document.documentElement.dataset.printing;
  for (const fold of document.querySelectorAll(`details[data-open-in="${set}"]`)) fold.open = open;
};
for (const button of document.querySelectorAll("[data-print-set]")) {
  button.addEventListener("click", () => {
    document.documentElement.dataset.printing = button.dataset.printSet;
    unfold(true);
    print();
  });
}
addEventListener("afterprint", () => {
  unfold(false);
  delete document.documentElement.dataset.printing;
});
"""


def static_page(name: str, classes: str, content: dict, script: str, style: str, fallback: str, key: str) -> str:
    """Return the markup of an interface for a page: nothing from another site, works over ``file://``.

    Parameters
    ----------
    name : str
        Name of the element that holds the interface, unique in the page.
    classes : str
        Classes of that element.
    content : dict
        What the interface reads, in one language (plain JSON).
    script : str
        One ES module that has ``mountStatic(element, content, key)``: see :func:`culture_d.widgets.bundle.bundle`.
    style : str
        Its style sheet.
    fallback : str
        HTML for a reader without JavaScript; the module hides it.
    key : str
        Where the browser keeps the state.
    """
    mount = (
        f'const content = JSON.parse(document.getElementById("{name}-content").textContent);\n'
        f'mountStatic(document.getElementById("{name}"), content, {json.dumps(key)});\n'
    )
    return (
        f"<style>\n{lean(style)}</style>\n"
        f'<div id="{escape(name)}" class="{escape(classes)}">{fallback}</div>\n'
        f'<script type="application/json" id="{escape(name)}-content">{script_json(content)}</script>\n'
        f'<script type="module">\n{lean(script)}{mount}</script>\n'
    )


def print_script() -> str:
    """Return the script of the buttons ``data-print-set="name"``, which print one set of the sheets of a page.

    While it prints, the page's root has ``data-printing="name"``: the style sheet hides the rest, and the folds
    ``<details data-open-in="name">`` are open.
    """
    return f"<script>{{\n{lean(_PRINT)}}}</script>\n"
