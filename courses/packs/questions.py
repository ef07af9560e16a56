"""Questions of a pack: how each kind is written down, and what it is as a page keeps it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from courses.packs.fences import Fence, check_anchor, named, prose, short
from courses.packs.problems import Margin
from courses.questions.blocks import MOST, MOST_AT_ONCE, MOST_STEPS

OPTION = re.compile(r"- \[([ xX])\] (?:#(\S+) )?(.*)\Z")
ITEM = re.compile(r"- (?:#(\S+) )?(.*)\Z")
FEEDBACK = re.compile(r"\s+> ?(.*)\Z")
LEADS = re.compile(r"\s+-> #(\S+)\s*\Z")
STEP = re.compile(r"## #(\S+)\s*\Z")
IN_PROMPT = ["bold", "italic"]
PAIR = " = "


@dataclass(frozen=True)
class Row:
    """One answer, pair, item, statement, step or choice: its words, and what is not translated."""

    anchor: str
    texts: dict[str, str]
    facts: dict = field(default_factory=dict)
    below: dict[str, tuple["Row", ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Asked(Row):
    kind: str = ""


def raw(row: Row, name: str, id_of: Callable[[str], str]) -> tuple[dict, dict[str, str]]:
    """The value as a StreamField keeps it, and where its texts stand → their names.

    `name` is the row's own; the first one's is left out of the names, since the caller knows it.
    """
    return _raw(row, name, "", id_of)


def _raw(row: Row, name: str, short_name: str, id_of) -> tuple[dict, dict[str, str]]:
    value: dict = row.texts | row.facts
    places = {f".{text}": f"{short_name}{text}" for text in row.texts}
    for list_name, rows in row.below.items():
        value[list_name] = []
        for each in rows:
            its_name = f"{name}.{each.anchor}"
            inner, inside = _raw(each, its_name, f"{short_name}{each.anchor}.", id_of)
            id = id_of(its_name)
            value[list_name].append({"type": "item", "id": id, "value": inner})
            places |= {f".{list_name}.{id}{field}": place for field, place in inside.items()}
    return value, places


# --- what is common to several kinds
def _split(fence: Fence, starts: re.Pattern, *, down: int = 0) -> tuple[str, int]:
    """The prose before the first line of a list, and at which line the list begins."""
    rows = [row for row, line in enumerate(fence.lines) if row >= down and starts.match(line)]
    first = rows[0] if rows else len(fence.lines)
    return prose(fence, fence.lines[down:first], features=IN_PROMPT, down=down), first


def _after(fence: Fence) -> tuple[dict[str, str], int]:
    found, rest = named(fence, "after")
    return {"after": found.get("after", "")}, len(fence.lines) - len(rest)


def _lines(fence: Fence, first: int) -> Iterator[tuple[str, Margin]]:
    for row, line in enumerate(fence.lines[first:], start=first + 1):
        if line.strip():
            yield line, fence.margin.at(fence.margin.line + row)


def _items(fence: Fence, first: int) -> Iterator[tuple[str, str, Margin]]:
    for line, here in _lines(fence, first):
        item = ITEM.match(line)
        if item:
            check_anchor(item[1], here)
            yield item[1] or "", item[2].strip(), here
        else:
            here.note("Here stand lines of “- #anchor Text” only.")


def check_rows(fence: Fence, rows, fewest: int, most: int, what: str) -> None:
    if not fewest <= len(rows) <= most:
        fence.margin.note(f"There are {fewest} to {most} {what} here, not {len(rows)}.")
    anchors = [row.anchor for row in rows]
    for anchor in sorted({anchor for anchor in anchors if anchors.count(anchor) > 1}):
        fence.margin.note(f"The anchor #{anchor} stands twice in this question.")


def _options(lines) -> Iterator[Row]:
    """Answers or choices, each with what is said and, in a scenario, where it leads."""
    option: Row | None = None
    for line, here in lines:
        starts, said, leads = OPTION.match(line), FEEDBACK.match(line), LEADS.match(line)
        if starts:
            if option:
                yield option
            check_anchor(starts[2], here)
            texts = {"text": short("text", starts[3], here), "feedback": ""}
            option = Row(starts[2] or "", texts, {"is_right": starts[1] in "xX"})
        elif said and option and not option.texts["feedback"]:
            option.texts["feedback"] = short("feedback", said[1], here)
        elif leads and option and "leads_to" not in option.facts:
            option.facts["leads_to"] = leads[1]
        else:
            here.note("Here stand answers, “- [ ] #anchor Text”, each with one line of “  > …”.")
    if option:
        yield option


# --- the kinds
def _choices(fence: Fence) -> Asked:
    fence.unknown_values()
    prompt, first = _split(fence, OPTION)
    options = tuple(_options(_lines(fence, first)))
    right = sum(option.facts["is_right"] for option in options)
    if fence.kind == "question" and right != 1:
        fence.margin.note(f"Exactly one answer must be right ([x]); here are {right}.")
    elif not right:
        fence.margin.note("At least one answer must be right ([x]).")
    if any("leads_to" in option.facts for option in options):
        fence.margin.note("An answer leads nowhere; “->” belongs to a scenario.")
    check_rows(fence, options, 2, MOST, "answers")
    return Asked(fence.anchor, {"prompt": prompt}, {}, {"options": options}, fence.kind)


def _true_false(fence: Fence) -> Asked:
    fence.unknown_values("is")
    if fence.values.get("is") not in ("true", "false"):
        fence.margin.note("“is=true” or “is=false” is missing.")
    said, rest = named(fence, "said_true", "said_false")
    down = len(fence.lines) - len(rest)
    prompt = prose(fence, rest, features=IN_PROMPT, down=down)
    texts = {"prompt": prompt, "said_true": "", "said_false": ""} | said
    return Asked(fence.anchor, texts, {"is_true": fence.values.get("is") == "true"}, {}, fence.kind)


def _matching(fence: Fence) -> Asked:
    fence.unknown_values()
    after, down = _after(fence)
    prompt, first = _split(fence, ITEM, down=down)
    pairs, others = [], []
    for anchor, text, here in _items(fence, first):
        left, sign, right = (
            text.rpartition(PAIR) if not text.startswith("= ") else ("", "=", text[2:])
        )
        if not sign:
            here.note(
                "A pair is “- #anchor This = goes with that”; “- #anchor = that” fits nothing."
            )
        elif left.strip():
            words = {"left": short("left", left, here), "right": short("right", right, here)}
            pairs.append(Row(anchor, words))
        else:
            others.append(Row(anchor, {"text": short("right", right, here)}))
    check_rows(fence, [*pairs, *others], 2, MOST + 4, "lines")
    check_rows(fence, pairs, 2, MOST, "pairs")
    below = {"pairs": tuple(pairs), "others": tuple(others)}
    return Asked(fence.anchor, {"prompt": prompt} | after, {}, below, fence.kind)


def _ordering(fence: Fence) -> Asked:
    fence.unknown_values()
    after, down = _after(fence)
    prompt, first = _split(fence, ITEM, down=down)
    below = {"items": _texts(fence, first, 2)}
    return Asked(fence.anchor, {"prompt": prompt} | after, {}, below, fence.kind)


def _scale(fence: Fence) -> Asked:
    fence.unknown_values()
    prompt, first = _split(fence, ITEM)
    below = {"statements": _texts(fence, first, 1)}
    return Asked(fence.anchor, {"prompt": prompt}, {}, below, fence.kind)


def _texts(fence: Fence, first: int, fewest: int) -> tuple[Row, ...]:
    rows = texts(fence, first)
    check_rows(fence, rows, fewest, MOST, "lines")
    return rows


def texts(fence: Fence, first: int) -> tuple[Row, ...]:
    """The lines “- #anchor Text” from that line on."""
    return tuple(Row(a, {"text": short("text", t, here)}) for a, t, here in _items(fence, first))


def _scenario(fence: Fence) -> Asked:
    fence.unknown_values()
    prompt, first = _split(fence, STEP)
    starts = [n for n, line in enumerate(fence.lines) if n >= first and STEP.match(line)]
    ends = [*starts[1:], len(fence.lines)]
    steps = tuple(_step(fence, a, b) for a, b in zip(starts, ends, strict=True))
    check_rows(fence, steps, 1, MOST_STEPS, "steps")
    _lead(fence, steps)
    return Asked(fence.anchor, {"prompt": prompt}, {}, {"steps": steps}, fence.kind)


def _step(fence: Fence, start: int, end: int) -> Row:
    here = fence.margin.at(fence.margin.line + start + 1)
    anchor = STEP.match(fence.lines[start])[1]  # type: ignore[index]
    check_anchor(anchor, here)
    part = Fence(fence.kind, anchor, {}, fence.lines[start + 1 : end], here)
    text, first = _split(part, OPTION)
    choices = tuple(_options(_lines(part, first)))
    check_rows(part, choices, 2, 4, "choices")
    return Row(anchor, {"happens": text}, {}, {"choices": choices})


def _lead(fence: Fence, steps: tuple[Row, ...]) -> None:
    """Each choice leads to a later step by its number, or ends the story; one ending is good."""
    numbers = {step.anchor: number for number, step in enumerate(steps, start=1)}
    reached, is_good = {1}, False
    for number, step in enumerate(steps, start=1):
        for choice in step.below["choices"]:
            to = choice.facts.setdefault("leads_to", None)
            choice.facts["leads_to"] = numbers.get(to) if to else None
            if to and numbers.get(to, 0) <= number:
                fence.margin.note(f"“-> #{to}” must lead to a later step.")
            reached.add(choice.facts["leads_to"])
            is_good |= not to and choice.facts["is_right"]
    for anchor in sorted(anchor for anchor, number in numbers.items() if number not in reached):
        fence.margin.note(f"No choice leads to step #{anchor}.")
    if not is_good:
        fence.margin.note("At least one ending must be good ([x]).")


def _set(fence: Fence) -> Asked:
    fence.unknown_values("draw", "pass", "tries")
    found, rest = named(fence, "title")
    if any(line.strip() for line in rest):
        fence.margin.note("A set holds only “title:”; its questions stand in module.md.")
    facts = {
        "draw": _number(fence, "draw", 5, MOST_AT_ONCE),
        "pass_mark": _number(fence, "pass", 80, 100),
        "sittings": _number(fence, "tries", None, 20),
    }
    return Asked(fence.anchor, {"title": found.get("title", "")}, facts, {}, fence.kind)


def _number(fence: Fence, name: str, otherwise: int | None, most: int) -> int | None:
    said = fence.values.get(name)
    if said is None:
        return otherwise
    if not said.isascii() or not said.isdigit() or not 1 <= int(said) <= most:
        fence.margin.note(f"“{name}” must be a whole number from 1 to {most}.")
        return otherwise
    return int(said)


KINDS: dict[str, Callable[[Fence], Asked]] = {
    "question": _choices,
    "several": _choices,
    "true_false": _true_false,
    "matching": _matching,
    "ordering": _ordering,
    "scenario": _scenario,
    "scale": _scale,
    "question_set": _set,
}
IN_A_BANK = ("question", "several", "true_false", "matching", "ordering")
