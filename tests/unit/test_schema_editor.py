"""The window where a reader writes a schema, without a browser."""

import base64
import gc
import json
import re
import weakref
from datetime import UTC, datetime
from pathlib import Path

import ipywidgets as widgets
import pytest
from table_samples import PRIVATE, nothing_written, people

from culture_d.i18n import LANGUAGES, messages, t
from culture_d.widgets.schema_editor import SAMPLES, SchemaEditor, schema_editor
from culture_d.widgets.schema_editor_parts import LIST, OWN

TOWNS = "Ville;Code postal;Habitants;Mis à jour\n" + "".join(
    f"{name};{code};{n};0{i}/03/2025\n"
    for i, (name, code, n) in enumerate(
        [("Valombre", "26950", 4200), ("Pont-Clairet", "26951", 1800), ("Montferrey", "26952", 650),
         ("Valombre", "26950", 12), ("Montferrey", "26952", 8), ("Valombre", "26950", 31),
         ("Valombre", "26950", 500), ("Pont-Clairet", "26951", 700), ("Pont-Clairet", "26951", 900)], start=1
    )
)  # fmt: skip


def upload(content: str | bytes, name: str = "villes.csv") -> dict:
    raw = content.encode() if isinstance(content, str) else content
    day = datetime(2026, 1, 1, tzinfo=UTC)
    return {"name": name, "content": memoryview(raw), "type": "text/csv", "size": len(raw), "last_modified": day}


def opened(lang: str = "en", content: str | bytes = TOWNS) -> SchemaEditor:
    editor = SchemaEditor(lang)
    editor.upload.value = (upload(content),)
    return editor


def files(editor: SchemaEditor) -> dict[str, str]:
    found = re.findall(r'download="([^"]+)" href="data:[\w/]+;charset=utf-8;base64,([^"]+)"', editor.files.value)
    return {name: base64.b64decode(text).decode() for name, text in found}


def published(editor: SchemaEditor) -> dict[str, dict]:
    return {item["name"]: item for item in json.loads(files(editor)["schema.json"])["fields"]}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_table_is_read_in_memory_and_every_column_shown(lang):
    editor = SchemaEditor(lang)
    with nothing_written():
        editor.upload.value = (upload(TOWNS, "C:\\docs\\<b>.csv"),)
    assert editor.upload.value == () and not editor.forget.disabled
    assert "&lt;b&gt;.csv" in editor.told.value and "docs" not in editor.told.value
    assert editor.table.value.count('<th scope="row">') == 4 and editor.table.value.count('<th scope="col">') == 4
    assert editor.column.value == "Ville" and editor.parts["allowed"].value == LIST
    assert editor.parts["values"].value.split("\n") == ["Montferrey", "Pont-Clairet", "Valombre"]
    assert 'aria-live="polite"' in editor.answered.value and "9" in editor.answered.value


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_of_the_course_can_be_a_start(name):
    editor = SchemaEditor("fr")
    editor.sample.value = name
    assert f"{name}.csv" in editor.told.value and editor.schema.refused_lines() == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_field_has_its_own_label(lang):
    editor = opened(lang)
    asked = [*editor.parts.values(), *editor.words.values(), editor.column, editor.sample, editor.take_out]
    labels = [widget.description for widget in asked]
    assert all(labels) and len(set(labels)) == len(labels)
    assert editor.upload.description and editor.forget.description
    shown = [w for w in editor.stage.children if not isinstance(w, widgets.HTML)]
    assert {id(w) for w in shown} == {id(w) for w in asked if w is not editor.sample}


def test_a_rule_is_tried_at_once():
    editor = opened("en")
    editor.column.value = "Habitants"
    assert "What the table suggests" in editor.guessed.value and "9 of 9 cells" in editor.answered.value
    editor.parts["minimum"].value = "100"
    assert "6 of 9 cells" in editor.answered.value and "lines 5, 6 and 7" in editor.answered.value
    assert "6 of 9 lines respect every rule" in editor.answered.value and "6 of 9</td>" in editor.table.value
    assert published(editor)["Habitants"]["constraints"]["minimum"] == 100
    editor.parts["minimum"].value = ""
    editor.parts["maximum"].value = "4200,5"
    assert published(editor)["Habitants"]["constraints"] == {"required": True, "maximum": 4200}


def test_words_go_into_the_files():
    editor = opened("fr")
    editor.parts["title"].value, editor.parts["meaning"].value = "Commune", "Où <se> trouve le lieu."
    editor.parts["example"].value = "Valombre"
    editor.words["name"].value, editor.words["version"].value = "Lieux de la Lane", "1.0.0"
    editor.words["about"].value = "Pour l’annuaire."
    found = files(editor)
    assert set(found) == {"schema.json", "schema.html", "schema.md"}
    assert json.loads(found["schema.json"])["title"] == "Lieux de la Lane"
    assert published(editor)["Ville"]["description"] == "Où <se> trouve le lieu."
    assert "Où &lt;se&gt; trouve" in found["schema.html"] and "# Lieux de la Lane" in found["schema.md"]
    editor.parts["example"].value = "Ailleurs"
    assert t("own_schema.editor_example_refused", "fr") in editor.answered.value
    assert "example" not in published(editor)["Ville"]


def test_each_way_to_limit_values_has_its_fields():
    editor = opened("en")
    editor.column.value = "Code postal"
    seen = {key: editor.parts[key].layout.display for key in ("values", "pattern", "minimum", "format")}
    assert editor.parts["allowed"].value == "digits_5" and set(seen.values()) == {"none"}
    editor.parts["allowed"].value = LIST
    assert editor.parts["values"].layout.display == "" and editor.parts["pattern"].layout.display == "none"
    editor.parts["values"].value = "26950\n26951"
    assert "lines 4 and 6" in editor.answered.value
    editor.parts["separator"].value = "|"
    assert published(editor)["Code postal"]["constraints"]["pattern"] == r"(?:(?:^|\|)(26950|26951))+$"
    editor.parts["allowed"].value = OWN
    assert editor.parts["pattern"].layout.display == "" and editor.schema.field("Code postal").values == []
    editor.parts["pattern"].value = r"2695[01]"
    assert "7 of 9 cells" in editor.answered.value
    editor.parts["allowed"].value = ""
    assert "constraints" in published(editor)["Code postal"] and "9 of 9" in editor.answered.value


def test_a_type_shows_its_own_fields():
    editor = opened("en")
    editor.column.value = "Mis à jour"
    assert (editor.parts["type"].value, editor.parts["format"].value) == ("date", "%d/%m/%Y")
    assert editor.parts["format"].layout.display == "" and editor.parts["allowed"].layout.display == "none"
    editor.parts["format"].value = "default"
    assert "0 of 9 cells" in editor.answered.value and "line" in editor.answered.value
    editor.parts["type"].value = "string"
    assert editor.parts["allowed"].layout.display == "" and "9 of 9 cells" in editor.answered.value


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("column", "key", "value"),
    [
        ("Code postal", "pattern", "(["),
        ("Code postal", "pattern", "(a+)+"),
        ("Habitants", "minimum", "beaucoup"),
        ("Habitants", "maximum", "1e999"),
    ],
)
def test_a_slip_is_one_sentence_and_changes_nothing(lang, column, key, value):
    editor = opened(lang)
    editor.column.value = column
    if key == "pattern":
        editor.parts["allowed"].value = OWN
    before = files(editor)
    editor.parts[key].value = value
    assert 'role="alert"' in editor.answered.value and editor.answered.value.count("<p>") == 1
    assert files(editor) == before


def test_columns_can_be_taken_out_but_the_last():
    editor = opened()
    for _ in range(3):
        editor.take_out.click()
    assert [item.name for item in editor.schema.fields] == ["Mis à jour"] and editor.take_out.disabled
    assert list(published(editor)) == ["Mis à jour"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_file_that_is_no_table_is_one_sentence(lang):
    editor = opened(lang)
    editor.upload.value = (upload(b"%PDF-1.7 <script>"),)
    said = t("tables.pdf", lang).replace("'", "&#x27;")
    assert editor.told.value == f'<div role="alert" aria-live="assertive"><p>{said}</p></div>'
    assert editor.stage.children == () and editor.schema is None


def test_markup_in_a_table_is_escaped():
    editor = opened(
        "en", "<script>x</script>;b\n<img src=x>;1\n<img src=x>;1\n<img src=y>;1\n<img src=x>;2\n<img src=y>;3\n"
    )
    shown = editor.told.value + editor.table.value + editor.guessed.value + editor.answered.value
    assert "<script" not in shown and "<img" not in shown and "&lt;script&gt;" in editor.table.value


def test_people_do_not_appear_in_what_is_shown_or_published():
    editor = opened("fr", people())
    shown = ""
    for name in list(editor.column._options_values):
        editor.column.value = name
        shown += editor.guessed.value + editor.answered.value
        shown += "".join(str(part.value) for part in editor.parts.values())
    shown += editor.table.value + editor.told.value + "".join(files(editor).values())
    assert not [value for value in PRIVATE if value in shown]


def test_forgetting_drops_everything():
    editor = opened()
    kept = weakref.ref(editor.schema)
    editor.forget.click()
    gc.collect()
    assert kept() is None and editor.stage.children == () and editor.forget.disabled
    assert t("own_schema.editor_forgotten", "en") in editor.told.value
    assert not editor.files.value and not editor.table.value


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_stored_notebook_says_where_to_write(lang):
    first, second = (schema_editor(lang)._repr_mimebundle_() for _ in range(2))
    assert "JupyterLab" in first["text/plain"]
    assert all(first[kind] == second[kind] for kind in ("text/plain", "text/html"))


def test_every_message_of_the_section_exists_for_something():
    from culture_d.standard import versions
    from culture_d.standard.own_schema import drafting, fields, pages, patterns, schema
    from culture_d.widgets import schema_editor as window
    from culture_d.widgets import schema_editor_parts as parts

    modules = (drafting, fields, pages, schema, patterns, versions, window, parts)
    code = "".join(Path(module.__file__).read_text(encoding="utf-8") for module in modules)
    families = ("change_", "bound_", "type_", "rule_", "advice_", "editor_get_", "page_file_")
    for key in messages()["own_schema"]:
        names = {key, key.removeprefix("editor_"), key.removeprefix("editor_head_")}
        assert key.startswith(families) or any(f"{name}{mark}" in code for name in names for mark in "\"'"), key
