"""What a course needs, what is open now, and which minutes it counts for."""

import uuid

import pytest
from hypothesis import HealthCheck, given, settings
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from courses import circles, first, progress, shape
from courses.joining import ComesLater, enrol
from courses.models import (
    Attempt,
    Completion,
    CoursePage,
    Draft,
    Enrolment,
    ModulePage,
    PartCredit,
    Topic,
)
from courses.outline import outline_of
from courses.place import find
from tests.conftest import come_in
from tests.courses.builders import lesson_page, make_course, published, source_pages, text
from tests.courses.shapes import course as shaped
from tests.courses.shapes import courses_and_done, keys, lesson, part
from tests.courses.test_lesson import LESSON, say
from tests.courses.test_lesson import read as seen
from tests.courses.test_progress import FIRST, SECOND, answer, read, take
from tests.courses.test_publishing import localise

SECOND_PAGE = "/en/courses/listening/first/l2/"
any_course = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)


class TestRules:
    """Whatever an editor sets up."""

    @any_course
    @given(courses_and_done())
    def test_one_more_lesson_done_never_undoes_a_completion(self, drawn):
        outline, done, more = drawn
        if shape.is_complete(outline, done):
            assert shape.is_complete(outline, done | more)

    @any_course
    @given(courses_and_done())
    def test_one_more_lesson_done_never_shuts_another(self, drawn):
        outline, done, more = drawn
        assert shape.open_lessons(outline, done) <= shape.open_lessons(outline, done | more)

    @any_course
    @given(courses_and_done(in_order=False))
    def test_in_free_order_everything_is_open(self, drawn):
        outline, done, _more = drawn
        assert shape.open_lessons(outline, done) == {each.key for each in outline.lessons}

    @any_course
    @given(courses_and_done())
    def test_there_is_always_a_way_on(self, drawn):
        outline, done, _more = drawn
        if outline.lessons and not shape.is_complete(outline, done):
            needed = {each.key for each in shape.needed(outline, done)}
            assert needed & shape.open_lessons(outline, done)

    @any_course
    @given(courses_and_done())
    def test_who_does_what_is_needed_comes_to_the_end(self, drawn):
        outline, done, _more = drawn
        for _ in outline.lessons:
            to = shape.before(outline, done)
            done = done | ({to.key} if to else set())
        assert not outline.lessons or shape.is_complete(outline, done)

    @any_course
    @given(courses_and_done())
    def test_optional_parts_hold_nobody_up(self, drawn):
        outline, _done, _more = drawn
        free = {x.key for m in outline.modules if m.is_optional for x in m.lessons}
        rest = {each.key for each in outline.lessons} - free
        if rest:
            assert shape.is_complete(outline, rest)

    @any_course
    @given(courses_and_done())
    def test_the_bar_is_full_exactly_when_the_course_is_complete(self, drawn):
        outline, done, _more = drawn
        many, total = shape.tally(outline, done)
        if any(not m.is_optional and m.lessons for m in outline.modules):
            assert (many == total) == shape.is_complete(outline, done)

    @any_course
    @given(courses_and_done())
    def test_minutes_of_topics_add_up(self, drawn):
        outline, done, more = drawn
        both = shape.minutes(x for x in outline.lessons if x.key in done | more)
        assert both >= shape.minutes(x for x in outline.lessons if x.key in done)


class TestGroups:
    outline = shaped(
        part(1, [lesson(1)]),
        part(2, [lesson(2)], group="a"),
        part(3, [lesson(3)], group="a"),
        part(4, [lesson(4)], group="a"),
        part(5, [lesson(5)], is_optional=True),
        of_groups=[("a", 2)],
    )

    def test_exactly_as_many_as_asked_are_enough(self):
        assert not shape.is_complete(self.outline, keys(1, 2))
        assert shape.is_complete(self.outline, keys(1, 2, 4))

    def test_the_part_that_everybody_needs_is_needed(self):
        assert not shape.is_complete(self.outline, keys(2, 3, 4, 5))

    def test_a_group_with_fewer_parts_than_asked_asks_for_those(self):
        small = shaped(part(1, [lesson(1)], group="a"), of_groups=[("a", 2)])
        assert shape.is_complete(small, keys(1))

    def test_once_enough_are_done_the_others_are_not_needed(self):
        assert [x.key for x in shape.needed(self.outline, keys(2, 3))] == list(keys(1))

    def test_the_way_is_as_long_as_what_one_has_to_do(self):
        assert [x.key for x in shape.way(self.outline, keys(4))] == [
            *keys(1), *keys(4), *keys(2)
        ]  # fmt: skip
        assert shape.tally(self.outline, keys(4, 5)) == (1, 3)

    def test_a_course_of_optional_parts_is_not_complete_before_it_is_begun(self):
        free = shaped(part(1, [lesson(1)], is_optional=True))
        assert not shape.is_complete(free, set()) and shape.is_complete(free, keys(1))


class TestOrder:
    outline = shaped(
        part(1, [lesson(1), lesson(2)]),
        part(2, [lesson(3)], is_optional=True),
        part(3, [lesson(4)]),
        in_order=True,
    )

    def test_at_first_the_first_is_open(self):
        assert shape.open_lessons(self.outline, set()) == keys(1)

    def test_what_is_optional_opens_in_its_place_and_holds_nothing_up(self):
        assert shape.open_lessons(self.outline, keys(1, 2)) == keys(1, 2, 3, 4)

    def test_what_was_begun_or_done_before_the_rules_changed_stays_open(self):
        assert shape.open_lessons(self.outline, keys(4), keys(2)) == keys(1, 2, 4)


def test_topics_add_up_over_lessons():
    lessons = [lesson(1, topics=[("ethics", 4)]), lesson(2, topics=[("ethics", 3), ("law", 2)])]
    assert shape.topic_minutes(lessons) == {"ethics": 7, "law": 2}
    assert shape.less({"ethics": 7, "law": 2}, [{"ethics": 4}, {"law": 2}]) == {"ethics": 3}


def test_a_circle_is_seen_however_long():
    graph = {"a": ["b"], "b": ["c"], "c": []}
    assert circles.is_circle("c", ["a"], graph) and circles.is_circle("a", ["a"], {})
    assert not circles.is_circle("d", ["a"], graph)


def put(page, **values):
    """An editor changes a page and publishes it."""
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return page


def root(course):
    return source_pages(course, CoursePage)[0]


def add_part(course, slug, **values):
    """One more part with one lesson that asks nothing."""
    page = ModulePage(title=slug, slug=slug, locale=root(course).locale, **values)
    module = published(page, root(course))
    kind = type(lesson_page(course))
    more = {"body": [text()], "minutes": 5, "locale": module.locale}
    return published(kind(title=f"In {slug}", slug="only", **more), module)


@pytest.fixture
def ordered(course):
    put(root(course), in_order=True)
    course.refresh_from_db()
    return course


@pytest.fixture
def on_ordered(ana, ordered):
    return enrol(ana, ordered, by=ana)


class TestInOrder:
    def test_a_later_lesson_says_what_comes_first(self, client, ana, ordered, on_ordered):
        client.force_login(ana)
        page = client.get(SECOND_PAGE)
        shown = page.content.decode()
        assert page.status_code == 200 and "opens a little later" in shown
        assert LESSON in shown and "Words of lesson 2" not in shown
        assert "Words of lesson 2" not in seen(client, f"{SECOND_PAGE}?short=1")

    def test_then_it_opens(self, client, ana, ordered, on_ordered):
        take(ana, ordered, FIRST)
        client.force_login(ana)
        assert "Words of lesson 2" in seen(client, SECOND_PAGE)

    def test_who_is_not_on_it_reads_the_first_only(self, client, ana, ordered):
        client.force_login(ana)
        assert "Words of lesson 1" in seen(client, LESSON)
        assert "opens a little later" in seen(client, SECOND_PAGE)

    @pytest.mark.parametrize("verb", [answer, read])
    def test_nothing_is_recorded_in_a_later_lesson(self, ana, ordered, on_ordered, verb):
        more = {"n": 1} if verb is answer else {}
        with pytest.raises(progress.NotYet):
            verb(ana, ordered, lesson=SECOND, **more)
        assert not Attempt.objects.exists()

    def test_a_form_leads_to_what_comes_first(self, client, ana, ordered, on_ordered):
        client.force_login(ana)
        sent = {"attempt": str(uuid.uuid4())}
        where = f"/en/courses/-{SECOND_PAGE.removeprefix('/en/courses')}"
        assert client.post(f"{where}done/", sent)["Location"] == SECOND_PAGE
        assert say(client, lesson_page(ordered, 2), 1, path=SECOND_PAGE)["Location"] == SECOND_PAGE
        block = uuid.uuid4()
        for path in (f"sit/{block}/", f"said/{block}/"):
            answered = client.post(f"{where}{path}", {**sent, "said": "opened"})
            assert answered["Location"] == SECOND_PAGE
        assert not Attempt.objects.exists()

    def test_a_script_is_told_not_yet(self, client, ana, ordered, on_ordered):
        client.force_login(ana)
        where, block = f"/en/courses/-{SECOND_PAGE.removeprefix('/en/courses')}", uuid.uuid4()
        assert client.post(f"{where}state/{block}/", {"package": "1"}).status_code == 409
        assert client.get(f"{where}state/{block}/", {"package": "1"}).status_code == 409

    def test_nor_is_anything_begun_there(self, client, ana, ordered, on_ordered):
        client.force_login(ana)
        page = lesson_page(ordered, 2)
        block = next(b for b in page.body.raw_data if b["type"] == "question")
        where = f"/en/courses/-{SECOND_PAGE.removeprefix('/en/courses')}keep/{block['id']}/"
        client.post(where, {"option": block["value"]["options"][0]["id"]})
        assert not Draft.objects.exists()

    def test_a_part_that_is_taken_along_has_what_is_open(self, client, ana, ordered, on_ordered):
        client.force_login(ana)
        answer = client.get("/en/courses/-/listening/first/take/")
        taken = b"".join(answer.streaming_content).decode()
        assert "Words of lesson 1" in taken and "Words of lesson 2" not in taken

    def test_what_was_begun_in_free_order_can_be_ended(self, ana, course, on_it):
        read(ana, course, lesson=SECOND)
        put(root(course), in_order=True)
        assert answer(ana, course, 1, lesson=SECOND).done_at

    def test_a_finished_course_is_open_whole(self, client, ana, ordered, on_ordered):
        take(ana, ordered, FIRST)
        take(ana, ordered, SECOND)
        add_part(ordered, "later")
        add_part(ordered, "last")
        client.force_login(ana)
        assert "Some words" in seen(client, "/en/courses/listening/last/only/")


class TestCompletion:
    def test_an_optional_part_is_not_waited_for(self, client, ana, course, on_it):
        add_part(course, "more", is_optional=True)
        take(ana, course, FIRST)
        take(ana, course, SECOND)
        assert Completion.objects.get().minutes == 20
        client.force_login(ana)
        page = seen(client, "/en/courses/listening/")
        assert "Optional." in page and "2 of 2 lessons done" in page

    def test_what_was_done_beyond_counts_too(self, ana, course, on_it):
        add_part(course, "more", is_optional=True)
        read(ana, course, lesson=("more", "only"))
        take(ana, course, FIRST)
        take(ana, course, SECOND)
        assert Completion.objects.get().minutes == 25
        assert len(Completion.objects.get().modules) == 2

    def test_any_of_a_group(self, client, ana, course, on_it):
        for slug in ("one", "two"):
            add_part(course, slug, group="a")
        take(ana, course, FIRST)
        take(ana, course, SECOND)
        assert not Completion.objects.exists()
        client.force_login(ana)
        page = seen(client, "/en/courses/listening/")
        assert "One of 2 parts to choose from. 1 of them is enough." in page
        read(ana, course, lesson=("two", "only"))
        assert Completion.objects.get().minutes == 25

    def test_topics_are_kept_as_of_that_moment(self, client, ana, course, on_it):
        row = {"type": "topic", "value": {"topic": "ethics", "minutes": 4}}
        put(lesson_page(course), topics=[row])
        client.force_login(ana)
        assert "ethics" in seen(client, "/en/courses/listening/")
        take(ana, course, FIRST)
        take(ana, course, SECOND)
        put(lesson_page(course), topics=[])
        assert Completion.objects.get().topics == {"ethics": 4}

    def test_a_change_of_the_rules_takes_no_completion_back(self, client, ana, course, on_it):
        take(ana, course, FIRST)
        take(ana, course, SECOND)
        before = list(Completion.objects.values())
        add_part(course, "more")
        put(root(course), in_order=True)
        progress.finish(ana, course.slug)
        assert list(Completion.objects.values()) == before

    def test_minutes_are_credited_part_by_part_where_the_course_says_so(self, ana, course, on_it):
        add_part(course, "more")
        read(ana, course, lesson=("more", "only"))
        assert not PartCredit.objects.exists()
        put(root(course), credits_modules=True)
        take(ana, course, FIRST)
        take(ana, course, SECOND)
        assert sorted(row.minutes for row in PartCredit.objects.all()) == [5, 20]
        assert Completion.objects.get().minutes == 25


class TestWhatComesFirst:
    @pytest.fixture
    def second(self, course):
        found = make_course("second", lessons=1, body=[text()])
        put(root(found), comes_first=[str(course.translation_key)])
        found.refresh_from_db()
        return found

    def test_nobody_joins_by_themselves_before(self, client, ana, course, second):
        client.force_login(ana)
        page = seen(client, "/en/courses/second/")
        assert "What comes first" in page and "/en/courses/listening/" in page
        assert "Join this course" not in page
        client.post("/en/courses/-/second/enrol/")
        assert not Enrolment.objects.exists()
        with pytest.raises(ComesLater):
            enrol(ana, second, by=ana)

    def test_afterwards_they_do(self, client, ana, course, second, on_it):
        take(ana, course, FIRST)
        take(ana, course, SECOND)
        client.force_login(ana)
        assert "Join this course" in seen(client, "/en/courses/second/")
        assert enrol(ana, second, by=ana)

    def test_who_was_put_on_it_is_told_and_goes_on(self, client, ana, kit, course, second):
        enrol(ana, second, by=kit)
        client.force_login(ana)
        page = seen(client, "/en/courses/second/")
        assert "What comes first" in page and "Start the first lesson" in page
        read(ana, second)
        assert Completion.objects.exists()

    def test_a_course_that_is_withdrawn_holds_nobody_up(self, ana, course, second):
        root(course).unpublish()
        assert first.is_met(ana, second)

    def test_a_course_for_a_few_is_not_named_to_others(self, client, ana, course, second):
        type(course).objects.filter(pk=course.pk).update(audience="assigned")
        client.force_login(ana)
        page = seen(client, "/en/courses/second/")
        assert "Another course." in page
        assert "Listening</a>" not in page


def test_an_order_costs_no_query_more(client, ana, course, on_it, django_assert_max_num_queries):
    put(root(course), in_order=True)
    client.force_login(ana)
    client.get(SECOND_PAGE)
    with django_assert_max_num_queries(6):
        client.get(SECOND_PAGE)


def test_a_place_knows_what_is_open(ana, ordered, on_ordered):
    place = find(ana, "en", "listening")
    lessons = outline_of(ordered, "en").lessons
    assert [place.is_open(each) for each in lessons] == [True, False]
    assert place.next_open() == lessons[0]


class TestEditing:
    def form(self, client, page, comes_first=(), **values):
        data = {
            "title": page.title, "slug": page.slug, "summary": "", "intro": rich_text("<p>x</p>"),
            "needed_a": 1, "needed_b": 1, "needed_c": 1, "what_changed": "",
            "minutes": 10, "body": streamfield([]), "bank": streamfield([]), "short_text": "",
            "short_alt": "", "short_picture": "", "group": "", "topics": streamfield([]),
        } | values  # fmt: skip
        more = {"comes_first": list(comes_first)}
        return client.post(f"/cms/pages/{page.pk}/edit/", nested_form_data(data) | more)

    @pytest.fixture
    def desk(self, client, eve):
        return come_in(client, eve)

    def test_an_editor_says_what_comes_first(self, desk, course):
        other = make_course("second", lessons=1)
        self.form(desk, root(course), comes_first=[str(other.translation_key)])
        draft = root(course).get_latest_revision_as_object()
        assert draft.comes_first == [str(other.translation_key)]

    def test_never_in_a_circle(self, desk, course):
        other = make_course("second", lessons=1)
        put(root(other), comes_first=[str(course.translation_key)])
        answer = self.form(desk, root(course), comes_first=[str(other.translation_key)])
        assert "comes after this one" in answer.content.decode()

    def test_more_minutes_of_topics_than_of_the_lesson_are_refused(self, desk, course):
        Topic.objects.create(code="ethics", names={"en": "Ethics"})
        row = {"topic": "ethics", "minutes": 11}
        answer = self.form(desk, lesson_page(course), topics=streamfield([("topic", row)]))
        assert "more minutes than the lesson has" in answer.content.decode()

    def test_a_part_is_optional_or_of_a_group(self, desk, course):
        page = source_pages(course, ModulePage)[0]
        answer = self.form(desk, page, is_optional="on", group="a")
        assert "optional, or part of a group" in answer.content.decode()

    def test_a_translator_s_page_opens_with_the_shape_of_the_source(
        self, desk, course, django_capture_on_commit_callbacks
    ):
        row = {"type": "topic", "value": {"topic": "ethics", "minutes": 4}}
        put(lesson_page(course), topics=[row])
        put(root(course), in_order=True, comes_first=[str(uuid.uuid4())])
        with django_capture_on_commit_callbacks(execute=True):
            localise(course, "es")
        spanish = CoursePage.objects.get(locale__language_code="es")
        assert spanish.in_order and spanish.comes_first == root(course).comes_first
        for page in (spanish, lesson_page(course, language="es")):
            assert desk.get(f"/cms/pages/{page.pk}/edit/").status_code == 200

    def test_two_revisions_can_be_compared(self, desk, course):
        page = put(root(course), comes_first=[str(uuid.uuid4())])
        answer = desk.get(f"/cms/pages/{page.pk}/revisions/compare/earliest...latest/")
        assert answer.status_code == 200
