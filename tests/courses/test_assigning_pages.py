"""The pages on which a course is offered, who tries to reach further, and many at once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.assigning import ASSIGNED, assign
from courses.joining import enrol
from courses.models import Assignment, Enrolment
from learning import sweep
from office.models import Due, Notice
from people.models import Role, RoleHeld, Team
from tests.conftest import come_in, person
from tests.courses.builders import make_course
from tests.courses.test_assigning import LIST, offered, page
from tests.courses.test_cost import statements
from tests.courses.test_parallel import at_once, signed_in
from tests.people.factories import LONG_AGO


class TestPages:
    def send(self, client, path, **values):
        return client.post(path, {"due_on": "", "words": "A line"} | values, follow=True)

    def test_a_person_is_looked_for_by_name_and_offered_a_course(self, client, ana, mia, course):
        come_in(client, mia)
        path = f"{LIST}-/person/{ana.pk}/"
        assert path in client.post(LIST, {"name": "an"}).content.decode()
        day = timezone.localdate() + timedelta(days=30)
        html = self.send(client, path, course=course.pk, due_on=day.isoformat()).content.decode()
        assert "It is offered" in html and "A line" in html and "Not taken up" in html
        assert Assignment.objects.get().due_on == day

    def test_a_whole_team_and_a_role(self, client, kit, harbour, course):
        come_in(client, kit)
        html = page(client)
        for path in (f"{LIST}-/team/{harbour.pk}/", f"{LIST}-/role/mentor/"):
            assert f'href="{path}"' in html
            assert "It is offered" in self.send(client, path, course=course.pk).content.decode()
        assert "1 person · 0 on it · 0 finished" in page(client)

    @pytest.mark.parametrize(
        "wrong", [{"due_on": "2020-01-01"}, {"due_on": "soon"}, {"course": "0"}, {"course": ""}]
    )
    def test_bad_input_comes_back_with_words(self, client, ana, kit, course, wrong):
        come_in(client, kit)
        answer = self.send(client, f"{LIST}-/person/{ana.pk}/", **{"course": course.pk} | wrong)
        assert answer.status_code == 422 and "field__error" in answer.content.decode()
        assert not Assignment.objects.exists()

    def test_it_is_taken_back_with_one_button(self, client, ana, kit, course):
        offer = offered(course, ana, kit)
        come_in(client, kit)
        answer = client.post(f"{LIST}-/{offer.pk}/withdraw/", follow=True)
        assert "The offer is taken back" in answer.content.decode()
        assert "Nothing is offered yet" in page(client)

    def test_whoever_looks_after_people_finds_the_way(self, client, kit):
        come_in(client, kit)
        assert f'href="{LIST}"' in page(client, "/en/people/")

    def test_more_offers_cost_no_more_statements(self, client, ana, kit, course):
        offered(course, ana, kit)
        come_in(client, kit)
        page(client)
        few = len(statements(lambda: page(client)))
        for n in range(5):
            offered(make_course(f"c{n}"), ana, kit)
        assert len(statements(lambda: page(client))) == few


class TestAttacks:
    """A coordinator reaches for another team, a mentor posts the form, numbers are guessed."""

    def paths(self, ana, harbour):
        ends = (f"person/{ana.pk}/", f"team/{harbour.pk}/", "role/trainee/", "role/nonsense/")
        return [f"{LIST}-/{end}" for end in ends]

    def test_another_teams_coordinator_finds_none_of_it(self, client, ana, harbour, lou, course):
        offer = offered(course, ana, person("max", Role.COORDINATOR), words="kestrel")
        come_in(client, lou)
        for path in self.paths(ana, harbour):
            assert client.get(path).status_code == 404
            assert client.post(path, {"course": course.pk}).status_code == 404
        assert client.post(f"{LIST}-/{offer.pk}/withdraw/").status_code == 404
        assert "kestrel" not in page(client) and "Harbour" not in page(client)
        assert "Ana" not in client.post(LIST, {"name": "ana"}).content.decode()
        assert list(Assignment.objects.values_list("pk", "withdrawn_at")) == [(offer.pk, None)]

    @pytest.mark.parametrize("role", [Role.MENTOR, Role.TRAINEE, Role.SUPERVISOR, Role.PUBLISHER])
    def test_for_whoever_offers_nothing_it_is_not_there(self, client, ana, harbour, course, role):
        offer = offered(course, ana, person("max", Role.COORDINATOR))
        come_in(client, person("pat", role))
        for path in [LIST, *self.paths(ana, harbour)]:
            assert client.get(path).status_code == 404
            assert client.post(path, {"course": course.pk, "name": "a"}).status_code == 404
        assert client.post(f"{LIST}-/{offer.pk}/withdraw/").status_code == 404
        assert Assignment.objects.open().count() == 1

    def test_guessed_numbers_say_nothing(self, client, mia, cy, course):
        come_in(client, mia)
        for pk in (cy.pk, 999_999):
            assert client.get(f"{LIST}-/person/{pk}/").status_code == 404
            assert client.post(f"{LIST}-/{pk}/withdraw/").status_code == 404

    def test_what_the_form_does_not_ask_is_not_taken_from_it(self, client, ana, bo, mia, course):
        come_in(client, mia)
        more = {"person": bo.pk, "by": bo.pk, "role": "trainee", "team": 1}
        client.post(f"{LIST}-/person/{ana.pk}/", {"course": course.pk, "words": "", **more})
        row = Assignment.objects.get()
        assert (row.person, row.by, row.role, row.team) == (ana, mia, "", None)

    def test_a_visitor_is_sent_to_sign_in(self, client, db):
        assert "/account/login/" in client.get(LIST)["Location"]


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_the_same_offer_twenty_times_is_one(self):
        ana, kit, course = person("ana"), person("kit", Role.COORDINATOR), make_course()
        team = Team.objects.create(name="Harbour")
        RoleHeld.objects.create(person=ana, role=Role.TRAINEE, team=team, from_day=LONG_AGO)
        for to in (ana, team, Role.TRAINEE):
            rows = at_once(lambda n, to=to: assign(course, to=to, by=kit).pk)
            assert len(set(rows)) == 1
        assert Assignment.objects.count() == 3
        assert Due.objects.filter(kind=ASSIGNED).count() == 3
        sweep.run()
        assert Notice.objects.filter(to=ana).count() == 3

    def test_leaving_while_answers_come_in_leaves_nothing_behind(self):
        ana, course = person("ana"), make_course(lessons=1)
        enrol(ana, course, by=ana)
        clients = [signed_in(ana) for _ in range(20)]
        there = "/en/courses/-/listening/"

        def one(n):
            if n == 7:
                return clients[n].post(f"{there}leave/", {"then": "remove"}).status_code
            return clients[n].post(f"{there}first/l1/done/", {"attempt": f"{n:032x}"}).status_code

        assert set(at_once(one)) <= {302, 422}  # 422: the question still waits
        assert Enrolment.objects.get().left_at
        assert not Enrolment.objects.get().attempts.exists()
        assert not Enrolment.objects.get().progress.exists()
