"""The words of a part of a lesson as plain HTML, to be read beside its older translation."""

from django.utils.html import format_html, format_html_join, mark_safe

from courses.doings.shown import Doing
from courses.questions.asked import Ask


def words_of(part) -> str:
    """Of anything that `prose.render` gives; empty for what has no words of its own."""
    if isinstance(part, Ask):
        return format_html("{}{}", part.prompt, _list(part.on_paper))
    if isinstance(part, Doing):
        lines = [line.text for line in part.lines]
        return format_html("{}{}{}", _line(part.title), part.text, _list(lines))
    for name in ("html", "instead"):
        if isinstance(words := getattr(part, name, None), str):
            return mark_safe(words)  # noqa: S308  as it stands in the page
    return _line(getattr(part, "title", ""))


def _line(text: str) -> str:
    return format_html("<p>{}</p>", text) if text else ""


def _list(lines: list[str]) -> str:
    items = format_html_join("", "<li>{}</li>", ((line,) for line in lines))
    return format_html("<ul>{}</ul>", items) if lines else ""
