"""Roles have days; everything a person may do follows from them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError

from learning import sweep
from office.audit import Entry
from office.due import Due
from people import api as people
from people.models import Role, RoleHeld, User
from people.roles import EndsBeforeItBegins, end_role, give_role, may, roles_of
from tests.office.test_due import in_threads
from tests.people.factories import LONG_AGO, RoleHeldFactory, TeamFactory, UserFactory

MARCH_1 = date(2027, 3, 1)
NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
pytestmark = pytest.mark.django_db


def give(person, role=Role.CONTENT_EDITOR, **values):
    return give_role(person, role, **{"by": None, "from_day": MARCH_1, "at": NOON} | values)


def groups_of(person):
    return sorted(person.groups.values_list("name", flat=True))


class TestDays:
    def test_both_ends_count(self, ana):
        give(ana, until_day=MARCH_1 + DAY)
        held = {
            day: Role.CONTENT_EDITOR in roles_of(ana, MARCH_1 + day * DAY) for day in range(-1, 3)
        }
        assert held == {-1: False, 0: True, 1: True, 2: False}

    def test_a_role_without_an_end_goes_on(self, ana):
        give(ana)
        assert Role.CONTENT_EDITOR in roles_of(ana, date(2090, 1, 1))

    def test_a_retired_person_has_none(self):
        held = RoleHeldFactory(person=UserFactory(retired=True))
        assert roles_of(held.person, MARCH_1) == frozenset()

    def test_the_day_is_the_one_where_the_person_is(self):
        """At noon UTC it is tomorrow on Kiritimati."""
        abroad = UserFactory(abroad=True)
        assert abroad.day(NOON) == MARCH_1 + DAY
        give(abroad, from_day=MARCH_1 + DAY)
        assert groups_of(abroad) == ["Editors"]

    def test_a_zone_that_the_machine_forgot_closes_no_door(self):
        assert UserFactory(time_zone="Atlantis/Harbour").day(NOON) == MARCH_1

    def test_an_end_before_the_beginning_is_refused(self, ana):
        with pytest.raises(EndsBeforeItBegins):
            give(ana, until_day=MARCH_1 - DAY)


class TestGiving:
    def test_asking_twice_gives_back_the_first(self, ana):
        assert give(ana) == give(ana)
        assert Entry.objects.count() == 1

    def test_the_same_role_in_two_teams_is_two(self, ana):
        assert give(ana, team=TeamFactory()) != give(ana, team=TeamFactory())

    def test_it_is_written_down_for_the_person(self, ana, sam):
        held = give(ana, by=sam)
        entry = Entry.objects.for_person(ana).get()
        assert (entry.verb, entry.object_kind) == ("gave role", "people.role")
        assert (entry.object_key, entry.actor, entry.at) == (str(held.pk), sam, NOON)
        assert entry.roles == "administrator"

    def test_ending_is_written_down_too(self, ana, sam):
        end_role(give(ana), by=sam, until_day=MARCH_1, at=NOON)
        assert [e.verb for e in Entry.objects.for_person(ana)] == ["ended role", "gave role"]

    def test_a_role_that_was_given_by_mistake_is_taken_away_at_once(self, ana):
        held = give(ana)
        end_role(held, by=None, until_day=MARCH_1 - DAY, at=NOON)
        assert groups_of(ana) == []
        assert Role.CONTENT_EDITOR not in roles_of(ana, MARCH_1)

    def test_a_word_that_is_no_role_is_refused(self, ana):
        with pytest.raises(ValueError, match="captain"):
            give(ana, role="captain")

    @pytest.mark.django_db(transaction=True)
    def test_asking_at_once_gives_one(self, ana):
        in_threads(4, lambda: give(ana))
        assert RoleHeld.objects.filter(role=Role.CONTENT_EDITOR).count() == 1


class TestGroupsFollow:
    def test_when_a_role_begins_and_when_it_ends(self, ana):
        give(ana, from_day=MARCH_1 + DAY, until_day=MARCH_1 + 2 * DAY)
        seen = []
        for days in range(4):
            sweep.run(now=NOON + days * DAY)
            seen.append(groups_of(ana))
        assert seen == [[], ["Editors"], ["Editors"], []]

    def test_at_midnight_where_the_person_is(self):
        abroad = UserFactory(abroad=True)
        give(abroad, until_day=abroad.day(NOON))
        waiting = Due.objects.get(kind="people.groups")
        assert waiting.at == datetime(2027, 3, 2, 10, tzinfo=UTC)

    def test_nothing_waits_once_nothing_changes_any_more(self, ana):
        give(ana, until_day=MARCH_1)
        sweep.run(now=NOON + DAY)
        assert not Due.objects.exists()

    def test_a_cause_of_somebody_who_is_gone_is_settled(self):
        assert people.settle("people.groups", "0", at=NOON) is True

    def test_other_kinds_are_other_rooms(self):
        assert people.settle("evidence", "1", at=NOON) is False


class TestMay:
    @pytest.mark.parametrize(
        ("role", "verb", "kind"),
        [
            (Role.ADMINISTRATOR, "give", "role"),
            (Role.COORDINATOR, "assign", "course"),
            (Role.PUBLISHER, "publish", "page"),
            (Role.TRANSLATOR, "open", "cms"),
        ],
    )
    def test_what_a_role_allows(self, role, verb, kind):
        person = RoleHeldFactory(role=role).person
        assert may(person, verb, kind, MARCH_1)
        assert not may(UserFactory(), verb, kind, MARCH_1)

    def test_what_is_not_listed_is_refused(self, sam):
        assert not may(sam, "read", "note", MARCH_1)

    def test_nobody_can_be_made_a_superuser(self):
        with pytest.raises(IntegrityError):
            UserFactory(is_superuser=True)

    def test_a_coordinator_of_one_team_sees_its_people_and_themselves(self):
        front, outreach = TeamFactory(), TeamFactory()
        kit = RoleHeldFactory(role=Role.COORDINATOR, team=front).person
        ours, theirs = (RoleHeldFactory(team=team).person for team in (front, outreach))
        assert set(User.objects.visible_to(kit, MARCH_1)) == {kit, ours}
        assert may(kit, "see", ours, MARCH_1) and not may(kit, "see", theirs, MARCH_1)
        assert may(kit, "see", front, MARCH_1) and not may(kit, "see", outreach, MARCH_1)

    def test_a_coordinator_of_all_and_an_administrator_see_everybody(self, kit, sam, ana):
        for person in (kit, sam):
            assert ana in User.objects.visible_to(person, MARCH_1)
            assert may(person, "see", ana, MARCH_1)

    @pytest.mark.parametrize("ended", ["2020-02-01"])
    def test_who_coordinated_last_year_sees_only_themselves(self, kit, ana, ended):
        kit.roles_held.update(until_day=ended)
        assert set(User.objects.visible_to(kit, MARCH_1)) == {kit}

    def test_others_see_only_themselves(self, ana, bo):
        assert set(User.objects.visible_to(bo, MARCH_1)) == {bo}


class TestOpensCms:
    @pytest.mark.parametrize("role", Role)
    def test_only_for_those_who_work_there(self, role):
        inside = {"content_editor", "translator", "publisher", "coordinator", "administrator"}
        inside |= {"reviewer"}
        held = RoleHeldFactory(role=role)
        assert people.may_open_cms(held.person, MARCH_1) == (role.value in inside)

    def test_not_after_the_last_day_whatever_the_groups_say(self):
        held = RoleHeldFactory(role=Role.PUBLISHER, ended=True)
        people.derive_groups(held.person, LONG_AGO)
        assert groups_of(held.person) == ["Publishers"]
        assert not people.may_open_cms(held.person)

    def test_it_costs_one_query(self, eve, django_assert_num_queries):
        with django_assert_num_queries(1):
            assert people.may_open_cms(eve, MARCH_1)
