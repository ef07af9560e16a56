"""Pages of this site as a pack: the way back of pages.py. Reads, and gives names to what has none.

What no pack can hold is left out and said: a block that is not finished, a picture that is gone.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from wagtail.models import Page

from courses.models import Course, CoursePage, LessonPage, ModulePage
from courses.packs import about, blocks, media_out
from courses.packs.activities import Played
from courses.packs.adapting import adapt_of
from courses.packs.clips import ENDINGS as CLIPS
from courses.packs.clips import Clip
from courses.packs.front import GROUPS, is_slug
from courses.packs.marking import to_markdown
from courses.packs.naming import Names, names_of
from courses.packs.questions import Asked, Row
from courses.packs.source import Lesson, Module, Pack
from courses.packs.words import KINDS as OF_WORDS
from courses.packs.words import Written

RICH = {"text", "prompt", "happens", "transcript", "instead"}
LISTS = {
    "options": ("answer", ("text", "feedback")),
    "choices": ("choice", ("text", "feedback")),
    "pairs": ("pair", ("left", "right")),
    "others": ("other", ("text",)),
    "items": ("item", ("text",)),
    "statements": ("line", ("text",)),
    "labels": ("label", ("label",)),
}
STEPS_OF_A_STORY = ("step", ("happens",))
STEPS_OF_A_PAUSE = ("step", ("text",))
TEXTS = {  # in the order in which a page keeps them, and translators meet them
    "question": ("prompt",),
    "several": ("prompt",),
    "true_false": ("prompt", "said_true", "said_false"),
    "matching": ("prompt", "after"),
    "ordering": ("prompt", "after"),
    "scenario": ("prompt",),
    "scale": ("prompt",),
    "question_set": ("title",),
    "checklist": ("title",),
    "pause": ("title", "text"),
    "reflection": ("prompt",),
    "survey": ("prompt",),
    "heading": ("title",),
    "figure": ("alt", "caption"),
    "case_story": ("title", "text"),
    "term": ("term", "text"),
    "quotation": ("source", "text"),
    "download": ("title",),
}
BELOW = {
    "question": ("options",),
    "several": ("options",),
    "matching": ("pairs", "others"),
    "ordering": ("items",),
    "scenario": ("steps",),
    "scale": ("statements",),
    "checklist": ("items",),
    "pause": ("steps",),
    "survey": ("statements",),
    "figure": ("labels",),
}
FACTS = {
    "true_false": ("is_true",),
    "question_set": ("draw", "pass_mark", "sittings"),
    "pause": ("exercise",),
    "survey": ("asks_words",),
    "heading": ("level", "anchor"),
    "figure": ("drawing",),
    "quotation": ("link",),
}
SHOWS = {"figure": "image", "download": "document"}
MAY_BE_EMPTY = {"survey", "pause", "checklist", "question_set"}


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
            intro=page.intro,
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
            bank=self._blocks(page.bank.raw_data, path),
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
            blocks=self._blocks(page.body.raw_data, path),
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

    # --- the blocks
    def _blocks(self, raw: Iterable[dict], path: str) -> tuple:
        found = [self.block(each, f"{path}#") for each in raw]
        for each, is_in in zip(raw, found, strict=True):
            if is_in is None:
                self.remarks.append(f"{path}: a block of kind {each['type']} is not finished.")
        return tuple(each for each in found if each is not None)

    def block(self, raw: dict, stem: str):
        """The block as a pack has it; None where it can't be written down."""
        kind, value = raw["type"], raw["value"]
        wanted = (value.get("anchor") or "") if kind == "heading" else ""
        if wanted and raw["id"] not in self.names.by_id and f"{stem}{wanted}" not in self.names.ids:
            self.names.learn(raw["id"], f"{stem}{wanted}")
        name = self.names.name_for(raw["id"], stem, kind)
        anchor = name.removeprefix(stem)
        match kind:
            case "text":
                return blocks.Text(anchor, value) if to_markdown(value) else None
            case "callout":
                title = value.get("title") or ""
                found = blocks.Callout(anchor, value["tone"], title, value.get("text") or "")
                return found if to_markdown(found.text) else None
            case "image":
                return self._image(anchor, value)
            case "noted":
                return self._noted(anchor, value, name)
            case "activity":
                return self._activity(anchor, value)
            case _ if kind in CLIPS:
                return self._clip(anchor, kind, value)
            case _:
                return self._asked_or_written(anchor, kind, value, name)

    def _image(self, anchor: str, value: dict):
        file = self.media.picture(value.get("image"))
        alt, caption = value.get("alt") or "", value.get("caption") or ""
        decorates = bool(value.get("decorative"))
        has_words = decorates or alt
        if not file or not has_words:
            return None
        return blocks.Image(anchor, file, "" if decorates else alt, caption, decorates)

    def _noted(self, anchor: str, value: dict, name: str):
        sides = {}
        for side in ("parts", "instead"):
            found = [self.block(each, f"{name}.") for each in value.get(side) or []]
            sides[side] = tuple(each for each in found if each is not None)
        if not all(sides.values()) or not value.get("note"):
            return None
        return blocks.Noted(anchor, value["note"], **sides)

    def _activity(self, anchor: str, value: dict):
        row = self.media.activity(value.get("activity"))
        if row is None:
            return None
        language = "" if row.language == self.course_row.source_locale else row.language
        percent = value.get("percent")
        text = value.get("instead") or ""
        return Played(anchor, row.file, value["rule"], percent, row.title, text, language)

    def _clip(self, anchor: str, kind: str, value: dict):
        kept = self.media.clip(value.get("clip"))
        words = value.get("transcript") or ""
        if kept is None or not value.get("title") or not to_markdown(words):
            return None
        return Clip(
            anchor, kind, kept.file, kept.small, kept.seconds, value["title"], words, kept.captions
        )

    def _asked_or_written(self, anchor: str, kind: str, value: dict, name: str):
        texts = {each: value.get(each) or "" for each in TEXTS[kind]}
        facts = {each: value.get(each) for each in FACTS.get(kind, ())}
        below = {
            each: self._rows(value.get(each) or [], each, kind, name)
            for each in BELOW.get(kind, ())
        }
        if kind not in OF_WORDS:
            must = () if kind in MAY_BE_EMPTY else TEXTS[kind][:1]
            is_whole = all(to_markdown(texts[each]) for each in must) and None not in below.values()
            return Asked(anchor, texts, facts, below, kind) if is_whole else None
        return self._written(anchor, kind, value, texts, facts, below)

    def _written(self, anchor, kind, value, texts, facts, below):
        file = ""
        if kind == "figure":
            file = self.media.picture(value.get("image")) if not facts["drawing"] else ""
            facts["drawing"] = facts["drawing"] or ""
        elif kind == "download":
            file = self.media.document(value.get("document"))
        elif kind == "quotation":
            facts["link"] = facts["link"] or ""
        elif kind == "heading":
            facts = {"level": facts["level"] or "2", "anchor": facts["anchor"] or anchor}
        is_there = bool(file or facts.get("drawing")) or kind not in SHOWS
        must = [each for each in texts if each != "caption"]
        if not is_there or not all(texts[each] for each in must):
            return None
        return Written(anchor, texts, facts, below, kind, file, SHOWS.get(kind, ""))

    def _rows(self, raw: list, which: str, kind: str, name: str) -> tuple[Row, ...] | None:
        is_story = which == "steps" and kind == "scenario"
        singular, texts = LISTS.get(which) or (STEPS_OF_A_STORY if is_story else STEPS_OF_A_PAUSE)
        rows = []
        for each in raw:
            value = each["value"]
            its_name = self.names.name_for(each["id"], f"{name}.", singular)
            facts = {}
            if which in ("options", "choices"):
                facts["is_right"] = bool(value.get("is_right"))
            if which == "choices":
                facts["leads_to"] = value.get("leads_to")
            choices = (
                self._rows(value.get("choices") or [], "choices", kind, its_name)
                if is_story
                else ()
            )
            below = {"choices": choices} if is_story else {}
            words = {text: value.get(text) or "" for text in texts}
            if not words[texts[0]]:
                return None
            rows.append(Row(its_name.removeprefix(f"{name}."), words, facts, below))
        return tuple(rows)
