"""Many people at once, from a list: first what would happen to each line, then the same, done.

Both go through one look at the list, with the same rights, so what was shown is what is done; and
whoever sends it twice invites nobody twice.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office import organisation
from office.names import clean_name
from people import invitations, naming
from people.calling import NoSuchRole, folded, role_called
from people.models import Invitation, Role, Team, User
from people.models.invitation import Kind
from people.models.user import as_sign_in_name
from people.roles import check_may

MOST_ROWS = 300
MOST_BYTES = 200_000
LONGEST_NAME = 80

# The first title of each is the one we show; the others are what people write for it.
COLUMNS = {
    "name": ("name", "chosen name", "nombre", "nom", "prénom", "الاسم"),
    "email": ("email", "e-mail", "mail", "correo", "correo electrónico", "courriel", "البريد"),
    "sign_in_name": (
        "sign-in name",
        "username",
        "nombre de usuario",
        "identifiant",
        "اسم الدخول",
    ),
    "role": ("role", "rol", "papel", "rôle", "الدور"),
    "team": ("team", "equipo", "équipe", "الفريق"),
    "language": ("language", "idioma", "lengua", "langue", "اللغة"),
}


class Outcome(TextChoices):
    MAIL = "mail", gettext_lazy("By mail")
    CARD = "card", gettext_lazy("By a card")
    HERE = "here", gettext_lazy("Here already")
    WRONG = "wrong", gettext_lazy("To put right")


@dataclass(frozen=True)
class Line:
    """One line of the list, what is to become of it, and why not where nothing is."""

    line: int
    outcome: Outcome
    words: str = ""
    values: dict = field(default_factory=dict)
    invitation: Invitation | None = None

    @property
    def who(self) -> str:
        values = self.values
        return values["name"] or values["email"] or values["sign_in_name"]


class Wrong(Exception):
    """Words for people: what is to be put right in a line."""


def look(rows: Iterable, *, by: User, at: datetime | None = None) -> list[Line]:
    """What would become of each line; changes nothing."""
    at = at or timezone.now()
    check_may(by, "invite", "person", at)
    rows = list(rows)
    return _Desk(rows, at=at).lines(rows)


def invite_all(rows: Iterable, *, by: User, at: datetime | None = None) -> list[Line]:
    """Invite whoever is new, all or nobody, and say what became of each line."""
    at = at or timezone.now()
    check_may(by, "invite", "person", at)
    rows = list(rows)
    with transaction.atomic():
        invitations.one_after_the_other(by)
        desk = _Desk(rows, at=at)
        return [desk.invite(line, by=by) for line in desk.lines(rows)]


class _Desk:
    """Who is here already and which teams there are, read once for the whole list."""

    def __init__(self, rows: list, *, at: datetime):
        self.at = at
        self.emails = {row.values.get("email", "").strip().lower() for row in rows} - {""}
        names = {as_sign_in_name(row.values.get("sign_in_name", "")) for row in rows} - {""}
        self.has_account = naming.with_account(self.emails)
        self.is_taken = set(
            User.objects.filter(sign_in_name__in=names).values_list("sign_in_name", flat=True)
        )
        waiting = list(Invitation.objects.open_at(at).filter(kind__in=[Kind.MAIL, Kind.CARD]))
        self.is_invited = {one.email or one.sign_in_name for one in waiting}
        self.teams = {folded(team.name): team for team in Team.objects.all()}
        self.seen: set[str] = set()

    def lines(self, rows: list) -> list[Line]:
        return [self.line(row) for row in rows]

    def line(self, row) -> Line:
        values = {name: row.values.get(name, "").strip() for name in COLUMNS}
        values["name"] = clean_name(values["name"])
        try:
            outcome, words = self.judge(values)
        except Wrong as wrong:
            outcome, words = Outcome.WRONG, str(wrong)
        return Line(line=row.line, outcome=outcome, words=words, values=values)

    def judge(self, values: dict) -> tuple[Outcome, str]:
        values["role"] = _role(values["role"])
        values["team"] = self.team(values["team"])
        values["language"] = _language(values["language"])
        if len(values["name"]) > LONGEST_NAME:
            raise Wrong(_("The name is too long."))
        key = _address(values) if values["email"] else _sign_in_name(values)
        if key in self.seen:
            raise Wrong(_("This line stands in the list twice."))
        self.seen.add(key)
        if key in self.has_account:
            return Outcome.HERE, _("There is an account with this address.")
        if key in self.is_invited:
            return Outcome.HERE, _("There is an open invitation already.")
        if key in self.is_taken:
            raise Wrong(_("Somebody else has this sign-in name."))
        return (Outcome.MAIL if values["email"] else Outcome.CARD), ""

    def team(self, name: str) -> Team | None:
        if name and folded(name) not in self.teams:
            raise Wrong(_("There is no team called “%(name)s”.") % {"name": name})
        return self.teams.get(folded(name)) if name else None

    def invite(self, line: Line, *, by: User) -> Line:
        if line.outcome not in (Outcome.MAIL, Outcome.CARD):
            return line
        values = dict(line.values)
        values["chosen_name"] = values.pop("name")
        invitation = invitations.add(by=by, at=self.at, **values)
        return replace(line, invitation=invitation)


def _role(word: str) -> Role:
    """Nothing written means the role that may least."""
    try:
        return role_called(word) if word else Role.TRAINEE
    except NoSuchRole:
        raise Wrong(_("There is no role called “%(word)s”.") % {"word": word}) from None


def _language(word: str) -> str:
    """A code of ours, or its name as its readers write it."""
    offered = organisation.languages()
    known = {folded(code): code for code, _name in offered}
    known |= {folded(name): code for code, name in offered}
    if not word:
        return organisation.first_language()
    if folded(word) not in known:
        spoken = ", ".join(name for _code, name in offered)
        words = _("The site does not speak “%(language)s”. It speaks: %(languages)s.")
        raise Wrong(words % {"language": word, "languages": spoken})
    return known[folded(word)]


def _address(values: dict) -> str:
    """Where there is an address, it is what the person signs in with."""
    email = values["email"].lower()
    try:
        validate_email(email)
    except ValidationError:
        raise Wrong(_("This is not an email address.")) from None
    values.update(email=email, sign_in_name="")
    return email


def _sign_in_name(values: dict) -> str:
    name = as_sign_in_name(values["sign_in_name"])
    if not name:
        raise Wrong(_("A person needs an email address, or a sign-in name for a card."))
    try:
        User._meta.get_field("sign_in_name").clean(name, None)
    except ValidationError as problem:
        raise Wrong(" ".join(problem.messages)) from None
    values["sign_in_name"] = name
    return name
