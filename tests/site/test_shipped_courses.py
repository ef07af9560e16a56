"""The courses that ship with Mainstay (content/): whole, in four languages, and of one shape."""

import re
from functools import cache

import polib
import pytest
import yaml
from django.conf import settings

from courses.packs import checking
from courses.packs.activities import Played
from courses.packs.blocks import Callout, Noted
from courses.packs.source import readable

CONTENT = settings.ROOT / "content"
COURSES = sorted(file.parent.name for file in CONTENT.glob("*/course.md"))
MAIN = ("being-alongside", "everyday-practice", "working-across-cultures")
SHORT = ("keeping-people-safe", "looking-after-yourself", "supervising-well")
LANGUAGES = ("ar", "es", "fr")
QUESTIONS = {"question", "several", "true_false", "matching", "ordering", "scale", "scenario"}
ACTIVITIES = QUESTIONS | {"checklist", "activity"}
FOR_ONESELF = {"checklist", "pause", "reflection"}
WRITTEN = {"heading", "case_story", "term", "quotation", "figure"}
SAID = {"feedback", "said_true", "said_false", "after"}
SAME_IN_FRENCH = {"Sources", "Collaboration", "Six questions"}
every_course = pytest.mark.parametrize("slug", COURSES)


@cache
def pack(slug):
    return readable(CONTENT / slug)


def lessons(slug):
    return [lesson for lesson in pack(slug).lessons if not lesson.only_way_round]


def standing(blocks):
    """In order, also those behind a note; of what is noted, not what stands there instead."""
    for block in blocks:
        yield from standing(block.parts) if isinstance(block, Noted) else [block]


def kind(block):
    if isinstance(block, Played):
        return "activity"
    return getattr(block, "kind", type(block).__name__.lower())


def kinds(lesson):
    return [kind(block) for block in standing(lesson.blocks)]


def is_sources(block):
    return block.anchor == "sources"


def is_take(block):
    return isinstance(block, Callout) and block.tone == "take"


def words(html):
    return len(re.sub(r"<[^>]+>", " ", html).split())


def words_of(row):
    """Of a block, perhaps with rows: a list to tick off, the labels of a figure."""
    below = (each for rows in row.below.values() for each in rows)
    own = (words(text) for name, text in row.texts.items() if name != "alt")
    return sum(own) + sum(map(words_of, below))


def length(lesson):
    """Words of the lesson's own text and of what one does for oneself; no question, no source."""
    found = 0
    for block in standing(lesson.blocks):
        if is_sources(block):
            continue
        if kind(block) in ("text", "callout"):
            found += words(getattr(block, "title", "")) + words(block.text)
        elif kind(block) in FOR_ONESELF | WRITTEN:
            found += words_of(block)
    return found


def questions(slug):
    """Of the banks and of the lessons, with the place where each stands."""
    for module in pack(slug).modules:
        yield from ((f"{module.path}#{asked.anchor}", asked) for asked in module.bank)
        for lesson in module.lessons:
            asked = (block for block in lesson.blocks if kind(block) in QUESTIONS)
            yield from ((f"{lesson.path}#{block.anchor}", block) for block in asked)


def unsaid(row):
    """How many answers, or whole tasks, have no word said to them."""
    below = (each for rows in row.below.values() for each in rows)
    return sum(not row.texts[name] for name in SAID & set(row.texts)) + sum(map(unsaid, below))


@cache
def catalogue(slug, language):
    return polib.pofile(str(CONTENT / slug / "locale" / f"{language}.po"))


def lists():
    return yaml.safe_load((CONTENT / "lists.yaml").read_text(encoding="utf-8"))


def test_these_are_the_courses_that_ship():
    assert sorted([*MAIN, *SHORT, "using-this-site"]) == COURSES


# --- whole, and in four languages
@every_course
def test_pack_check_has_nothing_to_say(slug):
    title, problems = checking.check(CONTENT / slug)
    assert title
    assert [str(problem) for problem in problems] == []


@every_course
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(slug, language):
    entries = catalogue(slug, language)
    waiting = [e.msgctxt for e in entries if e.fuzzy or e.obsolete or not e.msgstr.strip()]
    assert entries and waiting == []


@every_course
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_in_english(slug, language):
    """Works that nobody translated keep their title; a few words are the same in French."""
    same = [(e.msgctxt, e.msgid) for e in catalogue(slug, language) if e.msgid == e.msgstr]
    titles = {each for each in same if each[0].endswith("#sources.text") and "</i>" in each[1]}
    alike = SAME_IN_FRENCH if language == "fr" else ()
    assert [each for each in same if each not in titles and each[1] not in alike] == []


# --- the shape of a course
@pytest.mark.parametrize("slug", MAIN)
def test_a_main_course_has_four_modules_of_three_lessons(slug):
    own = [[not each.only_way_round for each in module.lessons] for module in pack(slug).modules]
    assert [sum(each) for each in own] == [3, 3, 3, 3]


@pytest.mark.parametrize("slug", SHORT)
def test_a_short_course_has_two_modules(slug):
    assert len(pack(slug).modules) == 2


@pytest.mark.parametrize("slug", MAIN)
def test_a_lesson_of_a_main_course_has_350_to_600_words(slug):
    """Where a scenario is gone through at the end of the course, the story is what one reads."""
    *found, last = lessons(slug)
    lengths = {lesson.path: length(lesson) for lesson in [*found, last]}
    if "scenario" in kinds(last):
        del lengths[last.path]
    assert {path: n for path, n in lengths.items() if not 350 <= n <= 600} == {}


@every_course
def test_every_lesson_has_a_story_an_activity_and_a_reflection(slug):
    wanted = ({"case_story"}, ACTIVITIES, {"reflection"})
    missing = [
        (lesson.path, sorted(each)[0])
        for lesson in pack(slug).lessons
        for each in wanted
        if not each.intersection(kinds(lesson))
    ]
    assert missing == []


@every_course
def test_every_lesson_ends_with_what_to_take_along_beside_its_sources(slug):
    wrong = []
    for lesson in pack(slug).lessons:
        *others, last = [block for block in lesson.blocks if not is_sources(block)]
        sources = [block for block in lesson.blocks[-2:] if is_sources(block)]
        if not is_take(last) or any(map(is_take, others)) or len(sources) != 1:
            wrong.append(lesson.path)
    assert wrong == []


@every_course
def test_every_source_has_a_year(slug):
    named = (block for lesson in pack(slug).lessons for block in lesson.blocks if is_sources(block))
    assert [block.text for block in named if not re.search(r"\b(19|20)\d\d\b", block.text)] == []


@every_course
def test_the_introduction_lists_what_one_can_do_afterwards(slug):
    assert pack(slug).intro.count("<li>") >= 3


# --- questions
@every_course
def test_every_module_has_a_bank_of_at_least_ten(slug):
    banks = {module.path: len(module.bank) for module in pack(slug).modules}
    assert {path: many for path, many in banks.items() if many < 10} == {}


@every_course
def test_every_answer_is_answered(slug):
    assert [place for place, asked in questions(slug) if unsaid(asked)] == []


@every_course
def test_a_course_asks_in_at_least_four_ways(slug):
    assert len({kind(each) for _place, each in questions(slug)}) >= 4


@pytest.mark.parametrize("slug", [*MAIN, *SHORT])
def test_a_course_has_a_scenario_and_a_set_that_are_marked(slug):
    found = {each for lesson in lessons(slug) for each in kinds(lesson)}
    assert {"scenario", "question_set"} <= found


def test_the_shortest_course_has_a_set_that_is_marked():
    assert "question_set" in kinds(lessons("using-this-site")[0])


# --- topics and pathways
@every_course
def test_every_lesson_has_topics_with_names(slug):
    known = set(lists()["topics"])
    wrong = [
        lesson.path for lesson in lessons(slug) if not lesson.topics or set(lesson.topics) - known
    ]
    assert wrong == []


@every_course
def test_topics_account_for_every_minute_of_a_lesson(slug):
    wrong = [each.path for each in lessons(slug) if sum(each.topics.values()) != each.minutes]
    assert wrong == []


def test_every_topic_is_used_and_has_a_name_in_each_language():
    used = {topic for slug in COURSES for lesson in lessons(slug) for topic in lesson.topics}
    topics = lists()["topics"]
    assert used == set(topics)
    assert all(set(names) == {"en", *LANGUAGES} for names in topics.values())


def test_there_is_a_pathway_for_those_at_the_front_for_mentors_and_for_supervisors():
    pathways = lists()["pathways"]
    roles = {role for pathway in pathways for role in pathway["roles"]}
    assert {"trainee", "mentor", "supervisor"} <= roles
    assert {slug for pathway in pathways for slug in pathway["courses"]} == set(COURSES)
    for pathway in pathways:
        assert set(pathway["title"]) == set(pathway["summary"]) == {"en", *LANGUAGES}
