"""What one does for oneself, as a pack writes it down: checklist, pause, reflection, survey."""

from collections.abc import Callable

from courses.doings.blocks import MOST_LINES, MOST_STATEMENTS, MOST_STEPS, Exercise
from courses.packs.fences import Fence, named, prose
from courses.packs.questions import IN_PROMPT, ITEM, Asked, Row, check_rows, texts


def _checklist(fence: Fence) -> Asked:
    fence.unknown_values()
    title, down = _title(fence)
    if any(line.strip() for line in fence.lines[down : _first(fence, down)]):
        fence.margin.note("A checklist holds “title:” and lines of “- #anchor Text” only.")
    items = _lines(fence, _first(fence, down), 1, MOST_LINES)
    return Asked(fence.anchor, title, {}, {"items": items}, fence.kind)


def _pause(fence: Fence) -> Asked:
    fence.unknown_values("exercise")
    title, down = _title(fence)
    first = _first(fence, down)
    exercise = fence.values.get("exercise", str(Exercise.SENSES))
    if exercise not in Exercise.values:
        fence.margin.note(f"The exercise must be one of {', '.join(Exercise.values)}.")
    steps = _lines(fence, first, 0, MOST_STEPS)
    if (exercise == Exercise.OWN) != bool(steps):
        fence.margin.note("Steps stand where “exercise=own” stands, and only there.")
    texts = title | {"text": _prose(fence, down, first)}
    return Asked(fence.anchor, texts, {"exercise": exercise}, {"steps": steps}, fence.kind)


def _reflection(fence: Fence) -> Asked:
    fence.unknown_values()
    prompt = prose(fence, fence.lines, features=IN_PROMPT)
    return Asked(fence.anchor, {"prompt": prompt}, {}, {}, fence.kind)


def _survey(fence: Fence) -> Asked:
    fence.unknown_values("words")
    if fence.values.get("words", "yes") not in ("yes", "no"):
        fence.margin.note("“words” must be yes or no.")
    first = _first(fence, 0)
    statements = _lines(fence, first, 1, MOST_STATEMENTS)
    facts = {"asks_words": fence.values.get("words", "yes") == "yes"}
    texts = {"prompt": _prose(fence, 0, first)}
    return Asked(fence.anchor, texts, facts, {"statements": statements}, fence.kind)


def _title(fence: Fence) -> tuple[dict[str, str], int]:
    found, rest = named(fence, "title")
    return {"title": found.get("title", "")}, len(fence.lines) - len(rest)


def _first(fence: Fence, down: int) -> int:
    """At which line the list begins."""
    rows = (n for n, line in enumerate(fence.lines) if n >= down and ITEM.match(line))
    return next(rows, len(fence.lines))


def _prose(fence: Fence, down: int, first: int) -> str:
    """What stands before the list; it may be nothing."""
    said = fence.lines[down:first]
    has_words = any(line.strip() for line in said)
    return prose(fence, said, features=IN_PROMPT, down=down) if has_words else ""


def _lines(fence: Fence, first: int, fewest: int, most: int) -> tuple[Row, ...]:
    rows = texts(fence, first)
    check_rows(fence, rows, fewest, most, "lines")
    return rows


KINDS: dict[str, Callable[[Fence], Asked]] = {
    "checklist": _checklist,
    "pause": _pause,
    "reflection": _reflection,
    "survey": _survey,
}
