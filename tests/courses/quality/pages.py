"""Small pages for rules: parts as a stream keeps them, without any database."""

from courses import quality
from courses.quality import Entry, Lists, Sheet


def block(kind, value, n=1):
    return {"type": kind, "id": f"b{n}", "value": value}


def text(html, n=1):
    return block("text", html, n)


def rows(*values):
    return [{"type": "item", "id": f"i{n}", "value": value} for n, value in enumerate(values, 1)]


def sheet(*blocks, language="en", facts=None, **more):
    parts = quality.of_stream("body", blocks, facts or {})
    return Sheet(language=language, parts=parts, **more)


def codes(*blocks, lists=None, language="en", of=(), **more):
    """The codes found; those that begin with one of `of`, where any is named."""
    lists = lists or quality.shipped(language)
    found = quality.findings(sheet(*blocks, language=language, **more), lists)
    return [each.code for each in found if not of or each.code.startswith(tuple(of))]


def saying(*terms):
    return Lists(wording=tuple(Entry(term) for term in terms))
