"""Blocks of a page as a pack has them: the way back of blocks.py, words.py and questions.py.

What no pack can hold is left out and said: a block that is not finished, a picture that is gone,
a link to another page of this site.
"""

from collections.abc import Iterable

from courses.packs import blocks, losing, media_out
from courses.packs.activities import Played
from courses.packs.clips import ENDINGS as CLIPS
from courses.packs.clips import Clip
from courses.packs.marking import as_packed, to_markdown
from courses.packs.naming import Names
from courses.packs.questions import Asked, Row
from courses.packs.words import KINDS as OF_WORDS
from courses.packs.words import Written

RICH, RICH_IN_ROWS = {"prompt", "text"}, {"happens"}
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


class Blocks:
    """Gives names to blocks that have none; `remarks` grows by what could not come along."""

    def __init__(self, names: Names, media: "media_out.Media", spoken: str, remarks: list[str]):
        self.names, self.media, self.spoken, self.remarks = names, media, spoken, remarks

    def of(self, raw: Iterable[dict], path: str) -> tuple:
        """The blocks of one page that a pack can hold."""
        found = self._whole(raw, f"{path}#", path)
        for each in raw:
            name = self.names.by_id[each["id"]]
            self.remarks += [f"{name}: {words}" for words in losing.of_value(each["value"])]
        return found

    def _whole(self, raw: Iterable[dict], stem: str, where: str) -> tuple:
        found = []
        for each in raw:
            block = self.block(each, stem)
            if block is None:
                self.remarks.append(f"{where}: a block of kind {each['type']} is not finished.")
            else:
                found.append(block)
        return tuple(found)

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
                return blocks.Text(anchor, as_packed(value)) if to_markdown(value) else None
            case "callout":
                title = value.get("title") or ""
                found = blocks.Callout(
                    anchor, value["tone"], title, as_packed(value.get("text") or "")
                )
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
        sides = {
            side: self._whole(value.get(side) or [], f"{name}.", name)
            for side in ("parts", "instead")
        }
        if not all(sides.values()) or not value.get("note"):
            return None
        return blocks.Noted(anchor, value["note"], **sides)

    def _activity(self, anchor: str, value: dict):
        row = self.media.activity(value.get("activity"))
        if row is None:
            return None
        language = "" if row.own or row.language == self.spoken else row.language
        percent = value.get("percent")
        text = as_packed(value.get("instead") or "")
        said = (value["rule"], percent, row.title, text, language)
        return Played(anchor, row.file, *said, own=row.own)

    def _clip(self, anchor: str, kind: str, value: dict):
        kept = self.media.clip(value.get("clip"))
        words = as_packed(value.get("transcript") or "")
        if kept is None or not value.get("title") or not to_markdown(words):
            return None
        return Clip(
            anchor, kind, kept.file, kept.small, kept.seconds, value["title"], words, kept.captions
        )

    def _asked_or_written(self, anchor: str, kind: str, value: dict, name: str):
        texts = {each: _said(value, each, RICH) for each in TEXTS[kind]}
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
            words = {text: _said(value, text, RICH_IN_ROWS) for text in texts}
            if not words[texts[0]]:
                return None
            rows.append(Row(its_name.removeprefix(f"{name}."), words, facts, below))
        return tuple(rows)


def _said(value: dict, name: str, rich: set[str]) -> str:
    words = value.get(name) or ""
    return as_packed(words) if name in rich else words
