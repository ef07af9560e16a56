"""What courses, statements and other certificates are called that a rule names by their codes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from certification import rules, schemes, statements
from certification.asked import kind_words
from certification.models import Scheme
from courses import api as courses

NAMED = ("course", "statement", "scheme")


@dataclass(frozen=True)
class Names:
    """Titles by code, in one language; a code without a title is read as words."""

    language: str
    titles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def course(self, slug: str) -> str:
        return self._title("course", slug)

    def statement(self, code: str) -> str:
        return self._title("statement", code)

    def scheme(self, slug: str) -> str:
        return self._title("scheme", slug)

    def _title(self, kind: str, code: str) -> str:
        return self.titles.get(kind, {}).get(code) or kind_words(code)


def names_in(text: str, language: str, *, to) -> Names:
    """Of all that a rule names; courses as far as `to` may open them. A few statements.

    Raises rules.Refused.
    """
    codes: dict[str, set[str]] = {kind: set() for kind in NAMED}
    for document in rules.documents(text):
        for kind, code in _codes(document):
            codes[kind].add(code)
    named = courses.named(codes["course"], language, to=to) if codes["course"] else {}
    known = Scheme.objects.published().filter(slug__in=codes["scheme"])
    titles = schemes.titles_of(known, language) if codes["scheme"] else {}
    return Names(
        language,
        {
            "course": {slug: each.title for slug, each in named.items()},
            "statement": statements.titles_of(codes["statement"]) if codes["statement"] else {},
            "scheme": {each.slug: titles[each.pk] for each in known if each.pk in titles},
        },
    )


def _codes(value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inside in value.items():
            if key in NAMED:
                yield from ((key, each) for each in _texts(inside))
            yield from _codes(inside)
    elif isinstance(value, list):
        for each in value:
            yield from _codes(each)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        yield from (each for each in value if isinstance(each, str))
