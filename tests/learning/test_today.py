"""Today: one main thing, at most two more, and one line for each role; most urgent first."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.joining import enrol
from courses.models import Completion
from courses.progress import read
from learning import today as top
from office import notices, organisation
from office.notices import Notice, State
from office.organisation import Organisation
from office.steps import Step, Urgency
from people.models import Role, RoleHeld
from supervision import api as supervision
from tests.conftest import come_in
from tests.courses.builders import make_course, text
from tests.office.test_support import OPENS

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def today(client, person):
    come_in(client, person)
    return client.get("/en/").content.decode()


def today_of(person, at=NOW):
    return top.today_of(person, "en", at=at)


def give(person, *roles):
    for role in roles:
        RoleHeld.objects.create(person=person, role=role, from_day=date(2020, 1, 1))


def tell(person, kind="people.role_changed"):
    notices.add(kind, to=person, key=f"{kind}:{uuid4()}", about="0")


def fail(address="x@mail.example"):
    notices.add("people.invitation", address=address, language="en", key=address, about="0")
    Notice.objects.filter(key=address).update(state=State.FAILED)


def joined(person, slug, *, lessons=3, done=0, at=NOW):
    """A course that this person is on, with its first lessons done."""
    course = make_course(slug, lessons=lessons, body=[text()])
    enrol(person, course, by=person)
    for n in range(1, done + 1):
        where = {"lesson": ("first", f"l{n}"), "attempt": uuid4(), "language": "en"}
        read(person, slug, **where, at=at)
    return course


class TestWhatComesFirst:
    def test_it_is_what_was_touched_last(self, ana):
        joined(ana, "long-ago", done=1, at=NOW - timedelta(days=9))
        joined(ana, "just-now", done=1)
        joined(ana, "not-begun")
        assert "/just-now/" in today_of(ana).main.url

    def test_it_says_how_far_one_has_come_and_where_it_goes_on(self, ana):
        joined(ana, "listening", done=1)
        main = today_of(ana).main
        assert (main.detail, main.about, main.label) == ("Lesson 2 of 3", "Lesson 2 title", "Go on")
        assert (main.done, main.total) == (1, 3)
        assert main.url == "/en/courses/listening/first/l2/"

    def test_where_every_lesson_is_done_the_course_itself_says_how_it_ends(self, ana):
        joined(ana, "listening", lessons=1, done=1)
        Completion.objects.all().delete()
        main = today_of(ana).main
        assert (main.url, main.detail) == ("/en/courses/listening/", "Every lesson is done.")

    def test_a_course_without_lessons_still_leads_somewhere(self, client, ana):
        joined(ana, "empty", lessons=0)
        assert today_of(ana).main.detail == ""
        assert 'href="/en/courses/empty/"' in today(client, ana)

    def test_what_waits_comes_before_the_other_courses_under_way(self, ana):
        for n in range(3):
            joined(ana, f"course-{n}")
        tell(ana)
        assert [step.urgency for step in today_of(ana).then] == [Urgency.WAITING, Urgency.OFFERED]

    def test_what_concerns_the_door_comes_before_everything(self, ana):
        joined(ana, "listening", done=1)
        tell(ana, "people.new_device")
        assert today_of(ana).main.url == "/en/account/notices/"

    def test_somebody_new_has_one_thing_to_begin_with(self, client, ana):
        make_course("first-one")
        page = today(client, ana)
        assert "You can begin here." in page and "/en/courses/first-one/" in page
        joined(ana, "second-one")
        assert "You can begin here." not in today(client, ana)

    def test_whoever_has_finished_a_course_is_not_new(self, ana):
        joined(ana, "listening", lessons=1, done=1)
        make_course("first-one")
        assert not today_of(ana).is_new_here

    def test_whoever_has_done_everything_is_told_so_and_can_read_again(self, client, ana):
        joined(ana, "listening", lessons=1, done=1)
        assert "Nothing waits for you." in today(client, ana)
        assert today_of(ana).main.url == "/en/my-learning/"
        assert today_of(ana).drawing == "bench"

    def test_without_any_course_it_still_leads_somewhere(self, client, ana):
        main = today_of(ana).main
        assert main.title == "Nothing waits for you."
        assert client.get(main.url).status_code == 302
        assert come_in(client, ana).get(main.url).status_code == 200


class TestHowMuchStandsThere:
    def test_three_things_are_enough(self, client, ana):
        for n in range(5):
            make_course(f"course-{n}")
        page = today(client, ana)
        assert sum(f"/en/courses/course-{n}/" in page for n in range(5)) == 3

    def test_one_button_is_the_main_one(self, client, sam):
        for n in range(4):
            joined(sam, f"course-{n}")
        main = today(client, sam).split("<main")[1].split("</main>")[0]
        assert main.count('class="button') == 1

    def test_each_link_says_what_it_is_about(self, client, ana):
        make_course("first-one")
        assert 'aria-labelledby="way-1 step-1"' in today(client, ana)

    def test_no_figure_about_others_stands_there(self, client, sam):
        for n in range(3):
            fail(f"{n}@mail.example")
        page = today(client, sam)
        assert "Some messages did not go" in page and "3 messages" not in page


class TestRoles:
    @pytest.mark.parametrize("who", ["kit", "sam"])
    def test_who_looks_after_people_finds_the_way_to_them(self, client, request, who):
        person = request.getfixturevalue(who)
        for n in range(4):
            joined(person, f"course-{n}")
        assert 'href="/en/people/"' in today(client, person)

    @pytest.mark.parametrize("who", ["ana", "bo", "eve"])
    def test_nobody_else_is_led_there(self, client, request, who):
        assert "/en/people/" not in today(client, request.getfixturevalue(who))

    def test_who_works_in_the_editor_finds_the_way_to_it(self, client, eve):
        assert 'href="/cms/"' in today(client, eve)

    @pytest.mark.parametrize("who", ["ana", "bo", "kit"])
    def test_others_are_not_led_to_it(self, client, request, who):
        assert "/cms/" not in today(client, request.getfixturevalue(who))

    def test_roles_that_open_the_same_room_share_a_line(self, eve):
        give(eve, Role.PUBLISHER, Role.COORDINATOR)
        joined(eve, "listening")
        roles = ["Coordinator", "Coordinator", "Editor · Publisher"]  # overview, people
        assert [part.role for part in today_of(eve).parts] == roles

    def test_the_work_of_a_role_comes_before_what_is_merely_open(self, eve):
        make_course("first-one")
        assert today_of(eve).main.url == "/cms/"
        assert today_of(eve).parts == []

    def test_a_role_opens_its_room_until_its_last_day(self, eve):
        RoleHeld.objects.filter(person=eve).update(until_day=NOW.date())
        assert today_of(eve).main.url == "/cms/"
        assert today_of(eve, NOW + timedelta(days=1)).main.url != "/cms/"

    def test_another_room_hands_up_what_waits_in_it(self, bo, monkeypatch):
        joined(bo, "listening")
        line = Step("Sessions", "/sessions/", "Note one", Urgency.ROLE, role="Supervisor")
        held_up = Step("Hours to confirm", "/hours/", "Look", Urgency.URGENT)
        monkeypatch.setattr(supervision, "waiting_for", lambda person, *, on: [line, held_up])
        today = today_of(bo)
        assert (today.main, today.parts) == (held_up, [line])


class TestGreeting:
    @pytest.mark.parametrize(
        ("hour", "part"),
        [
            (3, "evening"),
            (4, "morning"),
            (11, "morning"),
            (12, "afternoon"),
            (17, "afternoon"),
            (18, "evening"),
        ],
    )
    def test_it_goes_by_the_hour(self, hour, part):
        assert top.part_of_day(NOW.replace(hour=hour), UTC) == part

    def test_it_is_the_hour_where_the_person_is(self, client, ana):
        assert top.part_of_day(NOW, ZoneInfo("Asia/Tokyo")) == "evening"
        ana.time_zone = "Asia/Tokyo"
        assert today_of(ana).part_of_day == "evening"

    def test_it_calls_people_by_the_name_they_chose(self, client, ana):
        assert ", <bdi>Ana</bdi>" in today(client, ana)


class TestCost:
    def test_more_courses_and_roles_cost_no_more_statements(
        self, client, sam, django_assert_num_queries
    ):
        joined(sam, "course-0", done=1)
        tell(sam)
        fail()
        give(sam, Role.COORDINATOR)  # who asks for a conversation, and what waits for a yes: two
        come_in(client, sam).get("/en/")
        with django_assert_num_queries(11):  # one of them: what is needed for a certificate
            client.get("/en/")
        for n in range(1, 6):
            joined(sam, f"course-{n}", done=n % 3)
            tell(sam)
        give(sam, Role.CONTENT_EDITOR, Role.TRANSLATOR)
        client.get("/en/")
        with django_assert_num_queries(11):  # one of them: what is needed for a certificate
            client.get("/en/")


def listing(rows, **more):
    rows = [row | more for row in rows]
    Organisation.objects.create(name="Casa", short_name="Casa", support=rows)
    organisation.forget()


class TestJustForMe:
    LINK = '<p class="just-for-me"><a href="/en/notes/">Just for me</a></p>'

    def test_no_link_leads_there_while_it_is_shut(self, client, ana):
        listing(OPENS[:1])
        assert "/notes/" not in today(client, ana)

    @pytest.mark.parametrize("who", ["ana", "bo", "eve", "kit", "sam"])
    def test_the_same_link_stands_there_for_everybody(self, client, request, who):
        person = request.getfixturevalue(who)
        listing(OPENS)
        assert today(client, person).count(self.LINK) == 1

    def test_it_is_no_step_that_waits(self, ana):
        listing(OPENS)
        found = today_of(ana)
        assert not [s for s in (found.main, *found.then, *found.parts) if "/notes/" in s.url]

    def test_it_costs_no_statement(self, ana, django_assert_num_queries):
        organisation.current()
        with CaptureQueriesContext(connection) as shut:
            today_of(ana)
        few = len(shut)
        listing(OPENS)
        organisation.current()
        with django_assert_num_queries(few):
            today_of(ana)


class TestTheListOfPeopleWhoCanHelp:
    WORDS = "Are these numbers still right?"

    def test_who_coordinates_is_asked_after_half_a_year(self, ana, kit, sam):
        listing(OPENS, checked_on="2025-09-01")
        assert self.WORDS in [step.title for step in told(kit)]
        for other in (ana, sam):
            assert self.WORDS not in [step.title for step in told(other)]

    def test_and_is_left_in_peace_before(self, kit):
        listing(OPENS, checked_on="2025-09-04")
        assert self.WORDS not in [step.title for step in told(kit)]

    def test_an_empty_list_is_no_old_list(self, kit):
        listing([])
        assert self.WORDS not in [step.title for step in told(kit)]


def told(person):
    found = today_of(person)
    return [found.main, *found.then]
