"""The directives of a quiz: playable in the page, and on paper for a room."""

from __future__ import annotations

from html import escape
from pathlib import Path

from culture_d.book.raw import Raw
from culture_d.i18n import t
from culture_d.interview.static import lean, script_json
from culture_d.quiz import interface_content, load_quiz, quiz_names
from culture_d.quiz_file import Question
from culture_d.quiz_file import Quiz as Content

WIDGETS = Path(__file__).resolve().parents[1] / "widgets"
_PAPER = "/* ---- Paper ---- */"  # where the style sheet passes from the screen to the sheets
# Prints one part of the sheets, or all of the page again afterwards.
_PRINT = """
for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => {
    document.documentElement.dataset.quizPrint = button.dataset.print;
    print();
  });
}
addEventListener("afterprint", () => delete document.documentElement.dataset.quizPrint);
"""


class _OfQuiz(Raw):
    files = ("quizzes/*.yml",)

    def quiz(self) -> Content:
        """Return the quiz that the directive names, or stop the build with a sentence."""
        if self.arguments[:1] == [] or self.arguments[0] not in quiz_names():
            raise self.error(f"{self.name} needs the name of a quiz: {', '.join(quiz_names())}")
        return load_quiz(self.arguments[0])


class Quiz(_OfQuiz):
    """``{quiz} name``: the quiz, playable in the page, alone or in a room."""

    def html(self, lang: str) -> str:
        return page_html(self.quiz(), lang)


class QuizSheet(_OfQuiz):
    """``{quiz-sheet} name``: what to print for a room, question sheets, answer sheets and cards to vote."""

    def html(self, lang: str) -> str:
        return sheet_html(self.quiz(), lang)


def page_html(quiz: Content, lang: str) -> str:
    """Return the markup of a quiz for a page: nothing from another site, works over ``file://``.

    Without a script, it is the list of the questions, each with its answers folded.
    """
    content = script_json(interface_content(quiz, lang))
    style = (WIDGETS / "quiz.css").read_text(encoding="utf-8").partition(_PAPER)[0]
    script = (WIDGETS / "quiz.js").read_text(encoding="utf-8")
    name = f"cd-quiz-{quiz.id}"
    mount = (
        f'const content = JSON.parse(document.getElementById("{name}-content").textContent);\n'
        f'mountStatic(document.getElementById("{name}"), content, "culture-d-quiz-{quiz.id}");\n'
    )
    questions = "".join(
        f"<li>{_asked(question, lang)}<details><summary>{escape(t('quiz.static_answer', lang))}</summary>"
        f"{_answers(question, lang)}</details></li>"
        for question in quiz.questions
    )
    return (
        f'<style>\n{lean(style)}</style>\n<div id="{name}" class="cd-quiz"><div class="cq-static"><ol>{questions}</ol>'
        f'</div></div>\n<script type="application/json" id="{name}-content">{content}</script>\n'
        f'<script type="module">\n{lean(script)}{mount}</script>\n'
    )


def sheet_html(quiz: Content, lang: str) -> str:
    """Return what to print for a room; the screen shows only what it is and three buttons."""
    style = (WIDGETS / "quiz.css").read_text(encoding="utf-8")
    style = style[style.index(".cd-quiz, .cd-quiz-sheet {") : style.index(".cd-quiz {")] + style.partition(_PAPER)[2]
    most = max((question.letters for question in quiz.questions), key=len)
    letters = " ".join(most).upper()
    buttons = "".join(
        f'<button type="button" data-print="{part}">{escape(t(f"quiz.print_{part}", lang))}</button>'
        for part in ("questions", "answers", "cards")
    )
    title, credit = quiz.title[lang], f'<p class="cq-credit">{escape(t("quiz.credit", lang))}</p>'
    asked = "".join(
        f"<li><h3>{n}. {escape(question.theme[lang])}</h3>{_asked(question, lang, paper=True)}</li>"
        for n, question in enumerate(quiz.questions, start=1)
    )
    told = "".join(
        f"<li><h3>{n}. {escape(question.theme[lang])}</h3>"
        f'<p class="cq-ask">{escape(question.ask[lang])}</p>{_answers(question, lang)}</li>'
        for n, question in enumerate(quiz.questions, start=1)
    )
    key = " · ".join(f"{n} {_solution(question)}" for n, question in enumerate(quiz.questions, start=1))
    cards = "".join(f"<li>{letter.upper()}</li>" for letter in most * 2)
    parts = (
        (
            "questions",
            t("quiz.sheet_questions", lang, title=title),
            f'<p class="cq-fill-in">{escape(t("quiz.sheet_name", lang))}</p><ol>{asked}</ol>{credit}',
        ),
        (
            "answers",
            t("quiz.sheet_answers", lang, title=title),
            f'<p class="cq-key"><strong>{escape(t("quiz.sheet_key", lang))}</strong> {key}</p><ol>{told}</ol>{credit}',
        ),
        ("cards", t("quiz.sheet_cards", lang), f'<ul class="cq-set">{cards}</ul>'),
    )
    sheets = "".join(
        f'<section class="cq-paper cq-{name}"><h2>{escape(heading)}</h2>{body}</section>'
        for name, heading, body in parts
    )
    return (
        f'<style>\n{lean(style)}</style>\n<div class="cd-quiz-sheet">'
        f"<p>{escape(t('quiz.paper_about', lang, letters=letters))}</p>"
        f'<p class="cq-prints">{escape(t("quiz.paper_buttons", lang))} {buttons}</p>{sheets}</div>\n'
        f"<script>{lean(_PRINT)}</script>\n"
    )


def _asked(question: Question, lang: str, paper: bool = False) -> str:
    """Return a question and its choices; on paper, each with a box to tick, or blanks for letters in order."""
    ordered = question.kind == "order"
    how = t("quiz.how_order_paper" if ordered else f"quiz.how_{question.kind}", lang)
    theme = "" if paper else f'<p class="cq-theme">{escape(question.theme[lang])}</p>'
    context = f"<p>{escape(question.context[lang])}</p>" if question.context else ""
    sample = f'<pre class="cq-sample">{escape(question.sample)}</pre>' if question.sample else ""
    shape = "cq-box" if question.kind == "several" else "cq-box cq-round"
    box = f'<span class="{shape}"></span>' if paper and not ordered else ""
    choices = "".join(
        f"<li>{box}<strong>{choice.letter.upper()}</strong> <span>{escape(choice.words(lang))}</span></li>"
        if paper
        else f"<li>{escape(choice.words(lang))}</li>"
        for choice in question.choices
    )
    blanks = '<span class="cq-box"></span>' * len(question.letters)
    blanks = f'<div class="cq-blanks">{blanks}</div>' if paper and ordered else ""
    return (
        f'{theme}{context}{sample}<p class="cq-ask">{escape(question.ask[lang])} '
        f'<span class="cq-how">{escape(how)}</span></p><ol class="cq-choices">{choices}</ol>{blanks}'
    )


def _solution(question: Question) -> str:
    return "-".join(question.solution).upper() if question.kind == "order" else "".join(question.solution).upper()


def _answers(question: Question, lang: str) -> str:
    """Return the answer, what is to be said of each choice, what to remember and where to check it."""
    lines = "".join(
        f"<li><strong>{choice.letter.upper()}. {'✓ ' if choice.right else ''}{escape(choice.words(lang))}</strong> "
        f"{escape(choice.feedback[lang])}</li>"
        for choice in question.choices
    )
    sources = "".join(
        f'<li class="cq-source"><a href="{escape(source.url)}">{escape(source.title[lang])}</a></li>'
        for source in question.sources
    )
    return (
        f"<p><strong>{escape(t('quiz.answer_is', lang, letters=_solution(question)))}</strong></p>"
        f'<ul class="cq-reasons">{lines}</ul><p class="cq-remember">'
        f"<strong>{escape(t('quiz.remember', lang))}</strong> {escape(question.remember[lang])}</p><ul>{sources}</ul>"
    )
