"""Pages for people, roles, teams and invitations: who sees what, and what nobody can do there."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from office.models import Entry, Notice
from people import invitations, sign_up
from people.models import Invitation, Role, Team, User
from tests.conftest import come_in
from tests.courses.builders import make_course
from tests.people.factories import RoleHeldFactory, TeamFactory, UserFactory
from tests.people.test_invitations import ADDRESS, NO_MAIL

pytestmark = pytest.mark.django_db
PEOPLE, INVITE = "/en/people/", "/en/people/invite/"
FORM = {"how": "mail", "email": ADDRESS, "language": "es", "role": "trainee"}


@pytest.fixture
def admin(client, sam):
    return come_in(client, sam)


def of(person):
    return f"/en/people/{person.pk}/"


def invited(**values):
    values = {"by": None, "role": Role.TRAINEE, "language": "es", "email": ADDRESS} | values
    return invitations.invite(**values)


def card():
    return invited(email="", sign_in_name="luz", is_card=True)


def pages(person, invitation):
    """Every address of these pages: (how it is asked, where)."""
    uuid = invitation.pk
    yield from (("get", reverse(name)) for name in ("invite", "invite_many", "invitations"))
    yield from (("get", reverse(name)) for name in ("teams", "people"))
    yield from (("get", reverse(name, args=[person.pk])) for name in ("person",))
    for name in ("give_role", "reset_card", "close_account", "reopen_account"):
        yield "post", reverse(name, args=[person.pk])
    yield "post", reverse("end_role", args=[person.pk, person.roles_held.get().pk])
    yield "get", reverse("team", args=[TeamFactory().pk])
    for name in ("invitation_made", "invitation_card", "invitation_card_file"):
        yield "get", reverse(name, args=[uuid])
    for name in ("withdraw_invitation", "send_invitation_again"):
        yield "post", reverse(name, args=[uuid])
    for name in ("invite", "invite_many", "invite_many_report", "invite_many_cards", "teams"):
        yield "post", reverse(name)


class TestStrangers:
    @pytest.mark.parametrize("who", ["ana", "bo", "eve"])
    def test_find_nothing_here(self, client, request, cy, who):
        come_in(client, request.getfixturevalue(who))
        for method, address in pages(cy, card()):
            assert getattr(client, method)(address).status_code == 404, address

    def test_visitors_are_sent_to_sign_in(self, client, cy):
        for method, address in pages(cy, card()):
            assert "/account/login/" in getattr(client, method)(address)["Location"], address

    def test_a_coordinator_finds_people_and_nothing_to_change(self, client, kit, cy):
        come_in(client, kit)
        for method, address in pages(cy, card()):
            wanted = 200 if address in (PEOPLE, of(cy)) else 404
            assert getattr(client, method)(address).status_code == wanted, address
        assert Invitation.objects.get().withdrawn_at is None

    def test_an_administrator_who_is_none_any_more_finds_nothing(self, admin, sam):
        sam.roles_held.update(until_day="2020-02-01")
        assert admin.get(PEOPLE).status_code == 404


class TestTheList:
    def test_a_coordinator_reads_of_their_teams_only(self, client):
        ours, theirs = TeamFactory(name="Harbour"), TeamFactory(name="Bridge")
        kit = RoleHeldFactory(role=Role.COORDINATOR, team=ours).person
        both = RoleHeldFactory(team=ours, person__chosen_name="Luz", role=Role.MENTOR).person
        RoleHeldFactory(person=both, team=theirs, role=Role.REVIEWER)
        other = RoleHeldFactory(team=theirs, person__chosen_name="Noor").person
        page = come_in(client, kit).get(PEOPLE).content.decode()
        assert "Luz" in page and "Mentor" in page and "Harbour" in page
        assert not any(word in page for word in ("Noor", "Bridge", "example.org"))
        assert "Bridge" not in client.get(of(both)).content.decode()
        assert client.get(of(other)).status_code == 404

    def test_the_words_for_roles_are_neutral(self, admin):
        RoleHeldFactory(role=Role.MENTOR)
        page = admin.get(PEOPLE).content.decode()
        assert "Mentor" in page and "peer" not in page.lower()

    def test_a_name_is_searched_for_in_any_case_and_stands_in_no_address(self, admin):
        for name in ("Élan Vital", "Ana Luz"):
            UserFactory(chosen_name=name)
        answer = admin.post(PEOPLE, {"name": "élan"})
        assert answer.status_code == 200
        page = answer.content.decode()
        assert "Vital" in page and "Ana Luz" not in page
        assert "lan&" not in page and "name=%" not in page

    def test_by_team_and_role(self, admin):
        team = TeamFactory()
        RoleHeldFactory(team=team, role=Role.MENTOR, person__chosen_name="Luz")
        RoleHeldFactory(team=team, person__chosen_name="Noor")
        answer = admin.post(PEOPLE, {"team": team.pk, "role": "mentor"})
        assert answer["Location"] == f"{PEOPLE}?team={team.pk}&role=mentor"
        page = admin.get(answer["Location"]).content.decode()
        assert "Luz" in page and "Noor" not in page

    @pytest.mark.parametrize("query", ["team=x", "role=captain", "page=x", "page=99", "team=999"])
    def test_what_makes_no_sense_is_no_error(self, admin, query):
        assert admin.get(f"{PEOPLE}?{query}").status_code == 200

    def test_who_is_retired_is_not_listed(self, admin):
        UserFactory(chosen_name="Gone", is_active=False, retired_at=timezone.now())
        assert "Gone" not in admin.get(PEOPLE).content.decode()

    def test_fifty_on_a_page_at_the_same_cost(self, admin, django_assert_max_num_queries):
        admin.get(PEOPLE)
        counted = []
        for many in (3, 60):
            RoleHeldFactory.create_batch(many, team=TeamFactory())
            with django_assert_max_num_queries(40) as count:
                page = admin.get(PEOPLE).content.decode()
            counted.append(len(count))
        assert counted[0] == counted[1]
        assert page.count('class="rows__who"') == 50
        assert "?page=2" in page


class TestAPerson:
    def test_no_address_and_no_legal_name_is_shown(self, admin):
        person = UserFactory(email="kestrel@example.org", legal_name="Kestrel")
        assert "kestrel" not in admin.get(of(person)).content.decode().lower()

    def test_who_looked_is_written_down_once_a_day(self, admin, ana, sam):
        for _ in range(3):
            admin.get(of(ana))
        entry = Entry.objects.for_person(ana).get(verb="looked at")
        assert (entry.actor, entry.roles) == (sam, "administrator")

    def test_to_look_at_oneself_is_nobodys_business(self, admin, sam):
        admin.get(of(sam))
        assert not Entry.objects.filter(verb="looked at").exists()

    def test_a_role_is_given_with_its_days_and_told(self, admin, ana):
        team = TeamFactory()
        values = {"role": "mentor", "team": team.pk, "from_day": "2027-01-01"}
        admin.post(f"{of(ana)}roles/", values | {"until_day": "2027-12-31"})
        held = ana.roles_held.get(role="mentor")
        assert (held.team, held.from_day, held.until_day) == (
            team,
            date(2027, 1, 1),
            date(2027, 12, 31),
        )
        assert Notice.objects.for_person(ana).get(kind="people.role_changed").about == str(held.pk)

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"role": "superuser"}, "role"),
            ({"role": ""}, "role"),
            ({"team": "999"}, "team"),
            ({"from_day": "yesterday"}, "from_day"),
            ({"until_day": "2000-01-01"}, "until_day"),
            ({"role_language": "es"}, "role_language"),
            ({"role": "translator", "role_language": "xx"}, "role_language"),
            ({"course": "5e1b7a52-0000-4000-8000-000000000000"}, "course"),
            ({"course": "x"}, "course"),
        ],
    )
    def test_what_does_not_fit_comes_back_in_words(self, admin, ana, wrong, field):
        values = {"role": "mentor", "from_day": "2027-01-01"} | wrong
        answer = admin.post(f"{of(ana)}roles/", values)
        assert field in answer.context["give"].errors
        assert ana.roles_held.count() == 1

    def test_a_translator_is_one_for_a_language(self, admin, ana):
        values = {"role": "translator", "role_language": "fr", "from_day": "2027-01-01"}
        admin.post(f"{of(ana)}roles/", values)
        assert ana.roles_held.get(role="translator").language == "fr"

    def test_a_role_may_be_given_for_one_course(self, admin, ana, sam):
        course = make_course("only-this", lessons=1)
        values = {"role": "content_editor", "course": str(course.translation_key)}
        admin.post(f"{of(ana)}roles/", values | {"from_day": "2020-01-01"})
        assert ana.roles_held.get(role="content_editor").course == course.translation_key
        page = admin.get(of(ana)).content.decode()
        assert "Editor</bdi></strong> · <bdi>Listening</bdi>" in page

    @pytest.mark.parametrize("role", ["mentor", "administrator", "coordinator"])
    def test_not_every_role_is_one_of_a_course(self, admin, ana, role):
        course = make_course("only-this", lessons=1)
        values = {"role": role, "course": str(course.translation_key), "from_day": "2020-01-01"}
        answer = admin.post(f"{of(ana)}roles/", values)
        assert "course" in answer.context["give"].errors
        assert ana.roles_held.count() == 1

    def end(self, client, held, day):
        values = {f"end-{held.pk}-until_day": day}
        return client.post(f"{of(held.person)}roles/{held.pk}/end/", values)

    def test_a_role_ends_on_a_day_and_the_person_is_told(self, admin, ana):
        held = ana.roles_held.get()
        self.end(admin, held, "2027-03-01")
        held.refresh_from_db()
        assert held.until_day == date(2027, 3, 1)
        assert Notice.objects.for_person(ana).filter(kind="people.role_changed").exists()

    def test_the_role_of_one_is_not_ended_at_another(self, admin, ana, bo):
        held = ana.roles_held.get()
        values = {f"end-{held.pk}-until_day": "2027-03-01"}
        assert admin.post(f"{of(bo)}roles/{held.pk}/end/", values).status_code == 404

    def test_the_last_administrator_stays_one(self, admin, sam):
        held = sam.roles_held.get()
        answer = self.end(admin, held, timezone.now().date().isoformat())
        assert "until_day" in answer.context["held"][0]["form"].errors
        held.refresh_from_db()
        assert held.until_day is None
        assert not Entry.objects.filter(verb="ended role").exists()

    def test_not_where_there_is_another(self, admin, sam):
        RoleHeldFactory(role=Role.ADMINISTRATOR)
        self.end(admin, sam.roles_held.get(), timezone.now().date().isoformat())
        assert sam.roles_held.get().until_day

    def test_another_whose_account_is_closed_does_not_count(self, admin, sam):
        RoleHeldFactory(role=Role.ADMINISTRATOR, person__is_active=False)
        self.end(admin, sam.roles_held.get(), timezone.now().date().isoformat())
        assert sam.roles_held.get().until_day is None

    def test_nothing_of_the_account_itself_can_be_set(self, admin, ana):
        before = User.objects.filter(pk=ana.pk).values().get()
        values = {"password": "x", "email": "x@x.org", "is_superuser": "1", "legal_name": "X"}
        values |= {"role": "mentor", "from_day": "2027-01-01", "chosen_name": "X"}
        for address in (of(ana), f"{of(ana)}roles/"):
            admin.post(address, values)
        assert User.objects.filter(pk=ana.pk).values().get() == before

    def test_the_page_costs_the_same_however_many_roles(self, admin, ana):
        counted = []
        for many in (1, 10):
            for _ in range(many):
                RoleHeldFactory(person=ana, team=TeamFactory(), role=Role.MENTOR)
            admin.get(of(ana))
            with CaptureQueriesContext(connection) as count:
                admin.get(of(ana))
            counted.append(len(count))
        assert counted[0] == counted[1]


class TestClosing:
    def test_a_closed_account_lets_nobody_in_and_ends_every_session(self, admin, ana, client):
        elsewhere = Client()
        elsewhere.force_login(ana)
        admin.post(f"{of(ana)}close/")
        assert not ana.sessions.exists()
        assert elsewhere.get("/en/my-learning/").status_code == 302
        ana.refresh_from_db()
        assert not ana.is_active
        assert Entry.objects.for_person(ana).filter(verb="closed account").count() == 1

    def test_its_cards_open_nothing(self, admin, settings):
        luz = RoleHeldFactory(person__email=None).person
        reset = invitations.reset_card(luz, by=None)
        admin.post(f"{of(luz)}close/")
        admin.post(f"{of(luz)}reopen/")
        with pytest.raises(invitations.NotOpen):
            invitations.find(reset.secret)

    def test_opened_again_it_is_as_it_was(self, admin, ana):
        for verb in ("close", "reopen", "reopen"):
            admin.post(f"{of(ana)}{verb}/")
        ana.refresh_from_db()
        assert ana.is_active
        assert Entry.objects.filter(verb="reopened account").count() == 1

    def test_nobody_closes_their_own(self, admin, sam):
        RoleHeldFactory(role=Role.ADMINISTRATOR)
        assert admin.post(f"{of(sam)}close/").status_code == 404
        sam.refresh_from_db()
        assert sam.is_active

    def test_a_retired_one_is_not_opened(self, admin):
        gone = UserFactory(is_active=False, retired_at=timezone.now())
        assert admin.post(f"{of(gone)}reopen/").status_code == 404
        gone.refresh_from_db()
        assert not gone.is_active

    def test_groups_go_with_it(self, admin, eve):
        admin.post(f"{of(eve)}close/")
        assert not eve.groups.exists()


class TestANewCard:
    def test_it_is_made_shown_and_noted(self, admin, sam):
        luz = RoleHeldFactory(person__email=None, person__sign_in_name="luz").person
        answer = admin.post(f"{of(luz)}card/")
        made = Invitation.objects.get()
        page = admin.get(answer["Location"]).content.decode()
        assert all(f"<bdi>{word}</bdi>" in page for word in made.words.split())
        assert Entry.objects.for_person(luz).get(verb="made a new card").actor == sam

    def test_it_is_not_offered_to_who_can_be_sent_a_mail(self, admin, ana):
        assert "/card/" not in admin.get(of(ana)).content.decode().partition("<main")[2]
        admin.post(f"{of(ana)}card/")
        assert not Invitation.objects.exists()

    def test_nobody_makes_their_own(self, admin, sam, settings):
        settings.EMAIL_BACKEND = NO_MAIL
        assert admin.post(f"{of(sam)}card/").status_code == 404


class TestInviting:
    def test_by_mail(self, admin, sam):
        answer = admin.post(INVITE, FORM | {"chosen_name": "Noor", "role": "mentor"})
        made = Invitation.objects.get()
        assert (made.email, made.language, made.role, made.invited_by) == (
            ADDRESS,
            "es",
            "mentor",
            sam,
        )
        page = admin.get(answer["Location"]).content.decode()
        assert "on its way" in page
        assert made.secret not in page

    def test_by_a_card(self, admin):
        values = FORM | {"how": "card", "sign_in_name": "Luz"}
        page = admin.post(INVITE, values, follow=True).content.decode()
        made = Invitation.objects.get()
        assert (made.sign_in_name, made.email) == ("luz", "")
        assert all(f"<bdi>{word}</bdi>" in page for word in made.words.split())

    def test_a_site_without_mail_shows_the_link_to_hand_over(self, admin, settings):
        settings.EMAIL_BACKEND = NO_MAIL
        page = admin.post(INVITE, FORM, follow=True).content.decode()
        assert Invitation.objects.get().secret in page

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"email": ""}, "email"),
            ({"email": "noor"}, "email"),
            ({"how": "card"}, "sign_in_name"),
            ({"how": "card", "sign_in_name": "two words"}, "sign_in_name"),
            ({"how": "pigeon"}, "how"),
            ({"role": "superuser"}, "role"),
            ({"language": "xx"}, "language"),
            ({"role_language": "es"}, "role_language"),
            ({"team": "999"}, "team"),
        ],
    )
    def test_what_is_wrong_comes_back_in_words(self, admin, wrong, field):
        answer = admin.post(INVITE, FORM | wrong)
        assert field in answer.context["form"].errors
        assert not Invitation.objects.exists()

    def test_who_is_here_already_is_said(self, admin, ana):
        page = admin.post(INVITE, FORM | {"email": ana.email}).content.decode()
        assert "There is an account with this address." in page

    def test_an_open_one_can_be_sent_again_or_withdrawn(self, admin):
        made = invited()
        page = admin.post(INVITE, FORM).content.decode()
        again = reverse("send_invitation_again", args=[made.pk])
        assert again in page
        Notice.objects.update(key="earlier")
        admin.post(again)
        assert Notice.objects.filter(kind="people.invitation").count() == 2
        admin.post(reverse("withdraw_invitation", args=[made.pk]))
        assert Invitation.objects.get().withdrawn_at

    def test_a_taken_name_is_said(self, admin, ana):
        values = FORM | {"how": "card", "sign_in_name": "ANA"}
        assert "sign_in_name" in admin.post(INVITE, values).context["form"].errors

    @pytest.mark.parametrize("verb", ["withdraw_invitation", "send_invitation_again"])
    def test_what_is_used_is_not_there_any_more(self, admin, verb):
        made = invited()
        invitations.use(made, chosen_name="N", password="x", languages=["es"], time_zone="UTC")
        for name in (verb, "invitation_made"):
            assert admin.post(reverse(name, args=[made.pk])).status_code in (404, 405)
        assert admin.get(reverse("invitation_made", args=[made.pk])).status_code == 404

    def test_somebodys_own_wish_to_sign_up_is_not_shown(self, admin):
        sign_up.ask(ADDRESS, language="es")
        assert ADDRESS not in admin.get("/en/people/invitations/").content.decode()
        made = Invitation.objects.get()
        assert admin.get(reverse("invitation_made", args=[made.pk])).status_code == 404


class TestOpenOnes:
    def test_they_are_listed_and_the_others_counted(self, admin):
        invited(chosen_name="Noor")
        card()
        old = invited(email="old@example.org")
        Invitation.objects.filter(pk=old.pk).update(expires_at=timezone.now() - timedelta(days=1))
        invitations.withdraw(invited(email="gone@example.org"), by=None)
        answer = admin.get("/en/people/invitations/")
        page = answer.content.decode()
        assert "Noor" in page and "luz" in page
        assert "old@" not in page and "gone@" not in page
        assert answer.context["ended"] == {"used": 0, "withdrawn": 1, "past": 1}

    def test_at_the_same_cost_however_many(self, admin, django_assert_max_num_queries):
        counted = []
        for many in (1, 10):
            for n in range(many):
                invited(email=f"n{many}-{n}@example.org", team=TeamFactory())
            admin.get("/en/people/invitations/")
            with django_assert_max_num_queries(30) as count:
                admin.get("/en/people/invitations/")
            counted.append(len(count))
        assert counted[0] == counted[1]

    def test_a_card_is_a_file_with_a_neutral_name_or_a_page(self, admin):
        made = card()
        file = admin.get(reverse("invitation_card_file", args=[made.pk]))
        assert "card.pdf" in file["Content-Disposition"] or file.status_code == 302
        page = admin.get(reverse("invitation_card", args=[made.pk]))
        assert made.words.split()[0] in page.content.decode()
        assert "no-store" in page["Cache-Control"]

    def test_a_letter_has_no_card(self, admin):
        made = invited()
        assert admin.get(reverse("invitation_card", args=[made.pk])).status_code == 404


class TestTeams:
    def test_one_is_made_and_renamed_and_it_is_written_down(self, admin):
        admin.post("/en/people/teams/", {"name": "  Harbour "})
        team = Team.objects.get()
        admin.post(f"/en/people/teams/{team.pk}/", {"name": "Bridge"})
        team.refresh_from_db()
        assert team.name == "Bridge"
        assert {e.verb for e in Entry.objects.all()} == {"made team", "renamed team"}

    @pytest.mark.parametrize("name", ["", "  ", "Harbour", "x" * 81])
    def test_a_name_is_needed_and_is_one(self, admin, name):
        TeamFactory(name="Harbour")
        assert admin.post("/en/people/teams/", {"name": name}).context["form"].errors
        assert Team.objects.count() == 1


def test_roles_in_the_list_are_those_of_today(admin):
    RoleHeldFactory(role=Role.PUBLISHER, ended=True, person__chosen_name="Luz")
    assert "Publisher" not in admin.get(PEOPLE).content.decode().partition('class="rows')[2]
