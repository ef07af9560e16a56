"""Courses offered to people, teams and roles: by whom one may be offered, to whom it is told, and
that nobody is pressed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from courses import assigning
from courses.assigning import ASSIGNED, NotAllowed, assign, waiting_for, withdraw
from courses.exporting import export_person
from courses.holdings import holdings
from courses.joining import CourseClosed, enrol, leave
from courses.models import Assignment, Course, Enrolment
from courses.offers import Offer
from courses.retiring import retire_person
from courses.uptake import Uptake, uptake_of
from learning import sweep
from learning import today as top
from office.models import Due, Entry, Notice
from office.steps import Urgency
from people.models import Role, RoleHeld, User
from tests.conftest import come_in
from tests.courses.builders import make_course
from tests.courses.test_cost import statements
from tests.courses.test_progress import FIRST, SECOND, take
from tests.people.factories import LONG_AGO

AT = datetime(2026, 5, 1, tzinfo=UTC)
DAY = date(2026, 6, 1)
LIST = "/en/courses/-/assigning/"
COURSE = "/en/courses/listening/"


def offered(course, to, by, **more):
    return assign(course, to=to, by=by, **{"at": AT} | more)


def told():
    sweep.run()
    return sorted(notice.to.sign_in_name for notice in Notice.objects.filter(kind=ASSIGNED))


def page(client, path=LIST):
    return client.get(path).content.decode()


class TestWhoMay:
    def test_a_coordinator_to_people_and_teams_of_theirs(self, ana, mia, harbour, course):
        assert offered(course, ana, mia).person == ana
        assert offered(course, harbour, mia).team == harbour

    @pytest.mark.parametrize("who", ["lou", "ana", "bo", "eve", "sam"])
    def test_nobody_else_to_them(self, request, ana, harbour, course, lou, who):
        by = request.getfixturevalue(who)
        for to in (ana, harbour, Role.TRAINEE):
            with pytest.raises(NotAllowed):
                offered(course, to, by)
        assert not Assignment.objects.exists()

    def test_to_a_role_only_who_may_everywhere(self, mia, kit, course):
        with pytest.raises(NotAllowed):
            offered(course, Role.TRAINEE, mia)
        withdraw(offered(course, Role.TRAINEE, kit), by=kit)

    def test_nobody_to_themselves_or_to_who_is_away(self, kit, ana, course):
        User.objects.filter(pk=ana.pk).update(is_active=False)
        for to in (kit, User.objects.get(pk=ana.pk)):
            with pytest.raises(NotAllowed):
                offered(course, to, kit)

    def test_a_role_that_ended_offers_nothing(self, kit, ana, course):
        kit.roles_held.update(until_day=AT.date())
        assert offered(course, ana, kit)
        with pytest.raises(NotAllowed):
            withdraw(Assignment.objects.get(), by=kit, at=AT + timedelta(days=1))

    def test_another_teams_coordinator_takes_nothing_back(self, ana, mia, lou, course):
        offer = offered(course, ana, mia)
        with pytest.raises(NotAllowed):
            withdraw(offer, by=lou)
        assert Assignment.objects.open().exists()

    def test_a_course_that_takes_nobody_is_not_offered(self, ana, kit, course):
        course.archived_at = AT
        with pytest.raises(CourseClosed):
            offered(course, ana, kit)

    def test_it_is_written_down_for_the_person(self, ana, kit, course):
        withdraw(offered(course, ana, kit), by=kit)
        verbs = Entry.objects.filter(about=ana, actor=kit).order_by("pk").values_list("verb")
        assert [verb for (verb,) in verbs] == ["offered course", "withdrew offer"]


class TestOffer:
    def test_asking_twice_gives_back_the_first(self, ana, kit, mia, course):
        first = offered(course, ana, kit, words="First")
        assert offered(course, ana, mia, words="Second") == first
        assert Assignment.objects.get().words == "First" and Due.objects.count() >= 1

    def test_after_it_was_taken_back_it_can_be_offered_anew(self, ana, kit, course):
        withdraw(offered(course, ana, kit), by=kit)
        assert offered(course, ana, kit).withdrawn_at is None

    def test_taking_back_twice_is_as_once(self, ana, kit, mia, course):
        offer = offered(course, ana, kit)
        withdraw(offer, by=kit, at=AT)
        withdraw(offer, by=mia, at=AT + timedelta(days=1))
        offer.refresh_from_db()
        assert (offer.withdrawn_by, offer.withdrawn_at) == (kit, AT)

    @pytest.mark.parametrize("more", [{}, {"role": "trainee", "team": True}])
    def test_it_is_for_exactly_one(self, kit, course, harbour, more):
        if "team" in more:
            more = more | {"team": harbour}
        with pytest.raises(IntegrityError), transaction.atomic():
            Assignment.objects.create(course=course, by=kit, at=AT, **more)

    def test_it_puts_nobody_on_the_course(self, ana, kit, course):
        offered(course, ana, kit)
        told()
        assert not Enrolment.objects.exists()

    def test_it_goes_with_a_course_that_nobody_followed(self, ana, kit, course):
        offered(course, ana, kit)
        Course.objects.all().delete()
        assert not Assignment.objects.exists()


class TestWaiting:
    @pytest.mark.parametrize("to", ["person", "team", "role"])
    def test_it_waits_for_whoever_it_is_for(self, ana, bo, kit, harbour, course, to):
        whom = {"person": ana, "team": harbour, "role": Role.TRAINEE}[to]
        offered(course, whom, kit, due_on=DAY, words="Hello")
        assert [(w.course, w.due_on, w.words) for w in waiting_for(ana)] == [(course, DAY, "Hello")]
        assert waiting_for(bo) == []

    def test_what_was_taken_back_waits_no_more(self, ana, kit, course):
        withdraw(offered(course, ana, kit), by=kit)
        assert waiting_for(ana) == []

    def test_whoever_is_in_the_team_no_longer_is_not_asked(self, ana, kit, harbour, course):
        offered(course, harbour, kit)
        ana.roles_held.update(until_day=LONG_AGO)
        assert waiting_for(ana) == []

    def test_whoever_joined_or_finished_has_taken_it_up(self, ana, bo, kit, course):
        for who in (ana, bo):
            offered(course, who, kit)
            enrol(who, course, by=who)
        take(bo, course, FIRST)
        take(bo, course, SECOND)
        leave(bo, course)
        assert waiting_for(ana) == waiting_for(bo) == []

    def test_whoever_left_is_asked_again_only_by_a_new_offer(self, ana, kit, course):
        offer = offered(course, ana, kit)
        enrol(ana, course, by=ana)
        leave(ana, course, at=AT + timedelta(days=1))
        assert waiting_for(ana) == []
        withdraw(offer, by=kit)
        offered(course, ana, kit, at=AT + timedelta(days=2))
        assert len(waiting_for(ana)) == 1

    def test_many_offers_of_one_course_are_one_with_the_first_day(self, ana, kit, harbour, course):
        offered(course, ana, kit, words="To you")
        offered(course, harbour, kit, due_on=DAY, words="To all")
        offered(course, Role.TRAINEE, kit, due_on=DAY + timedelta(days=1))
        assert [(w.due_on, w.words) for w in waiting_for(ana)] == [(DAY, "To all")]

    def test_the_nearest_day_comes_first(self, ana, kit, course):
        for n, day in enumerate((None, DAY + timedelta(days=9), DAY)):
            offered(make_course(f"c{n}"), ana, kit, due_on=day)
        assert [w.course.slug for w in waiting_for(ana)] == ["c2", "c1", "c0"]

    def test_a_course_for_those_put_on_it_opens_by_an_offer(self, client, ana, bo, kit, course):
        Course.objects.update(audience="assigned")
        offered(course, ana, kit)
        client.force_login(ana)
        assert client.get(COURSE).status_code == 200
        assert client.post("/en/courses/-/listening/enrol/").status_code == 302
        assert come_in(client, bo).get(COURSE).status_code == 404

    def test_a_day_presses_nobody(self):
        offer = Offer(DAY, "")
        assert offer.told(DAY) == "Waiting for you, until 1 June 2026 if you can."
        assert offer.told(DAY + timedelta(days=400)) == "Waiting for you. You can still do it."
        assert Offer(None, "").told(DAY) == "Waiting for you."


class TestWhereItStands:
    def test_on_today_among_what_waits(self, ana, kit, course):
        make_course("other")
        soon = make_course("soon")
        offered(course, ana, kit)
        offered(soon, ana, kit, due_on=DAY)
        today = top.today_of(ana, "en", at=AT)
        assert (today.main.url, today.main.urgency) == ("/en/courses/soon/", Urgency.WAITING)
        assert today.main.detail.startswith("Waiting for you")
        assert today.then[0].url == COURSE

    def test_in_my_learning_with_one_button_that_begins_it(self, client, ana, kit, course):
        offered(course, ana, kit, words="For our next day")
        client.force_login(ana)
        html = page(client, "/en/my-learning/")
        assert "Waiting for you" in html and "For our next day" in html
        assert 'action="/en/courses/-/listening/enrol/"' in html
        client.post("/en/courses/-/listening/enrol/")
        assert "Waiting for you" not in page(client, "/en/my-learning/")

    def test_on_the_course_and_in_the_catalogue(self, client, ana, kit, course):
        offered(course, ana, kit, words="For our next day")
        client.force_login(ana)
        assert "For our next day" in page(client, COURSE)
        assert "Waiting for you." in page(client, "/en/courses/")

    def test_in_the_copy_of_their_data_and_what_is_held(self, ana, bo, kit, course):
        offered(course, ana, kit, words="Hello")
        assert [row["words"] for row in export_person(ana)["offers"]] == ["Hello"]
        assert export_person(kit)["offers"][0]["offered_by_myself"]
        counts = {who: {h.kind: h.count for h in holdings(who)} for who in (ana, kit, bo)}
        assert [counts[who]["courses.offers"] for who in (ana, kit, bo)] == [1, 1, 0]

    def test_whoever_leaves_for_good_takes_offers_to_them_and_their_words_along(
        self, ana, kit, harbour, course
    ):
        offered(course, ana, kit)
        offered(course, harbour, kit, words="Kit says hello")
        retire_person(ana, at=AT)
        retire_person(kit, at=AT)
        assert [(row.team, row.words) for row in Assignment.objects.all()] == [(harbour, "")]


class TestTelling:
    def test_each_is_told_once_and_never_which_course(self, ana, kit, harbour, course):
        offered(course, harbour, kit, due_on=timezone.localdate() + timedelta(days=9))
        assert told() == told() == ["ana"]
        words = sweep.write(Notice.objects.get(kind=ASSIGNED))
        assert "Listening" not in words.subject + words.body
        assert "if you can" in words.body and "/my-learning/" in words.body

    def test_not_whoever_has_it_already_nor_who_offered_it(self, ana, bo, kit, course):
        RoleHeld.objects.create(person=kit, role=Role.TRAINEE, from_day=LONG_AGO)
        RoleHeld.objects.create(person=bo, role=Role.TRAINEE, from_day=LONG_AGO)
        enrol(ana, course, by=ana)
        offered(course, Role.TRAINEE, kit)
        assert told() == ["bo"]

    def test_an_offer_taken_back_at_once_is_not_told(self, ana, kit, course):
        withdraw(offered(course, ana, kit), by=kit)
        assert told() == []

    def test_five_hundred_people_cost_a_few_statements(self, kit, harbour, course):
        people = [User(sign_in_name=f"p{n}", chosen_name=f"P{n}") for n in range(500)]
        people = User.objects.bulk_create(people)
        held = [RoleHeld(person=p, role="trainee", team=harbour, from_day=LONG_AGO) for p in people]
        RoleHeld.objects.bulk_create(held)
        assert len(statements(lambda: offered(course, harbour, kit))) <= 16
        offer = Assignment.objects.get()
        assert len(statements(lambda: assigning.tell(str(offer.pk), at=AT))) <= 12
        assert Notice.objects.count() == 501  # Ana is in the team, too


class TestUptake:
    def test_it_counts_whom_one_coordinates(self, ana, bo, kit, harbour, mia, course):
        RoleHeld.objects.create(person=bo, role=Role.SUPERVISOR, team=harbour, from_day=LONG_AGO)
        offer = offered(course, harbour, kit)
        enrol(ana, course, by=ana)
        take(ana, course, FIRST)
        take(ana, course, SECOND)
        enrol(bo, course, by=bo)
        assert self.of(offer, mia) == Uptake(people=2, joined=2, finished=1)
        leave(bo, course)
        assert self.of(offer, mia) == Uptake(people=2, joined=1, finished=1)
        assert self.of(offer, kit) == Uptake(people=3, joined=1, finished=1)  # Mia herself as well

    def test_it_costs_the_same_for_one_and_many(self, ana, kit, harbour, course):
        few = [offered(course, ana, kit)]
        many = [*few, offered(course, harbour, kit), offered(course, Role.TRAINEE, kit)]
        many += [offered(make_course(f"c{n}"), ana, kit) for n in range(3)]
        cost = [
            len(statements(lambda r=r: uptake_of(r, by=kit, on=AT.date()))) for r in (few, many)
        ]
        assert cost[0] <= cost[1] <= 5

    def of(self, offer, by):
        return uptake_of([offer], by=by, on=AT.date()).get(offer.pk)
