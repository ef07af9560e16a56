"""Ways in: made for one person, used up once, forgotten after fourteen days.

Whatever does not open - unknown, used, withdrawn, past its day - is one refusal, `NotOpen`, so that
nobody learns from it whether there is an account. `by=None` is the operator.
"""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from office import due, notices, organisation
from people import keys, naming, recovery, sessions, tell, words
from people.appointing import check_fits
from people.models import Invitation, Role, Team, User
from people.models.invitation import LASTS, Kind
from people.models.user import as_sign_in_name
from people.roles import NotAllowed, check_may, give_role

TIDY_DUE = "people.tidy_invitations"
KIND = "people.invitation"
HANDED_OVER = {Kind.CARD, Kind.RESET}
EMPTIED = {
    "secret": "",
    "words": "",
    "words_fingerprint": None,
    "email": "",
    "chosen_name": "",
    "sign_in_name": "",
}
TRIES = 5  # at a sign-in name that nobody chose


class AlreadyHere(Exception):
    """Somebody with that address has an account, or a way in that is still open."""

    def __init__(self, invitation: Invitation | None = None):
        super().__init__()
        self.invitation = invitation


class NotOpen(Exception):
    """Unknown, used, withdrawn or past its day: nobody is told which."""


class NameTaken(Exception):
    """Somebody else signs in with this name, or soon will."""


class LanguageNotOpen(ValueError):
    """The site does not speak it, or not yet; `organisation.languages()` says what it speaks."""


class CannotReset(Exception):
    """This person helps themselves by mail, or has no account that could be opened."""


def sends_mail() -> bool:
    return settings.EMAIL_BACKEND != notices.NO_MAIL


def invite(
    *,
    by: User | None,
    role: str,
    language: str,
    team: Team | None = None,
    role_language: str = "",
    email: str = "",
    sign_in_name: str = "",
    chosen_name: str = "",
    is_card: bool = False,
    at: datetime | None = None,
) -> Invitation:
    """Make a way in: by mail, or by a card for somebody without an address.

    An address or a name that can't be one is Django's ValidationError, in words.
    """
    at = at or timezone.now()
    check_may(by, "invite", "person", at)
    check_fits(role, role_language)
    email, sign_in_name = email.strip().lower(), as_sign_in_name(sign_in_name)
    if is_card == bool(email):
        raise ValueError("An address or a card.")
    if not organisation.is_open(language):
        raise LanguageNotOpen(language)
    with transaction.atomic():
        one_after_the_other(by)
        _check_is_new(email, sign_in_name, at=at)
        return add(
            by=by,
            at=at,
            language=language,
            role=role,
            role_language=role_language,
            team=team,
            email=email,
            sign_in_name="" if email else sign_in_name,
            chosen_name=chosen_name.strip(),
        )


def add(*, by: User | None, at: datetime, email: str = "", **values) -> Invitation:
    """What `invite` does once it knows that the person is new; a list is asked about as a whole."""
    kind = Kind.MAIL if email else Kind.CARD
    invitation = make(kind, at=at, email=email, invited_by=by, **values)
    tell.note("invited", by=by, kind=KIND, key=invitation.pk, at=at)
    if email:
        _write_to(invitation, key=f"invitation:{invitation.pk}")
    return invitation


def one_after_the_other(by: User | None) -> None:
    """So that a form that was sent twice at once finds what its twin did."""
    if by is not None:
        User.objects.select_for_update().get(pk=by.pk)


def _check_is_new(email: str, sign_in_name: str, *, at: datetime) -> None:
    if email:
        validate_email(email)
        if naming.has_account(email):
            raise AlreadyHere
        if invitation := naming.open_for(email, at=at):
            raise AlreadyHere(invitation)
        return
    User._meta.get_field("sign_in_name").clean(sign_in_name, None)
    waiting = Invitation.objects.open_at(at).filter(kind=Kind.CARD, sign_in_name=sign_in_name)
    if invitation := waiting.first():
        raise AlreadyHere(invitation)
    if naming.is_taken(sign_in_name, at=at):
        raise NameTaken


def make(kind: Kind, *, language: str, at: datetime, **values) -> Invitation:
    secret = keys.new_secret()
    said = " ".join(words.make(language)) if kind in HANDED_OVER else ""
    due.add(TIDY_DUE, key="all", at=at + LASTS)
    return Invitation.objects.create(
        kind=kind,
        secret=secret,
        fingerprint=keys.fingerprint(secret),
        words=said,
        words_fingerprint=keys.words_fingerprint(words.fold(said)) if said else None,
        language=language,
        invited_at=at,
        expires_at=at + LASTS,
        **values,
    )


def _write_to(invitation: Invitation, *, key: str) -> None:
    notices.add(
        "people.invitation",
        address=invitation.email,
        language=invitation.language,
        key=key,
        about=invitation.pk,
    )


def send_again(invitation: Invitation, *, by: User | None, at: datetime | None = None) -> None:
    """Write once more to the address of an open invitation; at most once a minute."""
    at = at or timezone.now()
    check_may(by, "invite", "person", at)
    with transaction.atomic():
        mine = _locked(invitation, at=at)
        if mine.kind != Kind.MAIL:
            raise NotOpen
        _write_to(mine, key=f"invitation:{mine.pk}:{at:%Y%m%d%H%M}")
        tell.note("sent invitation again", by=by, kind=KIND, key=mine.pk, at=at)


def find(token: str, *, at: datetime | None = None) -> Invitation:
    """What the link opens, found in one query whatever the answer."""
    return _first_open(Q(fingerprint=keys.fingerprint(token)), at=at)


def find_by_words(text: str, *, at: datetime | None = None) -> Invitation:
    """What the eight words on a card open, however they are written."""
    known = keys.known_words_fingerprints(words.fold(text))
    return _first_open(Q(words_fingerprint__in=known), at=at)


def _first_open(which: Q, *, at: datetime | None) -> Invitation:
    opens = Q(person=None) | Q(person__is_active=True)
    waiting = Invitation.objects.open_at(at or timezone.now()).select_related("person")
    invitation = waiting.filter(which, opens).first()
    if invitation is None:
        raise NotOpen
    return invitation


def token_of(invitation: Invitation) -> str:
    """The secret part of its link; empty once it is used, withdrawn or tidied away."""
    return invitation.secret


def words_of(invitation: Invitation) -> str:
    return invitation.words


def link_of(invitation: Invitation) -> str:
    """The whole address, in the language of whom it is for."""
    with override(invitation.language):
        return settings.SITE_URL + reverse("invitation", args=[token_of(invitation)])


def use(
    invitation: Invitation,
    *,
    chosen_name: str,
    password: str,
    languages: list[str],
    time_zone: str,
    at: datetime | None = None,
) -> User:
    """Use the way in up, and make the account. Of twenty at once, one succeeds."""
    at = at or timezone.now()
    sealed_password = make_password(password)  # slow on purpose, so before anything is locked
    with transaction.atomic():
        mine = _locked(invitation, at=at)
        if mine.kind == Kind.RESET or (mine.email and naming.has_account(mine.email)):
            raise NotOpen
        person = _make_account(
            mine,
            at=at,
            chosen_name=chosen_name,
            password=sealed_password,
            languages=languages,
            time_zone=time_zone,
        )
        _use_up(mine, person=person, at=at)
        tell.note("came in", by=person, about=person, kind=KIND, key=mine.pk, at=at)
        give_role(
            person,
            Role(mine.role),
            by=mine.invited_by,
            team=mine.team,
            language=mine.role_language,
            from_day=person.day(at),
            at=at,
        )
    return person


def _make_account(mine: Invitation, *, at: datetime, **values) -> User:
    person = User(email=mine.email or None, **values)
    for _ in range(TRIES):
        person.sign_in_name = mine.sign_in_name or naming.made_from(person.chosen_name, at=at)
        try:
            with transaction.atomic():
                person.save(force_insert=True)
                break
        except IntegrityError:  # somebody was quicker with the name or the address
            if mine.email and naming.has_account(mine.email):
                raise NotOpen from None
            if mine.sign_in_name:
                raise NameTaken from None
    else:
        raise NameTaken
    if mine.email:  # where mail goes out, having the link proves the address
        EmailAddress.objects.create(
            user=person, email=mine.email, primary=True, verified=sends_mail()
        )
    return person


def withdraw(invitation: Invitation, *, by: User | None, at: datetime | None = None) -> None:
    at = at or timezone.now()
    check_may(by, "invite", "person", at)
    with transaction.atomic():
        mine = _locked(invitation, at=at)
        _end(mine, withdrawn_at=at)
        tell.note("withdrew invitation", by=by, about=mine.person, kind=KIND, key=mine.pk, at=at)


def reset_card(person: User, *, by: User | None, at: datetime | None = None) -> Invitation:
    """A new card for somebody who can't be sent a mail, to be handed over in person."""
    at = at or timezone.now()
    check_may(by, "reset", person, at)
    if by == person:
        raise NotAllowed
    if not can_have_card(person):
        raise CannotReset
    with transaction.atomic():
        one_after_the_other(person)
        withdraw_cards_of(person, at=at)
        invitation = make(
            Kind.RESET,
            language=organisation.language_for(person.languages),
            at=at,
            person=person,
            invited_by=by,
        )
        tell.note("made a new card", by=by, about=person, kind=KIND, key=invitation.pk, at=at)
        key = f"card_made:{invitation.pk}"
        notices.add("people.card_made", to=person, key=key, about=invitation.pk)
    return invitation


def can_have_card(person: User) -> bool:
    return person.is_active and not (person.email and sends_mail())


def withdraw_cards_of(person: User, *, at: datetime) -> None:
    for earlier in Invitation.objects.open_at(at).filter(kind=Kind.RESET, person=person):
        _end(earlier, withdrawn_at=at)


def use_reset(invitation: Invitation, *, password: str, at: datetime | None = None) -> User:
    """Set the password that its holder chose. Every session ends, and the second step stays."""
    at = at or timezone.now()
    sealed_password = make_password(password)
    with transaction.atomic():
        mine = _locked(invitation, at=at)
        person = mine.person
        if mine.kind != Kind.RESET or not can_have_card(person):
            raise NotOpen
        person.password = sealed_password
        person.save(update_fields=["password"])
        _use_up(mine, person=person, at=at)
        sessions.end_all(person)
        recovery.close_notes(person, why="card")
        tell.note("used a new card", by=person, about=person, kind=KIND, key=mine.pk, at=at)
        notices.add("people.card_used", to=person, key=f"card_used:{mine.pk}", about=mine.pk)
    return person


def tidy(at: datetime) -> None:
    """Empty what is past its day, take out what nobody followed, and come back for the next."""
    past = Invitation.objects.filter(expires_at__lte=at, used_at=None)
    past.filter(kind=Kind.SIGN_UP).delete()
    past.exclude(secret="").update(**EMPTIED)
    coming = Invitation.objects.filter(expires_at__gt=at).order_by("expires_at")
    if soonest := coming.values_list("expires_at", flat=True).first():
        due.add(TIDY_DUE, key="all", at=soonest)


def _locked(invitation: Invitation, *, at: datetime) -> Invitation:
    """The row as it is now, open and held until the end of the transaction."""
    waiting = Invitation.objects.open_at(at).select_for_update()
    mine = waiting.filter(pk=invitation.pk).first()
    if mine is None:
        raise NotOpen
    return mine


def _use_up(mine: Invitation, *, person: User, at: datetime) -> None:
    _end(mine, used_at=at, person=person)


def _end(mine: Invitation, **values) -> None:
    for name, value in (EMPTIED | values).items():
        setattr(mine, name, value)
    mine.save(update_fields=[*EMPTIED, *values])
