"""The demonstration: an invented organisation, its people, and what they have done so far.

Everything goes through the same verbs as life does. Loading it again changes nothing: people are
known by their address, attempts by an id made from person, lesson and step.
"""

import base64
import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import NAMESPACE_DNS, UUID, uuid5

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt, encrypt
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from certification import api as certification
from courses import api as courses
from office import named_values
from office.organisation import Organisation
from office.support import as_row, read
from people.api import NEEDS_SECOND_FACTOR, Role, Team, User, give_role, label_of
from supervision import api as supervision

DOMAIN, PASSWORD = "@demo.example", "mainstay-demo"
IDS = uuid5(NAMESPACE_DNS, "demo.example")
PERIOD = 30  # seconds that one second-factor code lives
SINCE = timedelta(days=400)
ZONE = "Europe/London"
HOUSE = {
    "is_made_up": True,
    "name": "Harbour House",
    "short_name": "Harbour",
    "ask_name": "Rosa",
    "ask_phone": "+44 20 7946 0018",  # Ofcom keeps 020 7946 0xxx for invented people
    "ask_hours": "09:00–17:00",
}
SUPPORT = (  # 112 is real in many countries; the other numbers belong to nobody
    {"kind": "emergency", "name": "Emergency services", "phone": "112", "hours": "00:00–24:00"},
    *(
        {
            "kind": "crisis",
            "name": name,
            "phone": f"+00 0000 000 00{number}",
            "hours": "00:00–24:00",
            "text": text,
            "languages": [language],
        }
        for number, (language, name, text) in enumerate(
            (
                ("en", "Lantern line", "Somebody to talk to at any hour."),
                ("es", "Línea Farol", "Alguien con quien hablar a cualquier hora."),
                ("fr", "Ligne Lanterne", "Quelqu’un à qui parler à toute heure."),
                ("ar", "خط الفانوس", "من يمكن التحدث إليه في أي ساعة."),
            ),
            start=1,
        )
    ),
    {
        "kind": "person",
        "name": "Cy",
        "hours": "09:00–17:00",
        "text": "Works here, and leads nobody on the front desk.",
        "languages": ["en", "fr"],
        "account": "cy",
    },
    {
        "kind": "person",
        "name": "Mina Okoye",
        "phone": "+00 0000 000 006",
        "hours": "10:00–16:00",
        "text": "A counsellor with a practice of her own.",
        "languages": ["en", "ar"],
        "is_outside": True,
        "address": "mina@quayside.example",
    },
    {
        "name": "Quayside health",
        "phone": "+00 0000 000 007",
        "hours": "08:00–18:00",
        "text": "Nurses and a doctor. No papers needed.",
    },
)
VALUES = {  # what the courses ask of a house; telephone numbers belong to nobody
    "emergency-number": {"en": "112"},
    "whom-to-tell": {"en": "Rosa"},
    "office-phone": {"en": "+44 20 7946 0018"},
    "night-phone": {"en": "+44 20 7946 0019"},
    "crisis-line": {"en": "+00 0000 000 001"},
    "gift-limit": {"en": "10 pounds", "es": "10 libras", "fr": "10 livres", "ar": "10 جنيهات"},
    "mentoring-time": {"en": "six months", "es": "seis meses", "fr": "six mois", "ar": "ستة أشهر"},
    "supervision-rhythm": {
        "en": "every two weeks",
        "es": "cada dos semanas",
        "fr": "toutes les deux semaines",
        "ar": "كل أسبوعين",
    },
    "housing-adviser": {"en": "Cy"},
    "benefits-adviser": {"en": "Bo"},
    "health-clinic": {"en": "Quayside health"},
}
Say = Callable[[str], object]


@dataclass(frozen=True)
class Person:
    name: str
    roles: tuple[Role, ...]
    languages: tuple[str, ...]
    try_first: str | Promise
    team: str = ""
    role_language: str = ""
    legal_name: str = ""

    @property
    def sign_in(self) -> str:
        return self.name.lower().replace("á", "a")

    @property
    def email(self) -> str:
        return self.sign_in + DOMAIN

    def as_shown(self) -> dict:
        """In the language of the moment."""
        return {
            "name": self.name,
            "sign_in": self.sign_in,
            "label": label_of(self.roles[0]),
            "try_first": str(self.try_first),
        }


PEOPLE = (
    Person(
        "Ana",
        (Role.TRAINEE,),
        languages=("en", "es"),
        try_first=_("Go on with a course, then answer a question."),
        team="Front desk",
        legal_name="Ana Ferreira",
    ),
    Person(
        "Noor",
        (Role.TRAINEE,),
        languages=("ar", "en"),
        try_first=_("Read a lesson in Arabic, then in English."),
        team="Outreach",
        legal_name="Noor Haddad",
    ),
    Person(
        "Luz",
        (Role.MENTOR,),
        languages=("es", "en"),
        try_first=_("Go on where Luz stopped, in Spanish."),
        team="Front desk",
    ),
    Person(
        "Bo",
        (Role.SUPERVISOR,),
        languages=("en",),
        try_first=_("Write a session down, and see whose time is owed."),
        team="Front desk",
        legal_name="Bo Lindqvist",
    ),
    Person(
        "Cy",
        (Role.SUPERVISOR,),
        languages=("en", "fr"),
        try_first=_("Go on with a course in French."),
        team="Outreach",
        legal_name="Cyrus Mbeki",
    ),
    Person(
        "Eve",
        (Role.CONTENT_EDITOR, Role.PUBLISHER),
        languages=("en",),
        try_first=_("Change a lesson in the editor and publish it."),
        legal_name="Eve Hartmann",
    ),
    Person(
        "Tomás",
        (Role.TRANSLATOR,),
        languages=("fr", "en"),
        try_first=_("Open a French page in the editor."),
        role_language="fr",
        legal_name="Tomás Renard",
    ),
    Person(
        "Iris",
        (Role.REVIEWER,),
        languages=("es", "en"),
        try_first=_("Read a draft in the editor, and say what you think of it."),
        legal_name="Iris Campos",
    ),
    Person(
        "Kit",
        (Role.COORDINATOR,),
        languages=("en", "ar"),
        try_first=_("See which courses there are."),
        legal_name="Kit Okafor",
    ),
    Person(
        "Sam",
        (Role.ADMINISTRATOR,),
        languages=("en",),
        try_first=_("Look around in the editor."),
        legal_name="Sam Whitfield",
    ),
)


@dataclass(frozen=True)
class Way:
    """How far somebody has come: whole lessons done, then perhaps one question tried."""

    who: str
    course: str
    language: str
    days_ago: int
    lessons: int
    tries_next: bool = False


HISTORY = (
    Way("ana", "everyday-practice", "en", 40, lessons=12),
    Way("ana", "working-across-cultures", "en", 9, lessons=1, tries_next=True),
    Way("noor", "everyday-practice", "ar", 12, lessons=1, tries_next=True),
    Way("luz", "being-alongside", "es", 5, lessons=1),
    Way("bo", "supervising-well", "en", 60, lessons=6),
    Way("cy", "everyday-practice", "fr", 20, lessons=2),
)


class OthersLiveHere(Exception):
    """The site holds people who do not belong to the demonstration."""


def load(*, say: Say = lambda line: None, among_others: bool = False, at: datetime | None = None):
    """Load the demonstration, or what is missing of it."""
    if not among_others and User.objects.exclude(email__endswith=DOMAIN).exists():
        raise OthersLiveHere
    at = at or timezone.now()
    say("Courses:")
    for folder in sorted((settings.ROOT / "content").glob("*/course.md")):
        courses.packs.load(folder.parent, tell=lambda line: say(f"  {line}"), is_settled=True)
    for file in (settings.ROOT / "content").glob("*.yaml"):
        courses.packs.load(file)
    with transaction.atomic():
        users = {person.sign_in: _person(person, at.date()) for person in PEOPLE}
        Organisation.objects.exists() or _found_house(users, at)
        for way in HISTORY:
            _go(users[way.who], way, at - timedelta(days=way.days_ago))
        courses.load_review_demo(users["eve"])
        supervision.load_demo(users, at=at)
        certification.load_demo(users, at=at)
    say(f"{len(PEOPLE)} people of {HOUSE['name']}, password “{PASSWORD}”.")


def _found_house(users: dict[str, User], at: datetime) -> None:
    """With a list that was looked at today, so that the private notes are open."""
    known = {name: user.pk for name, user in users.items()}
    today = at.date().isoformat()
    rows = [
        row | {"account": known.get(row.get("account", "")), "checked_on": today} for row in SUPPORT
    ]
    Organisation.objects.create(**HOUSE, support=[as_row(read(row)) for row in rows])
    for name, texts in VALUES.items():
        named_values.keep(name, label="", texts=texts, by=None, at=at)


# --- people
def _person(person: Person, today: date) -> User:
    user = User.objects.filter(email=person.email).first() or _new(person)
    team = Team.objects.get_or_create(name=person.team)[0] if person.team else None
    for role in person.roles:
        if not user.roles_held.filter(role=role).exists():
            since, of = today - SINCE, person.role_language
            give_role(user, role, by=None, team=team, language=of, from_day=since)
    if NEEDS_SECOND_FACTOR.intersection(person.roles):
        _second_factor(user)
    return user


def _new(person: Person) -> User:
    known = {code for code, _name in settings.LANGUAGES}
    user = User.objects.create_user(
        person.sign_in,
        PASSWORD,
        email=person.email,
        chosen_name=person.name,
        legal_name=person.legal_name,
        languages=[code for code in person.languages if code in known] or [settings.LANGUAGE_CODE],
        time_zone=ZONE,
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def demo_people(language: str) -> list[dict]:
    """Whom one can sign in as, for the sign-in page; nobody where `demo` was not run."""
    here = set(User.objects.filter(email__endswith=DOMAIN).values_list("sign_in_name", flat=True))
    with override(language):
        return [person.as_shown() for person in PEOPLE if person.sign_in in here]


# --- the second factor
def _secret(user: User) -> str:
    """Open on purpose, so that anybody can try what a second step is like."""
    digest = hashlib.sha256(f"mainstay-demo:{user.sign_in_name}".encode()).digest()
    return base64.b32encode(digest[:20]).decode()


def _second_factor(user: User) -> None:
    Authenticator.objects.get_or_create(
        user=user,
        type=Authenticator.Type.TOTP,
        defaults={"data": {"secret": encrypt(_secret(user))}},
    )


def current_code(user: User, *, at: float | None = None) -> str:
    """The code that opens the second step now; empty unless the factor is the demonstration's."""
    if not (user.email or "").endswith(DOMAIN):
        return ""
    factor = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    if factor is None or decrypt(factor.data["secret"]) != _secret(user):
        return ""
    return format_hotp_value(hotp_value(_secret(user), int(at or time.time()) // PERIOD))


# --- what they have done
def _go(user: User, way: Way, at: datetime) -> None:
    places = {place.course.slug: place for place in courses.places(user, way.language)}
    place = places.get(way.course)
    if place is None:
        return
    enrolment = courses.enrol(user, place.course, by=user, at=at)
    steps = [(module, lesson) for module in place.outline.modules for lesson in module.lessons]
    for day, (module, lesson) in enumerate(steps[: way.lessons], start=1):
        sitting = _Sitting(user, way, (module.slug, lesson.slug), at + timedelta(days=day))
        sitting.whole(lesson, module.bank.questions, enrolment.pk)
    if way.tries_next and way.lessons < len(steps):
        module, lesson = steps[way.lessons]
        then = at + timedelta(days=way.lessons + 1)
        _Sitting(user, way, (module.slug, lesson.slug), then).first_question_wrong(lesson)


@dataclass
class _Sitting:
    """One person with one lesson; a minute passes between two steps."""

    user: User
    way: Way
    lesson: tuple[str, str]
    at: datetime

    def whole(self, lesson, bank, enrolment_id: int) -> None:
        for question in lesson.questions:
            self._answer(question, question.best())
        for each in lesson.sets:
            self._sit(each, courses.sitting.first(enrolment_id, each, bank).token)
        for each in lesson.activities:
            what = {"said": courses.playing.Said.MARKED, "block_id": UUID(each.id)}
            self._step(courses.playing.say, each.id, **what)
        self._step(courses.read, "read")

    def first_question_wrong(self, lesson) -> None:
        for question in lesson.questions[:1]:
            wrong = min(question.options - {question.right})
            self._answer(question, {("option", wrong)})

    def _answer(self, question, given) -> None:
        name, block_id = question.id, UUID(question.id)
        self._step(courses.answer, name, block_id=block_id, given=lambda asked: given)

    def _sit(self, each, token: str) -> None:
        what = {"block_id": UUID(each.id), "token": token, "given": courses.sitting.best}
        self._step(courses.sitting.sit, each.id, **what)

    def _step(self, verb, name: str, **what) -> None:
        self.at += timedelta(minutes=1)
        step = "/".join([self.user.sign_in_name, self.way.course, *self.lesson, name])
        what |= {"attempt": uuid5(IDS, step), "language": self.way.language, "at": self.at}
        verb(self.user, self.way.course, lesson=self.lesson, **what)
