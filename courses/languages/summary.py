"""One row for each page and language: how far it is. Made anew in few statements, never counted up.

It is made after the commit of what it tells of, once however many strings were written. Whoever
finds rows wrong makes all of them anew with `rebuild`.
"""

import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Locale, Page
from wagtail_localize.models import TranslationSource

from courses.languages import texts
from courses.languages.status import State, state_of
from courses.languages.texts import Kept, Place, Text
from courses.models import Change, Course, CoursePage, Declared, PageInLanguage
from courses.models.pages import COURSE_PATH, KINDS

AT_ONCE = 50  # pages
COUNTED = ("strings", "current", "changed", "new", "wording", "meaning", "safety")
SAID = ("course_key", "kind", "title", "page_id", *COUNTED)
WRITTEN = (*SAID, "is_live", "source_at", "translated_at")
NAMED = ("page_key", "language")
_waiting = threading.local()


def soon(*page_keys: UUID) -> None:
    """After the commit; at once where there is no transaction."""
    _waiting.__dict__.setdefault("keys", set()).update(page_keys)
    transaction.on_commit(_refresh_what_waits, robust=True)


def _refresh_what_waits() -> None:
    refresh(_waiting.__dict__.pop("keys", ()))


def refresh(page_keys: Iterable[UUID]) -> None:
    """Some dozen statements for every fifty pages. What has no page any more loses its rows."""
    keys = iter(sorted(set(page_keys)))  # in one order: two at once must not wait for each other
    while some := list(islice(keys, AT_ONCE)):
        _Pages(some).write()


def rebuild() -> int:
    """All rows anew, a few pages at a time; how many pages there are."""
    kinds = list(_kinds())
    there = Page.objects.filter(content_type__in=kinds)
    PageInLanguage.objects.exclude(page_key__in=there.values("translation_key")).delete()
    keys = list(there.order_by().values_list("translation_key", flat=True).distinct())
    refresh(keys)
    return len(keys)


def see_to_it() -> None:
    """After an update, or for a new language: rows where a language has none at all."""
    languages = set(Locale.objects.values_list("language_code", flat=True))
    known = set(PageInLanguage.objects.values_list("language", flat=True).distinct())
    sources = set(Course.objects.values_list("source_locale", flat=True).distinct())
    if sources and languages - known - (sources if len(sources) == 1 else set()):
        rebuild()


def _kinds() -> dict[int, str]:
    return {
        ContentType.objects.get_for_model(model).pk: kind
        for model, kind in zip(KINDS, PageInLanguage.Kind.values, strict=True)
    }


@dataclass(frozen=True)
class _Source:
    """A page in the language that its course is written in."""

    page: Page
    course_key: UUID
    texts: dict[str, list[Text]]


class _Pages:
    """Some pages in all languages, read at once."""

    def __init__(self, keys: list[UUID]):
        self.keys = keys
        self.languages = list(Locale.objects.values_list("language_code", flat=True))
        found = Page.objects.filter(translation_key__in=keys).select_related("locale")
        self.pages = {(page.translation_key, page.locale.language_code): page for page in found}
        self.sources = dict(self._sources())
        self.kept = texts.kept(self.sources)
        rows = Change.objects.filter(page_key__in=self.sources)
        self.changes = {(row.page_key, row.language, row.block): row for row in rows}

    def _sources(self) -> Iterator[tuple[UUID, _Source]]:
        above = {page.path[:COURSE_PATH] for page in self.pages.values()}
        roots = dict(
            CoursePage.objects.filter(path__in=above).values_list("path", "translation_key")
        )
        courses = Course.objects.filter(translation_key__in=roots.values())
        spoken = dict(courses.values_list("translation_key", "source_locale"))
        written = {
            key: (page, course)
            for (key, language), page in self.pages.items()
            if (course := roots.get(page.path[:COURSE_PATH])) and spoken.get(course) == language
        }
        strings = self._strings([page for page, _course in written.values()])
        for key, (page, course) in written.items():
            yield key, _Source(page, course, texts.in_blocks(strings.get(page.pk, [])))

    def _strings(self, pages: list[Page]) -> dict[int, list[Text]]:
        """Of what nobody began to translate, as the page has them."""
        rows = TranslationSource.objects.filter(object_id__in=[p.translation_key for p in pages])
        known = {
            (key, locale): pk for pk, key, locale in rows.values_list("pk", "object_id", "locale")
        }
        begun = {page.pk: known.get((page.translation_key, page.locale_id)) for page in pages}
        found = texts.of_sources(pk for pk in begun.values() if pk)
        strings = {page: found.get(source, []) for page, source in begun.items() if source}
        rest = [page.pk for page in pages if page.pk not in strings]
        for kind in KINDS if rest else ():
            drafts = kind.objects.in_bulk(rest).values()
            strings |= {draft.pk: texts.of_draft(draft) for draft in drafts}
        return strings

    @transaction.atomic
    def write(self) -> None:
        rows = list(self._rows())
        PageInLanguage.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=NAMED, update_fields=WRITTEN
        )
        kept = {(row.page_key, row.language) for row in rows}
        known = PageInLanguage.objects.filter(page_key__in=self.keys)
        over = [pk for pk, *name in known.values_list("pk", *NAMED) if tuple(name) not in kept]
        if over:
            PageInLanguage.objects.filter(pk__in=over).delete()
        if gone := [key for key in self.keys if key not in self.sources]:
            Change.objects.filter(page_key__in=gone).delete()
            Declared.objects.filter(page_key__in=gone).delete()

    def _rows(self) -> Iterator[PageInLanguage]:
        kinds = _kinds()
        for key, source in sorted(self.sources.items(), key=lambda each: each[0]):
            if source.page.content_type_id in kinds:
                for language in self.languages:
                    if language != source.page.locale.language_code:
                        yield self._row(key, source, language, kinds[source.page.content_type_id])

    def _row(self, key: UUID, source: _Source, language: str, kind: str) -> PageInLanguage:
        there = self.kept.get(key, {}).get(language, {})
        twin = self.pages.get((key, language))
        return PageInLanguage(
            page_key=key,
            language=language,
            course_key=source.course_key,
            kind=kind,
            title=source.page.title,
            page_id=source.page.pk,
            is_live=bool(twin and twin.live and not twin.alias_of_id),
            source_at=source.page.last_published_at,
            translated_at=max((each.at for each in there.values() if each.is_own), default=None),
            **self._counted(key, source, language, there),
        )

    def _counted(
        self, key: UUID, source: _Source, language: str, there: dict[Place, Kept]
    ) -> dict[str, int]:
        counted = dict.fromkeys(COUNTED, 0)
        for block, strings in source.texts.items():
            row = self.changes.get((key, language, block))
            state = state_of(strings, there, row)
            own = sum(texts.are_own([text], there) for text in strings)
            counted["strings"] += len(strings)
            counted["current"] += own
            counted[State.NEW if state == State.NEW else State.CHANGED] += len(strings) - own
            if row and state == State.CHANGED:
                counted[row.severity] += 1
        return counted
