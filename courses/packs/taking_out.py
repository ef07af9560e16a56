"""Pages of this site as a pack: the way back of pages.py. Reads, and gives names to what has none.

Blocks are written down in blocks_out.py; what no pack can hold is said.
"""

from dataclasses import dataclass, field
from pathlib import Path

from wagtail.models import Page

from courses.models import Course, CoursePage, LessonPage, ModulePage
from courses.packs import about, losing, media_out
from courses.packs.adapting import adapt_of
from courses.packs.blocks_out import Blocks
from courses.packs.front import GROUPS, is_slug
from courses.packs.marking import as_packed
from courses.packs.naming import Names, names_of
from courses.packs.source import Lesson, Module, Pack


@dataclass
class TakenOut:
    """A course as a pack, with where its files are, and what could not come along."""

    pack: Pack
    pages: dict[str, Page]  # by path
    media: "media_out.Media"
    names: Names
    about: dict
    remarks: list[str] = field(default_factory=list)


def take_out(course: Course, *, drafts: bool = False, names: Names | None = None) -> TakenOut:
    """What learners see; with `drafts`, the newest of each page that was not withdrawn."""
    taking = _Taking(course, drafts, names or names_of(course.translation_key))
    pack = taking.course()
    return TakenOut(pack, taking.pages, taking.media, taking.names, taking.about, taking.remarks)


class _Taking:
    def __init__(self, course: Course, drafts: bool, names: Names):
        self.key, self.course_row, self.drafts = course.translation_key, course, drafts
        self.about = about.of(self.key)
        self.names = names
        self.media = media_out.Media(self.about.get("media", {}), self.about.get("packages", {}))
        self.pages: dict[str, Page] = {}
        self.remarks: list[str] = []
        self.blocks = Blocks(names, self.media, course.source_locale, self.remarks)
        root = CoursePage.objects.get(
            translation_key=self.key, locale__language_code=course.source_locale
        )
        self.drafts = drafts or not root.live
        below = [
            page
            for model in (ModulePage, LessonPage)
            for page in model.objects.descendant_of(root).order_by("path")
        ]
        self.root, self.below = root, sorted(below, key=lambda page: page.path)
        self._name_pages()

    # --- the pages
    def _name_pages(self) -> None:
        self.paths: dict[str, str] = {str(self.key): ""}
        for page in self.below:
            parent = next((p for p in [self.root, *self.below] if page.path[:-4] == p.path), None)
            above = self.paths.get(str(parent.translation_key), "") if parent else ""
            stem = f"{above}/" if above else ""
            id = str(page.translation_key)
            if id not in self.names.by_id and is_slug(page.slug) and not self._is_taken(stem, page):
                self.names.learn(id, f"{stem}{page.slug}")
            kind = "module" if isinstance(page, ModulePage) else "lesson"
            self.paths[id] = self.names.name_for(id, stem, kind)

    def _is_taken(self, stem: str, page: Page) -> bool:
        return f"{stem}{page.slug}" in self.names.ids or page.slug in ("module", "locale", "media")

    def _chosen(self, above: Page, model) -> list[Page]:
        kind = [p for p in self.below if isinstance(p, model) and p.path[:-4] == above.path]
        if not self.drafts:
            return [page for page in kind if page.live]
        return [self._newest(p) for p in kind if p.live or p.first_published_at is None]

    def _newest(self, page: Page) -> Page:
        newest = page.get_latest_revision_as_object() if self.drafts else page
        newest.path = page.path  # a revision remembers where it stood then
        return newest

    def course(self) -> Pack:
        page = self._newest(self.root)
        self.pages[""] = page
        self.remarks += [f"introduction: {words}" for words in losing.of_value(page.intro)]
        self.remarks += [f"guide: {words}" for words in losing.of_value(page.guide)]
        modules = tuple(self._module(each) for each in self._chosen(page, ModulePage))
        needed = {group: getattr(page, f"needed_{group}") for group in GROUPS}
        return Pack(
            folder=Path(page.slug),
            key=self.key,
            slug=page.slug,
            source=self.course_row.source_locale,
            audience=self.course_row.audience,
            licence=self.about.get("licence", "unknown"),
            title=page.title,
            summary=page.summary or page.title,
            intro=as_packed(page.intro),
            modules=modules,
            in_order=page.in_order,
            credits_parts=page.credits_modules,
            comes_first=tuple(self._first(page)),
            needed={group: many for group, many in needed.items() if many != 1},
            what_changed=page.what_changed,
            plain=page.is_plain,
            level=page.level,
            credits=tuple(self.about.get("credits", ())),
            suggests=tuple(self.about.get("suggests", ())),
            guide=as_packed(page.guide),
        )

    def _first(self, page: CoursePage) -> list[str]:
        """What is here, and what the pack named and this site does not have, in its order."""
        here = Course.objects.filter(translation_key__in=page.comes_first)
        slugs = {str(c.translation_key): c.slug for c in here}
        found = [slugs[key] for key in page.comes_first if key in slugs]
        named = self.about.get("comes_first", [])
        missing = set(named) - set(
            Course.objects.filter(slug__in=named).values_list("slug", flat=True)
        )
        both = {*found, *missing}
        return [s for s in named if s in both] + [s for s in found if s not in named]

    def _module(self, page: ModulePage) -> Module:
        path = self.paths[str(page.translation_key)]
        self.pages[path] = page
        return Module(
            path=path,
            slug=page.slug,
            title=page.title,
            summary=page.summary or page.title,
            lessons=tuple(self._lesson(each) for each in self._chosen(page, LessonPage)),
            bank=self.blocks.of(page.bank.raw_data, path),
            optional=page.is_optional,
            group=page.group,
            adapt=self._adapt(page, path),
        )

    def _lesson(self, page: LessonPage) -> Lesson:
        path = self.paths[str(page.translation_key)]
        self.pages[path] = page
        other = self.below and next((p for p in self.below if p.pk == page.way_round_id), None)
        has_short = bool(page.short_text)
        picture = self.media.picture(page.short_picture_id) if has_short else ""
        return Lesson(
            path=path,
            slug=page.slug,
            title=page.title,
            minutes=page.minutes,
            blocks=self.blocks.of(page.body.raw_data, path),
            note=page.note,
            way_round=self.paths[str(other.translation_key)] if other else "",
            only_way_round=page.is_way_round_only,
            topics={row["value"]["topic"]: row["value"]["minutes"] for row in page.topics.raw_data},
            what_changed=page.what_changed,
            short=page.short_text,
            short_picture=picture,
            short_alt=page.short_alt if picture else "",
            adapt=self._adapt(page, path),
        )

    def _adapt(self, page: Page, path: str) -> dict[str, str]:
        marks = adapt_of(page.translation_key)
        named = {id: self.names.by_id.get(id, "").removeprefix(f"{path}#") for id in marks}
        return {named[id]: kind for id, kind in marks.items() if named[id] and "." not in named[id]}
