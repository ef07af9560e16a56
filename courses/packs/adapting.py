"""Blocks marked `adapt=law` and the like: open until somebody edited them here, or said they fit.

Rows and not a field of the blocks: a mark is no text, and must outlive an edit of the block.
"""

import hashlib
import html
import json
import re
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.text import Truncator
from wagtail.documents.models import Document
from wagtail.models import Page, Revision

from courses.models import AdaptedIn, AdaptMark
from courses.packs.pages import Sheet
from office import audit
from office.at_hand import at_hand
from office.pictures import Picture

FIELDS = ("body", "bank")
TAGS = re.compile(r"<[^<>]*>")
LONGEST = 240  # of what is shown of a block
Digests = dict[str, str]  # by block, or by language


@dataclass(frozen=True)
class Open:
    """A block of a page that waits; `words` are its beginning, in plain text."""

    mark: AdaptMark
    page: Page
    words: str

    @property
    def language(self) -> str:
        return self.page.locale.language_code


def adapt_of(page_key: UUID) -> dict[str, str]:
    """Which blocks of a page a pack says to adapt: kind by block uuid."""
    rows = AdaptMark.objects.filter(page_key=page_key)
    return dict(rows.values_list("block", "kind"))


# --- what an import brings
Brought = Callable[[Sheet], dict[str, list[dict]]]


def remember(
    course_key: UUID, sheets: Iterable[Sheet], brought: Brought, *, is_settled: bool
) -> None:
    """Keep the marks of a pack as it was just taken in.

    `brought` gives, for a sheet, the raw blocks of each language that the pack has it in, its own
    first. What that says anew must be looked at anew, in all of them. `is_settled`: it is only for
    show, nothing waits.
    """
    marked = [sheet for sheet in sheets if sheet.adapt]
    wanted = {(s.key, block): kind for s in marked for block, kind in s.adapt.items()}
    known = {(m.page_key, m.block): m for m in _marks(course_key)}
    for place in known.keys() - wanted.keys():
        known[place].delete()
    for sheet in marked:
        raw_in = brought(sheet).items()
        said = {code: digests(sheet.model, raw, sheet.adapt) for code, raw in raw_in}
        for block, kind in sheet.adapt.items():
            mark = known.get((sheet.key, block))
            if mark is None:
                mark = AdaptMark(course_key=course_key, page_key=sheet.key, block=block)
            if mark.kind != kind:
                mark.kind = kind
                mark.save()
            _remember(mark, {code: its.get(block, "") for code, its in said.items()}, is_settled)


def _marks(course_key: UUID):
    return AdaptMark.objects.filter(course_key=course_key).prefetch_related("languages")


def _remember(mark: AdaptMark, came_as: Digests, is_settled: bool) -> None:
    """`came_as` is by language, the pack's own first."""
    rows = {row.language: row for row in mark.languages.all()} if mark.pk else {}
    first = rows.get(next(iter(came_as)))
    is_new = first is None or first.came_as != next(iter(came_as.values()))
    for language, digest in came_as.items():
        row = rows.get(language)
        if row and not is_new:
            continue
        row = row or AdaptedIn(mark=mark, language=language)
        row.came_as, row.fits = digest, is_settled
        row.save()


def field_of(model: type) -> str:
    """Where a kind of page has its blocks."""
    return next(name for name in FIELDS if hasattr(model, name))


def digests(model: type, raw_blocks: Iterable[dict], of: Container[str]) -> Digests:
    """Of the words alone, with the defaults that the editor would write down: opening and saving a
    page changes none of them."""
    chosen = [block for block in raw_blocks if block["id"] in of]
    field = model._meta.get_field(field_of(model))
    with at_hand({Picture: {}, Document: {}}):  # which picture it is, is no word
        stream = field.to_python(json.dumps(chosen))
        list(stream)
    written = stream.get_prep_value()
    return {block["id"]: _digest(_words(block["value"])) for block in written}


def _digest(words: Iterable[str]) -> str:
    return hashlib.sha256(json.dumps(list(words)).encode()).hexdigest()


def _words(value) -> Iterator[str]:
    if isinstance(value, str):
        if said := " ".join(html.unescape(TAGS.sub(" ", value)).split()):
            yield said
    elif isinstance(value, dict):
        for name in sorted(value.keys() - {"id", "type"}):
            yield from _words(value[name])
    elif isinstance(value, list):
        for each in value:
            yield from _words(each)


# --- what waits
def open_on(page: Page, draft: Page | None = None) -> list[Open]:
    """What waits on one page in its language: on this draft of it, else on the newest one."""
    if draft is None:
        return open_in([page])
    marks = _by_page([page])
    if not marks:
        return []
    raw = getattr(draft, field_of(type(draft))).get_prep_value()
    return list(_open(page, raw, marks))


def open_below(page: Page) -> list[Open]:
    """What waits on this page and all below it."""
    below = Page.objects.descendant_of(page, inclusive=True).select_related("locale")
    return open_in(below.order_by("path"))


def open_in(pages: Iterable[Page]) -> list[Open]:
    """In the order of the pages and their blocks; a fixed number of statements."""
    pages = list(pages)
    marks = _by_page(pages)
    marked = [page for page in pages if page.translation_key in marks]
    drafts = _drafts(marked)
    return [
        waits
        for page in marked
        for waits in _open(page, drafts.get(page.latest_revision_id, []), marks)
    ]


def _by_page(pages: list[Page]) -> dict[UUID, dict[str, AdaptMark]]:
    """Marks by their blocks, by page key."""
    marks: dict[UUID, dict[str, AdaptMark]] = {}
    keys = {page.translation_key for page in pages}
    for mark in AdaptMark.objects.filter(page_key__in=keys).prefetch_related("languages"):
        marks.setdefault(mark.page_key, {})[mark.block] = mark
    return marks


def _drafts(pages: list[Page]) -> dict[int, list[dict]]:
    """The blocks of their newest revisions; asked for only where there is a mark."""
    if not pages:
        return {}
    found = Revision.objects.filter(pk__in=[page.latest_revision_id for page in pages])
    contents = found.values_list("pk", "content")
    return {pk: [b for name in FIELDS for b in _blocks(said.get(name))] for pk, said in contents}


def _blocks(stored) -> list[dict]:
    return json.loads(stored or "[]") if isinstance(stored, str | None) else stored


def _open(page: Page, raw: list[dict], marks) -> Iterator[Open]:
    mine = marks[page.translation_key]
    now = digests(page.specific_class, raw, mine)
    for block in raw:
        mark = mine.get(block["id"])
        if mark and not _is_settled(mark, page.locale.language_code, now[block["id"]]):
            words = " ".join(_words(block["value"]))
            yield Open(mark, page, Truncator(words).chars(LONGEST))


def _is_settled(mark: AdaptMark, language: str, digest: str) -> bool:
    """A language that the pack did not bring waits for somebody's word."""
    row = next((row for row in mark.languages.all() if row.language == language), None)
    return bool(row) and (row.fits or row.came_as not in ("", digest))


@transaction.atomic
def tick(waiting: Iterable[Open], *, by, at: datetime | None = None) -> int:
    """“It fits us.” Says how many; who said so is kept in the audit."""
    count = 0
    for each in waiting:
        place = {"mark": each.mark, "language": each.language}
        AdaptedIn.objects.update_or_create(**place, defaults={"fits": True})
        key = f"{each.mark.page_key} {each.language}"
        audit.note("found fitting", by=by, object_kind="adapt mark", object_key=key, at=at)
        count += 1
    return count


# --- a copied course
@transaction.atomic
def copy_marks(page: Page, copy: Page) -> None:
    """A copy waits for the same as the course that it was made from."""
    copies = {
        each.url_path.removeprefix(copy.url_path): each.translation_key for each in _all(copy)
    }
    keys = {
        each.translation_key: copies[place]
        for each in _all(page)
        if (place := each.url_path.removeprefix(page.url_path)) in copies
    }
    there = set(
        AdaptMark.objects.filter(page_key__in=keys.values()).values_list("page_key", "block")
    )
    for mark in AdaptMark.objects.filter(page_key__in=keys).prefetch_related("languages"):
        if (keys[mark.page_key], mark.block) in there:
            continue
        new = AdaptMark(page_key=keys[mark.page_key], block=mark.block, kind=mark.kind)
        new.course_key = keys.get(mark.course_key, mark.course_key)
        new.save()
        rows = [_of_copy(row, new) for row in mark.languages.all()]
        AdaptedIn.objects.bulk_create(rows)


def _of_copy(row: AdaptedIn, mark: AdaptMark) -> AdaptedIn:
    return AdaptedIn(mark=mark, language=row.language, came_as=row.came_as, fits=row.fits)


def _all(page: Page):
    return Page.objects.descendant_of(page, inclusive=True)
