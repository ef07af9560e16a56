"""What courses, statements and other certificates are called that a rule names by their codes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from certification import rules, schemes, statements
from certification.asked import kind_words
from certification.models import Scheme
from certification.named import named_in
from courses import api as courses


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
    asked = named_in(list(rules.documents(text)))
    named = courses.named(asked.courses, language, to=to) if asked.courses else {}
    known = Scheme.objects.published().filter(slug__in=asked.schemes)
    titles = schemes.titles_of(known, language) if asked.schemes else {}
    return Names(
        language,
        {
            "course": {slug: each.title for slug, each in named.items()},
            "statement": statements.titles_of(asked.statements) if asked.statements else {},
            "scheme": {each.slug: titles[each.pk] for each in known if each.pk in titles},
        },
    )
