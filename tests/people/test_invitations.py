"""Ways in: made by those who may, used up once, forgotten after fourteen days."""

from datetime import UTC, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError

from learning import sweep
from office.models import Entry, Notice
from people import invitations, keys
from people.appointing import DoesNotFit
from people.models import Invitation, Role, RoleHeld, User
from people.models.invitation import Kind
from tests.conftest import person
from tests.courses.test_parallel import AT_ONCE, at_once
from tests.people.factories import RoleHeldFactory, TeamFactory, UserFactory

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
ADDRESS = "noor@example.org"
NO_MAIL = "django.core.mail.backends.dummy.EmailBackend"
pytestmark = pytest.mark.django_db


def invite(**values):
    values = {"by": None, "role": Role.TRAINEE, "language": "es", "at": NOON} | values
    if not values.get("sign_in_name"):
        values.setdefault("email", ADDRESS)
    return invitations.invite(**values)


def card(name="luz", **values):
    return invite(sign_in_name=name, is_card=True, **values)


def use(invitation, **values):
    values = {
        "chosen_name": "Noor",
        "password": "a calm password",
        "languages": ["es"],
        "time_zone": "Europe/Madrid",
        "at": NOON + DAY,
    } | values
    return invitations.use(invitation, **values)


def holds(invitation):
    row = Invitation.objects.get(pk=invitation.pk)
    return [row.secret, row.words, row.words_fingerprint, row.email, row.chosen_name]


EMPTY = ["", "", None, "", ""]


class TestWhoMayInvite:
    def test_an_administrator(self, sam):
        assert invite(by=sam).invited_by == sam

    @pytest.mark.parametrize("who", ["ana", "bo", "eve", "kit"])
    def test_nobody_else(self, request, who):
        with pytest.raises(invitations.NotAllowed):
            invite(by=request.getfixturevalue(who))

    def test_not_after_the_last_day(self, sam):
        sam.roles_held.update(until_day="2027-02-28")
        with pytest.raises(invitations.NotAllowed):
            invite(by=sam)

    @pytest.mark.parametrize(
        "values",
        [
            {"role": "superuser"},
            {"role": "", "role_language": ""},
            {"role": Role.TRAINEE, "role_language": "es"},
            {"role": Role.TRANSLATOR, "role_language": "xx"},
        ],
    )
    def test_only_roles_that_exist_as_they_are_held(self, values):
        with pytest.raises(DoesNotFit):
            invite(**values)

    @pytest.mark.parametrize("email", ["noor", "a@b@c.org", "@example.org"])
    def test_an_address_must_be_one(self, email):
        with pytest.raises(ValidationError):
            invite(email=email)

    @pytest.mark.parametrize("name", ["noor@example.org", "two words", "<b>", "x" * 61])
    def test_a_sign_in_name_must_be_one(self, name):
        with pytest.raises(ValidationError):
            card(name)

    def test_it_is_written_down_by_its_id_only(self, sam):
        invitation = invite(by=sam)
        entry = Entry.objects.get(verb="invited")
        assert (entry.actor, entry.about, entry.roles) == (sam, None, "administrator")
        assert entry.object_key == str(invitation.pk)


class TestTheSecret:
    def test_a_thousand_differ_and_are_long(self):
        made = {keys.new_secret() for _ in range(1000)}
        assert len(made) == 1000
        assert min(map(len, made)) >= 43

    def test_the_table_holds_only_its_hash_in_plain(self):
        invitation = invite()
        row = Invitation.objects.filter(pk=invitation.pk).extra(select={"raw": "secret"})
        token = invitations.token_of(invitation)
        assert token not in str(row.values("raw", "fingerprint").get())

    def test_the_link_opens_it(self):
        invitation = invite()
        assert invitations.find(invitations.token_of(invitation), at=NOON) == invitation
        assert invitations.link_of(invitation).startswith("http://localhost:8000/es/account/")

    def test_the_words_open_it_however_they_are_written(self):
        invitation = card()
        words = invitations.words_of(invitation)
        assert len(words.split()) == 8
        assert invitations.find_by_words(f"  {words.upper()}\n", at=NOON) == invitation

    def test_the_words_outlive_a_change_of_keys(self, settings):
        invitation = card()
        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
        settings.SECRET_KEY = "another" * 8
        assert invitations.find_by_words(invitation.words, at=NOON) == invitation

    def test_a_letter_has_no_words(self):
        assert invitations.words_of(invite()) == ""


class TestNotOpen:
    def not_open(self, invitation, at):
        token = invitations.token_of(invitation)
        for attempt in (
            lambda: invitations.find(token, at=at),
            lambda: use(invitation, at=at),
        ):
            with pytest.raises(invitations.NotOpen):
                attempt()

    def test_after_fourteen_days(self):
        invitation = invite()
        assert invitations.find(invitation.secret, at=NOON + 14 * DAY - timedelta(seconds=1))
        self.not_open(invitation, NOON + 14 * DAY)

    def test_once_used(self):
        invitation = invite()
        use(invitation)
        self.not_open(invitation, NOON + DAY)

    def test_once_withdrawn(self):
        invitation = invite()
        invitations.withdraw(invitation, by=None, at=NOON)
        self.not_open(invitation, NOON)
        assert holds(invitation) == EMPTY

    def test_where_the_address_has_an_account_by_now(self):
        invitation = invite()
        UserFactory(email=ADDRESS)
        with pytest.raises(invitations.NotOpen):
            use(invitation)

    @pytest.mark.parametrize("token", ["", "x", "x" * 43, "é", "x" * 5000])
    def test_what_never_was(self, token):
        with pytest.raises(invitations.NotOpen):
            invitations.find(token)

    def test_every_refusal_costs_the_same(self, django_assert_num_queries):
        gone, used = invite(), card()
        tokens = [gone.secret, used.secret, "unknown"]
        invitations.withdraw(gone, by=None, at=NOON)
        use(used)
        for token in tokens:
            with django_assert_num_queries(1), pytest.raises(invitations.NotOpen):
                invitations.find(token, at=NOON)


class TestAlreadyHere:
    def test_an_account_with_that_address(self, ana):
        with pytest.raises(invitations.AlreadyHere) as told:
            invite(email="ANA@example.org ")
        assert told.value.invitation is None

    def test_an_open_invitation_with_that_address(self):
        first = invite()
        with pytest.raises(invitations.AlreadyHere) as told:
            invite(email=ADDRESS.upper())
        assert told.value.invitation == first

    def test_a_closed_one_is_no_hindrance(self):
        invitations.withdraw(invite(), by=None, at=NOON)
        assert invite(at=NOON + DAY)

    def test_a_card_that_waits(self):
        first = card("Luz")
        with pytest.raises(invitations.AlreadyHere) as told:
            card("LUZ")
        assert told.value.invitation == first

    def test_a_sign_in_name_of_somebody_else(self, ana):
        with pytest.raises(invitations.NameTaken):
            card("Ana")

    @pytest.mark.django_db(transaction=True)
    def test_a_form_sent_twice_at_once_invites_once(self):
        sam = person("sam", Role.ADMINISTRATOR)

        def send(n):
            try:
                return invite(by=sam, at=None)
            except invitations.AlreadyHere:
                return None

        assert len([made for made in at_once(send) if made]) == 1


class TestMail:
    def test_it_is_a_notice_in_the_same_transaction(self):
        invitation = invite()
        notice = Notice.objects.get(kind="people.invitation")
        assert (notice.address, notice.language) == (ADDRESS, "es")
        assert (notice.about, notice.to) == (str(invitation.pk), None)

    def test_a_card_writes_to_nobody(self):
        card()
        assert not Notice.objects.exists()

    def test_sending_again_is_once_a_minute(self):
        invitation = invite()
        for minutes in (5, 5, 7):
            again = NOON + timedelta(minutes=minutes)
            invitations.send_again(invitation, by=None, at=again)
        assert Notice.objects.count() == 3

    @pytest.mark.parametrize("who", ["bo", "kit"])
    def test_who_may_not_invite_sends_and_withdraws_nothing(self, request, who):
        invitation, by = invite(), request.getfixturevalue(who)
        for verb in (invitations.send_again, invitations.withdraw):
            with pytest.raises(invitations.NotAllowed):
                verb(invitation, by=by, at=NOON)


class TestUsing:
    def test_it_makes_the_account(self, sam):
        team = TeamFactory()
        made = use(invite(by=sam, role=Role.MENTOR, team=team))
        assert (made.email, made.chosen_name, made.languages) == (ADDRESS, "Noor", ["es"])
        assert made.check_password("a calm password")
        held = made.roles_held.get()
        assert (held.role, held.team, held.from_day.isoformat()) == ("mentor", team, "2027-03-02")
        assert Entry.objects.for_person(made).get(verb="gave role").actor == sam

    def test_having_the_link_proves_the_address(self):
        made = use(invite())
        assert EmailAddress.objects.get(user=made).verified

    def test_a_link_that_was_handed_over_proves_nothing(self, settings):
        settings.EMAIL_BACKEND = NO_MAIL
        assert not EmailAddress.objects.get(user=use(invite())).verified

    def test_what_it_held_is_gone(self):
        for invitation in (invite(), card()):
            made = use(invitation)
            assert holds(invitation) == EMPTY
            row = Invitation.objects.get(pk=invitation.pk)
            assert (row.person, row.used_at) == (made, NOON + DAY)

    def test_a_card_makes_an_account_without_address(self):
        made = use(card("Luz"))
        assert (made.sign_in_name, made.email) == ("luz", None)

    def test_a_name_that_nobody_chose_is_made_from_the_other(self):
        UserFactory(sign_in_name="ana-maría")
        made = use(invite(), chosen_name="Ana  María")
        assert made.sign_in_name.removeprefix("ana-maría").isdigit()

    @pytest.mark.parametrize("name", ["🌼", "   ", "..."])
    def test_also_where_it_has_no_letters(self, name):
        assert use(invite(), chosen_name=name).sign_in_name.startswith("person")

    def test_a_role_that_needs_a_second_step_says_so_at_once(self):
        made = use(invite(role=Role.SUPERVISOR))
        assert User.objects.get(pk=made.pk).needs_second_factor

    @pytest.mark.django_db(transaction=True)
    @pytest.mark.parametrize("kind", ["letter", "card"])
    def test_twenty_at_once_make_one_account(self, kind):
        invitation = invite(at=None) if kind == "letter" else card(at=None)

        def go(n):
            try:
                return use(invitation, at=None)
            except invitations.NotOpen:
                return None

        assert len([made for made in at_once(go) if made]) == 1
        assert User.objects.count() == RoleHeld.objects.count() == 1
        assert Invitation.objects.get().used_at

    @pytest.mark.django_db(transaction=True)
    def test_twenty_of_one_name_at_once_get_twenty_sign_in_names(self):
        made = [invite(email=f"noor{n}@example.org", at=None) for n in range(AT_ONCE)]
        names = {one.sign_in_name for one in at_once(lambda n: use(made[n], at=None))}
        assert len(names) == AT_ONCE


class TestTidy:
    def test_what_is_past_its_day_is_emptied_by_the_sweep(self):
        invitation, later = invite(), card(at=NOON + DAY)
        sweep.run(now=NOON + 14 * DAY)
        assert holds(invitation) == EMPTY
        assert holds(later) != EMPTY
        sweep.run(now=NOON + 15 * DAY)
        assert holds(later) == EMPTY

    def test_who_invited_whom_to_what_stays(self, sam):
        invitation = invite(by=sam, role=Role.MENTOR)
        invitations.tidy(NOON + 14 * DAY)
        row = Invitation.objects.get(pk=invitation.pk)
        assert (row.invited_by, row.role, row.kind) == (sam, "mentor", Kind.MAIL)


class TestResetCard:
    @pytest.fixture
    def luz(self):
        return RoleHeldFactory(person__sign_in_name="luz", person__email=None).person

    def make(self, luz, **values):
        return invitations.reset_card(luz, **{"by": None, "at": NOON} | values)

    def test_it_sets_a_new_password_and_tells_the_person(self, luz, sam):
        reset = self.make(luz, by=sam)
        invitations.use_reset(reset, password="another calm one", at=NOON + DAY)
        luz.refresh_from_db()
        assert luz.check_password("another calm one")
        told = set(Notice.objects.for_person(luz).values_list("kind", flat=True))
        assert told == {"people.card_made", "people.card_used"}
        verbs = {(e.verb, e.actor) for e in Entry.objects.for_person(luz)}
        assert verbs == {("made a new card", sam), ("used a new card", luz)}

    def test_it_ends_every_session_and_closes_the_notes(self, luz, client):
        client.force_login(luz)
        invitations.use_reset(self.make(luz), password="another calm one", at=NOON)
        assert not luz.sessions.exists()
        assert luz.closure.why == "card"

    def test_it_makes_no_account(self, luz):
        with pytest.raises(invitations.NotOpen):
            use(self.make(luz))

    def test_an_invitation_resets_nobody(self):
        with pytest.raises(invitations.NotOpen):
            invitations.use_reset(card(), password="another calm one", at=NOON)

    def test_it_works_once(self, luz):
        reset = self.make(luz)
        invitations.use_reset(reset, password="another calm one", at=NOON)
        with pytest.raises(invitations.NotOpen):
            invitations.use_reset(reset, password="a third calm one", at=NOON)

    def test_the_newest_card_is_the_only_one(self, luz):
        first, second = self.make(luz), self.make(luz)
        with pytest.raises(invitations.NotOpen):
            invitations.find(first.secret, at=NOON)
        assert invitations.find(second.secret, at=NOON) == second

    def test_not_for_who_can_be_sent_a_mail(self, ana, settings):
        with pytest.raises(invitations.CannotReset):
            self.make(ana)
        settings.EMAIL_BACKEND = NO_MAIL
        assert self.make(ana)

    @pytest.mark.parametrize("who", ["ana", "bo", "eve", "kit"])
    def test_not_by_who_may_not(self, request, luz, who):
        with pytest.raises(invitations.NotAllowed):
            self.make(luz, by=request.getfixturevalue(who))

    def test_not_for_oneself(self, settings):
        settings.EMAIL_BACKEND = NO_MAIL
        sam = person("sam", Role.ADMINISTRATOR)
        with pytest.raises(invitations.NotAllowed):
            self.make(sam, by=sam)

    def test_a_closed_account_is_not_opened_by_a_card(self, luz):
        reset = self.make(luz)
        User.objects.filter(pk=luz.pk).update(is_active=False)
        with pytest.raises(invitations.NotOpen):
            invitations.find(reset.secret, at=NOON)
        with pytest.raises(invitations.NotOpen):
            invitations.use_reset(reset, password="another calm one", at=NOON)
        luz.refresh_from_db()
        with pytest.raises(invitations.CannotReset):
            self.make(luz)
