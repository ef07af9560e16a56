"""Outlines without pages, for rules: parts of lessons, known by small numbers."""

from uuid import UUID

from hypothesis import strategies as some

from courses.outline import Bank, Lesson, Module, Outline

WORDS = {"page_id": 1, "revision": "1", "spoken": "en", "source": "en", "untranslated": frozenset()}
NAMES = {"slug": "s", "title": "T", "url": "/", "lang": "en"}
BANK = Bank(questions={}, **WORDS)


def lesson(n, minutes=10, topics=()):
    return Lesson(
        key=UUID(int=n),
        minutes=minutes,
        questions=(),
        sets=(),
        activities=(),
        topics=tuple(topics),
        **NAMES,
        **WORDS,
    )


def part(n, lessons, *, is_optional=False, group=""):
    return Module(
        key=UUID(int=n * 1000),
        summary="",
        lessons=tuple(lessons),
        bank=BANK,
        is_optional=is_optional,
        group=group,
        **NAMES,
    )


def course(*modules, in_order=False, of_groups=()):
    return Outline(
        key=UUID(int=1),
        title="T",
        summary="",
        intro_html="",
        url="/",
        lang="en",
        modules=tuple(modules),
        in_order=in_order,
        of_groups=tuple(of_groups),
    )


def keys(*numbers):
    return {UUID(int=n) for n in numbers}


@some.composite
def courses(draw, in_order=None):
    """Any course of up to five parts; a lesson's number says where it stands."""
    modules = []
    for n in range(1, draw(some.integers(1, 5)) + 1):
        lessons = [lesson(n * 10 + m) for m in range(draw(some.integers(0, 3)))]
        kind = draw(some.sampled_from(["", "", "optional", "a", "b"]))
        optional, group = kind == "optional", kind if kind in "ab" else ""
        modules.append(part(n, lessons, is_optional=optional, group=group))
    wanted = [(letter, draw(some.integers(1, 3))) for letter in "ab"]
    ordered = draw(some.booleans()) if in_order is None else in_order
    return course(*modules, in_order=ordered, of_groups=wanted)


@some.composite
def courses_and_done(draw, in_order=None):
    """A course, some of its lessons that are done, and some that are done later."""
    outline = draw(courses(in_order))
    every = [each.key for each in outline.lessons]
    some_of_them = some.sets(some.sampled_from(every)) if every else some.just(set())
    return outline, draw(some_of_them), draw(some_of_them)
