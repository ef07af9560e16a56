"""Nobody gives themselves, or anybody, more than they have (attack A3)."""

import pytest
from django.test import Client

from people.models import Invitation, Role, RoleHeld, Team, User
from tests.attacks import rows
from tests.attacks.addresses import patterns
from tests.attacks.test_mass_assignment import EXTRA, standing
from tests.conftest import come_in, person
from tests.people.factories import LONG_AGO

pytestmark = pytest.mark.django_db

WITHOUT_PEOPLE = [
    Role.TRAINEE,
    Role.MENTOR,
    Role.SUPERVISOR,
    Role.GUEST,
    Role.CONTENT_EDITOR,
    Role.TRANSLATOR,
    Role.REVIEWER,
    Role.PUBLISHER,
]
ADMINISTRATORS_ONLY = ["invite", "invite_many", "invitations", "role_words", "mail_trouble"]
ADMINISTRATORS_ONLY += ["recoveries"]


@pytest.fixture(autouse=True)
def no_limits(settings):
    settings.ACCOUNT_RATE_LIMITS = False


@pytest.fixture
def known(ana, sam):
    """Objects of each kind that an address of people/ may name."""
    team = Team.objects.create(name="Harbour")
    held = RoleHeld.objects.create(person=ana, role=Role.TRAINEE, team=team, from_day=LONG_AGO)
    invitation = invite(by=sam)
    return {
        "pk": [ana.pk, sam.pk, team.pk, held.pk],
        "person": [ana.pk],
        "held": [held.pk],
        "team": [team.pk],
        "uuid": [invitation.pk],
    }


def invite(*, by, **values):
    from people import invitations  # noqa: PLC0415

    values = {"role": Role.TRAINEE, "language": "en", "email": "new@example.org"} | values
    return invitations.invite(by=by, **values)


def of_people(known):
    found = [p for p in patterns() if p.template.startswith("en/people/")]
    assert found
    return {p.name: list(p.filled(known)) for p in found}


def is_nothing_there(client, path, typed):
    """404; the verb that an address does not know is refused to everybody, object or not."""
    said = {client.get(path).status_code, client.post(path, typed).status_code}
    return said in ({404}, {404, 405})


@pytest.mark.parametrize("role", WITHOUT_PEOPLE)
def test_whoever_looks_after_nobody_finds_no_page_about_people(client, known, role):
    come_in(client, person("pat", role))
    before = standing()
    typed = EXTRA | {"email": "evil@example.net", "chosen_name": "Evil", "language": "en"}
    for paths in of_people(known).values():
        for path in paths:
            assert is_nothing_there(client, path, typed), path
    assert standing() == before


def test_a_coordinator_finds_none_of_an_administrators(client, kit, known):
    come_in(client, kit)
    addresses = of_people(known)
    for name in ADMINISTRATORS_ONLY:
        for path in addresses[name]:
            assert is_nothing_there(client, path, EXTRA), path


def test_a_coordinator_of_one_team_finds_nobody_of_another(client, ana, sam, known):
    elsewhere = Team.objects.create(name="Lighthouse")
    lou = person("lou")
    RoleHeld.objects.create(person=lou, role=Role.COORDINATOR, team=elsewhere, from_day=LONG_AGO)
    come_in(client, lou)
    for who in (ana, sam):
        assert is_nothing_there(client, f"/en/people/{who.pk}/", EXTRA)


def test_a_role_that_ended_yesterday_invites_nobody(client, sam):
    come_in(client, sam)
    assert client.get("/en/people/invite/").status_code == 200
    sam.roles_held.update(until_day="2021-01-01")
    assert client.get("/en/people/invite/").status_code == 404
    assert client.post("/en/people/invite/", {"role": "administrator"}).status_code == 404


class TestInvitations:
    def test_it_is_used_once(self, sam):
        path = self.link(invite(by=sam))
        assert self.use(path, "Noor")
        assert not self.use(path, "Evil")
        assert User.objects.filter(chosen_name="Evil").count() == 0

    def test_looking_at_it_uses_nothing_up(self, sam):
        path = self.link(invite(by=sam))
        before = rows.of_the_door()
        for look in (Client().get, Client().head, Client().options):
            look(path)
        assert rows.of_the_door() == before
        assert self.use(path, "Noor")

    def test_another_address_or_role_is_not_taken_from_the_form(self, sam):
        path = self.link(invite(by=sam))
        swapped = EXTRA | {"email": "evil@example.net", "sign_in_name": "sam", "team": "1"}
        self.use(path, "Noor", **swapped | {"password": "a calm password"})
        noor = User.objects.get(chosen_name="Noor")
        assert noor.email == "new@example.org"
        assert noor.is_active and not noor.is_superuser
        assert [held.role for held in noor.roles_held.all()] == [Role.TRAINEE]

    def test_one_that_was_withdrawn_opens_nothing(self, sam):
        from people import invitations  # noqa: PLC0415

        invitation = invite(by=sam)
        path = self.link(invitation)
        invitations.withdraw(invitation, by=sam)
        assert not self.use(path, "Evil")

    def test_used_withdrawn_unknown_and_broken_links_say_the_same(self, sam):
        from people import invitations  # noqa: PLC0415

        used, withdrawn = invite(by=sam), invite(by=sam, email="other@example.org")
        paths = [self.link(used), self.link(withdrawn)]
        self.use(paths[0], "Noor")
        invitations.withdraw(withdrawn, by=sam)
        known_path = paths[0].rsplit("/", 2)[0]
        paths += [f"{known_path}/{'x' * 43}/", f"{known_path}/x/", f"{known_path}/{'é' * 9}/"]
        said = {self.said(path) for path in paths}
        assert len(said) == 1

    def test_nobody_but_an_administrator_makes_one(self, client, kit):
        come_in(client, kit)
        values = {"role": "administrator", "email": "evil@example.net", "language": "en"}
        assert client.post("/en/people/invite/", values).status_code == 404
        assert not Invitation.objects.exists()

    def link(self, invitation):
        from people import invitations  # noqa: PLC0415

        return f"/en/account/invitation/{invitations.token_of(invitation)}/"

    def use(self, path, name, **more):
        before = User.objects.count()
        typed = {"chosen_name": name, "languages": "en", "time_zone": "UTC", "device": "shared"}
        typed |= {"password1": "a calm password", "password2": "a calm password"}
        Client().post(path, typed | more)
        return User.objects.count() > before

    def said(self, path):
        answer = Client().get(path)
        return answer.status_code, answer.content
