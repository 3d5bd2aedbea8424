"""Messages exist in both languages with the same blanks."""

import pytest

from culture_d.making import messages
from culture_d.making.messages import check_messages

GOOD = {
    "plain": {"en": "Read {file}", "fr": "Lisez {file}"},
    "plural": {
        "en": {"one": "one row", "many": "{n} rows"},
        "fr": {"one": "{n} ligne", "many": "{n} lignes"},
    },
    "brace": {"en": "{{x}}", "fr": "{{x}}"},
}
BROKEN = [
    ({"en": "Read"}, "needs exactly en and fr"),
    ("Read", "needs exactly en and fr"),
    ({"en": "Read", "fr": "Lisez", "de": "Lesen"}, "needs exactly en and fr"),
    ({"en": "Read", "fr": ""}, "empty text"),
    ({"en": "Read {file}", "fr": "Lisez {fichier}"}, "['file'] in English, ['fichier'] in French"),
    ({"en": {"one": "a", "many": "{n}"}, "fr": "{n}"}, "needs the forms one and many"),
    ({"en": {"one": "a", "many": "{n} of {t}"}, "fr": {"one": "a", "many": "{n}"}}, "['n', 't'] in English"),
    ({"en": "a {", "fr": "a"}, "not a placeholder"),
]


def test_good_messages():
    assert list(check_messages("lesson.yml", GOOD)) == []


@pytest.mark.parametrize(("texts", "what"), BROKEN)
def test_a_broken_message_is_named(texts, what):
    (problem,) = check_messages("lesson.yml", {"key": texts})
    assert problem.place == "key" and what in problem.what


def test_the_messages_of_the_course():
    assert messages.check() == []


def test_a_file_that_is_not_yaml(tmp_path):
    (tmp_path / "culture_d" / "messages").mkdir(parents=True)
    (tmp_path / "culture_d" / "messages" / "a.yml").write_text("a: {", encoding="utf-8")
    assert "is not YAML" in messages.check(tmp_path)[0].what


def test_a_key_written_twice(tmp_path):
    (tmp_path / "culture_d" / "messages").mkdir(parents=True)
    text = "next: {en: Next, fr: Suivant}\nnext: {en: Next, fr: Après}\n"
    (tmp_path / "culture_d" / "messages" / "book.yml").write_text(text, encoding="utf-8")
    (problem,) = messages.check(tmp_path)
    assert problem.place == "next" and "line 2" in problem.what
