"""The shape of a course: what is needed, what is open now, which minutes it counts for.

Pure functions over an outline and the keys of lessons that are done; no database, no person, no
clock. A part without lessons asks for nothing. Three rules hold whatever an editor sets up:

- one more lesson done never makes a complete course incomplete, nor shuts a lesson that was open;
- while a course is not complete, something that is needed can be opened;
- an optional part, or one too many of a group, holds nobody up.
"""

from collections.abc import Iterable, Mapping, Set
from uuid import UUID

from courses.outline import Lesson, Module, Outline

NOTHING: frozenset[UUID] = frozenset()
Minutes = dict[str, int]  # the code of a topic: whole minutes


def is_whole(module: Module, done: Set[UUID]) -> bool:
    """Whether all lessons of a part are done; one without lessons never is."""
    return bool(module.lessons) and all(lesson.key in done for lesson in module.lessons)


def required(outline: Outline) -> list[Module]:
    """The parts that everybody needs."""
    return [each for each in outline.modules if not each.is_optional and not each.group]


def groups(outline: Outline) -> dict[str, list[Module]]:
    """The parts to choose from, by the letter of their group."""
    found: dict[str, list[Module]] = {}
    for module in outline.modules:
        if module.group and not module.is_optional and module.lessons:
            found.setdefault(module.group, []).append(module)
    return found


def how_many(outline: Outline, group: str) -> int:
    """How many parts of a group are needed: never more than there are."""
    wanted = dict(outline.of_groups).get(group, 1)
    return min(wanted, len(groups(outline).get(group, ())))


def is_satisfied(outline: Outline, group: str, done: Set[UUID]) -> bool:
    whole = sum(is_whole(module, done) for module in groups(outline).get(group, ()))
    return whole >= how_many(outline, group)


def is_complete(outline: Outline, done: Set[UUID]) -> bool:
    """Every part that is needed is whole, enough of each group are, and at least one lesson is done
    (so that a course of nothing but optional parts is not complete before it is begun)."""
    if not any(lesson.key in done for lesson in outline.lessons):
        return False
    needs = (module for module in required(outline) if module.lessons)
    return all(is_whole(module, done) for module in needs) and all(
        is_satisfied(outline, group, done) for group in groups(outline)
    )


def needed(outline: Outline, done: Set[UUID]) -> list[Lesson]:
    """The lessons that still lead to the end, in order; of an open group those of all its parts."""
    if is_complete(outline, done):
        return []
    satisfied = {group for group in groups(outline) if is_satisfied(outline, group, done)}
    parts = [each for each in outline.modules if not each.is_optional]
    parts = [each for each in parts if each.group not in satisfied]
    return _undone(parts, done) or _undone(outline.modules, done)


def _undone(modules: Iterable[Module], done: Set[UUID]) -> list[Lesson]:
    return [lesson for each in modules for lesson in each.lessons if lesson.key not in done]


def open_lessons(outline: Outline, done: Set[UUID], begun: Set[UUID] = NOTHING) -> frozenset[UUID]:
    """What may be opened now. In free order, and once the course is complete, all of it.

    In order, a lesson waits for those before it in its own part, for the needed parts before, and
    for a group whose last part stands before. What was begun or done stays open, whatever changes.
    """
    every = frozenset(lesson.key for lesson in outline.lessons)
    if not outline.in_order or is_complete(outline, done):
        return every
    found = {key for module in _reached(outline, done) for key in _first_open(module, done)}
    return frozenset(found | (every & (set(done) | set(begun))))


def _reached(outline: Outline, done: Set[UUID]) -> Iterable[Module]:
    """The parts that nothing before them holds up."""
    last = {group: modules[-1].key for group, modules in groups(outline).items()}
    for module in outline.modules:
        yield module
        if module.is_optional or not module.lessons:
            continue
        if not module.group and not is_whole(module, done):
            return
        if module.key == last.get(module.group) and not is_satisfied(outline, module.group, done):
            return


def _first_open(module: Module, done: Set[UUID]) -> Iterable[UUID]:
    """The lessons of one part up to the first that is not done."""
    for lesson in module.lessons:
        yield lesson.key
        if lesson.key not in done:
            return


def before(outline: Outline, done: Set[UUID]) -> Lesson | None:
    """What to do first, where a lesson is not open yet."""
    openable = open_lessons(outline, done)
    return next((each for each in needed(outline, done) if each.key in openable), None)


def tally(outline: Outline, done: Set[UUID]) -> tuple[int, int]:
    """Lessons done, of how many, on the way to the end."""
    lessons = way(outline, done)
    return sum(lesson.key in done for lesson in lessons), len(lessons)


def way(outline: Outline, done: Set[UUID] = NOTHING) -> tuple[Lesson, ...]:
    """A whole way to the end: what is needed, and of a group the parts that one is furthest in.

    Where nothing is needed, all lessons.
    """
    found = list(required(outline))
    for group, modules in groups(outline).items():
        found += sorted(modules, key=lambda each: _left(each, done))[: how_many(outline, group)]
    return tuple(lesson for each in found for lesson in each.lessons) or outline.lessons


def _left(module: Module, done: Set[UUID]) -> int:
    return sum(lesson.key not in done for lesson in module.lessons)


def counted(outline: Outline, done: Set[UUID]) -> list[Lesson]:
    """What a completion stands on: lessons of needed parts, and of chosen ones that are whole."""
    parts = [
        each
        for each in outline.modules
        if not each.is_optional and (not each.group or is_whole(each, done))
    ]
    return [lesson for each in parts for lesson in each.lessons]


def minutes(lessons: Iterable[Lesson]) -> int:
    """Nominal minutes, as the editor set them; nobody is timed."""
    return sum(lesson.minutes for lesson in lessons)


def topic_minutes(lessons: Iterable[Lesson]) -> Minutes:
    """Minutes by the code of the topic; what is of no topic is in none."""
    found: Minutes = {}
    for lesson in lessons:
        for code, many in lesson.topics:
            found[code] = found.get(code, 0) + many
    return found


def less(topics: Mapping[str, int], others: Iterable[Mapping[str, int]]) -> Minutes:
    """Topic minutes without those that others already have."""
    left = dict(topics)
    for each in others:
        left = {code: many - each.get(code, 0) for code, many in left.items()}
    return {code: many for code, many in left.items() if many > 0}
