"""Certificates in the demonstration: two paths, one signature, and one award that ends soon."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from certification import attesting, paths, schemes, settling
from certification.models import Award, How, Scheme
from people.api import Role, User

PATHS = {"advocate-foundation": [Role.TRAINEE], "mentor": [Role.MENTOR]}
JOINED, SIGNED = timedelta(days=200), timedelta(days=20)
ENDS_IN = timedelta(days=25)
TWO_YEARS = timedelta(days=730)


def load_demo(people: Mapping[str, User], *, at: datetime) -> None:
    """`people` by the name they sign in with. Where there is any scheme, nothing changes."""
    if Scheme.objects.exists():
        return
    with transaction.atomic():
        for slug, roles in PATHS.items():
            _publish(slug, roles, at - JOINED)
        for name in ("ana", "noor", "luz"):
            paths.follow_roles(people[name], at=at - JOINED)
        ana, bo = people["ana"], people["bo"]
        attesting.sign(ana, "code-of-conduct", by_whom="self", by=ana, at=at - SIGNED)
        _granted(bo, at)
        for name in ("ana", "noor", "luz", "bo"):
            settling.settle_person(str(people[name].pk), at=at)


def _publish(slug: str, roles: list[Role], at: datetime) -> None:
    file = settings.ROOT / "content" / "schemes" / f"{slug}.yaml"
    if file.exists():
        scheme = schemes.load(file.read_text(encoding="utf-8"), by=None, at=at).scheme
        scheme.for_roles, scheme.is_open = [str(role) for role in roles], True
        scheme.save(update_fields=["for_roles", "is_open"])


def _granted(person: User, at: datetime) -> None:
    """An award of two years ago, brought along from before."""
    scheme = Scheme.objects.filter(slug="advocate-foundation").first()
    if scheme is None:
        return
    granted = at + ENDS_IN - TWO_YEARS
    paths.join(person, scheme, how=How.CHOSEN, by=person, at=granted)
    version = scheme.versions.get()
    Award.objects.create(
        person=person,
        scheme=scheme,
        version=version.number,
        cycle=1,
        titles=version.titles,
        family="support",
        rank=1,
        granted_on=person.day(granted),
        valid_until=person.day(at + ENDS_IN),
        granted_at=granted,
    )
