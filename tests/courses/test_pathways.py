"""Courses in an order for a role, and the topics and pathways that editors keep."""

import pytest
from wagtail.test.utils.form_data import nested_form_data, streamfield

from courses import pathways
from courses.joining import enrol
from courses.models import Pathway, Topic
from courses.models.topic import said
from tests.conftest import come_in
from tests.courses.builders import make_course
from tests.courses.test_lesson import read as seen
from tests.courses.test_progress import FIRST, SECOND, take

TITLES = {"en": "Getting started", "ar": "البداية"}


def steps_of(*courses):
    return [{"type": "course", "value": str(each.translation_key)} for each in courses]


@pytest.fixture
def second(course):
    return make_course("second", lessons=1)


@pytest.fixture
def path(course, second):
    rows = steps_of(course, second)
    return Pathway.objects.create(slug="start", titles=TITLES, roles=["trainee"], steps=rows)


class TestWalking:
    def test_it_is_for_who_has_the_role(self, ana, bo, path):
        assert [walk.title for walk in pathways.for_person(ana, "en")] == ["Getting started"]
        assert pathways.for_person(bo, "en") == []

    def test_without_a_role_it_is_for_everybody(self, bo, path):
        Pathway.objects.update(roles=[])
        assert len(pathways.for_person(bo, "en")) == 1

    def test_one_that_is_not_shown_is_for_nobody(self, client, ana, path):
        Pathway.objects.update(is_shown=False)
        assert pathways.for_person(ana, "en") == []
        client.force_login(ana)
        assert client.get("/en/courses/-/pathway/start/").status_code == 404

    def test_it_says_which_step_comes_next(self, ana, course, path):
        enrol(ana, course, by=ana)
        take(ana, course, FIRST)
        take(ana, course, SECOND)
        (walk,) = pathways.for_person(ana, "en")
        assert (walk.number, walk.total, walk.next.url) == (2, 2, "/en/courses/second/")
        assert [step.state for step in walk.steps] == ["done", "new"]

    def test_a_course_that_is_for_a_few_is_not_named_to_others(self, client, ana, course, path):
        type(course).objects.filter(pk=course.pk).update(audience="assigned")
        (walk,) = pathways.for_person(ana, "en")
        assert [step.url for step in walk.steps] == ["/en/courses/second/"]

    def test_its_page_has_a_neutral_title_and_the_reader_s_words(self, client, ana, path):
        client.force_login(ana)
        page = seen(client, "/ar/courses/-/pathway/start/")
        assert "البداية" in page and "/ar/courses/second/" in page
        assert "Getting started" not in seen(client, "/ar/courses/-/pathway/start/")

    def test_a_visitor_is_sent_to_sign_in(self, client, path):
        assert "/account/login/" in client.get("/en/courses/-/pathway/start/")["Location"]

    def test_it_costs_the_same_for_one_step_and_many(
        self, client, ana, course, path, django_assert_max_num_queries
    ):
        Pathway.objects.update(steps=[])
        path.refresh_from_db()
        path.steps = steps_of(*(make_course(f"more-{n}", lessons=1) for n in range(3)))
        path.save()
        client.force_login(ana)
        client.get("/en/courses/-/pathway/start/")
        with django_assert_max_num_queries(6):
            client.get("/en/courses/-/pathway/start/")


def test_words_fall_back_to_the_first_language_of_the_site():
    assert said(TITLES, "ar") == ("البداية", "ar")
    assert said(TITLES, "fr") == ("Getting started", "en")
    assert said({"es": "Hola"}, "fr") == ("Hola", "es") and said({}, "fr") == ("", "")


class TestDesk:
    @pytest.fixture
    def desk(self, client, eve):
        return come_in(client, eve)

    def form(self, desk, path, **values):
        return desk.post(f"/cms/snippets/courses/{path}", nested_form_data(values))

    def pathway(self, desk, where="pathway/add/", **values):
        data = {
            "titles_en": "Start", "titles_ar": "البداية", "slug": "start", "is_shown": "on",
            "steps": streamfield([]),
        }  # fmt: skip
        return self.form(desk, where, **data | values)

    def test_an_editor_keeps_a_topic_in_all_languages(self, desk):
        self.form(desk, "topic/add/", code="ethics", names_en="Ethics", names_es="Ética")
        assert Topic.objects.get().names == {"en": "Ethics", "es": "Ética"}

    def test_what_a_topic_is_called_can_change_and_its_code_cannot(self, desk):
        topic = Topic.objects.create(code="ethics", names={"en": "Ethics", "xx": "?"})
        self.form(desk, f"topic/edit/{topic.pk}/", code="ethics", names_en="Good practice")
        topic.refresh_from_db()
        assert topic.names == {"en": "Good practice", "xx": "?"}
        self.form(desk, f"topic/edit/{topic.pk}/", code="other", names_en="Good practice")
        topic.refresh_from_db()
        assert topic.code == "ethics"

    def test_an_editor_puts_courses_in_order(self, desk, course, second):
        rows = [("course", str(each.translation_key)) for each in (second, course)]
        self.pathway(desk, steps=streamfield(rows))
        path = Pathway.objects.get()
        assert path.titles == {"en": "Start", "ar": "البداية"}
        assert path.keys == [str(second.translation_key), str(course.translation_key)]

    def test_an_address_that_tells_is_refused(self, desk):
        answer = self.pathway(desk, slug="survivors-first")
        assert "tells others too much" in answer.content.decode()
        assert not Pathway.objects.exists()

    def test_the_form_shows_what_there_is(self, desk, path):
        page = seen(desk, f"/cms/snippets/courses/pathway/edit/{path.pk}/")
        assert "Getting started" in page and "البداية" in page and 'value="trainee"' in page
        assert "Start" not in seen(desk, "/cms/snippets/courses/topic/")

    def test_a_draft_is_previewed(self, desk, path):
        where = f"/cms/snippets/courses/pathway/preview/{path.pk}/"
        self.pathway(desk, f"pathway/preview/{path.pk}/", titles_en="Another way")
        page = desk.get(f"{where}?mode=")
        assert page.status_code == 200 and "Another way" in page.content.decode()

    @pytest.mark.parametrize("path", ["topic/", "pathway/", "topic/add/", "pathway/add/"])
    def test_who_does_not_write_pages_stays_outside(self, client, kit, path):
        answer = come_in(client, kit).get(f"/cms/snippets/courses/{path}")
        assert answer.status_code in (302, 403, 404)
        assert "Topics" not in answer.content.decode()
