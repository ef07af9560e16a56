"""The one draft of a scheme: kept even while it does not read, published only after a trial.

Nobody writes over somebody else unseen: a draft has a mark, and who saves says which they saw.
A trial gives another mark, sealed by the site, for whoever tried exactly this text.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing
from django.db import IntegrityError, transaction
from django.utils.text import slugify

from certification import names, rules, schemes
from certification.models import Scheme, SchemeVersion
from office import audit

LONGEST = 200_000  # characters
DEAD = "0" * 8
TRIAL = "certification.trial"  # what its seal is for, and nothing else
A_TRIAL_HOLDS = timedelta(days=1)


class WrittenMeanwhile(Exception):
    """Somebody else saved it since it was opened."""


class NameTaken(Exception):
    """There is a scheme under this name, or an address of the site."""


class TooLong(Exception):
    """Longer than any rule is."""


class NotTried(Exception):
    """This person has not tried it out, or long ago."""


class NotReady(Exception):
    """It does not read, is of another scheme, or is not the next version. `why` is a sentence."""

    def __init__(self, why: str):
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Draft:
    text: str
    number: int
    mark: str


def draft_of(scheme: Scheme) -> Draft:
    """As it is kept; else the newest version under the next number, ready to be changed."""
    number = next_number(scheme)
    row = scheme.versions.filter(published_at=None).first()
    if row:
        return Draft(row.text, number, mark_of(row.text))
    last = scheme.versions.order_by("number").last()
    text = renumbered(last.text, number) if last else ""
    return Draft(text, number, DEAD)


def next_number(scheme: Scheme) -> int:
    last = scheme.versions.exclude(published_at=None).order_by("number").last()
    return last.number + 1 if last else 1


def renumbered(text: str, number: int) -> str:
    lines = text.splitlines(keepends=True)
    return "".join(
        f"version: {number}\n" if line.startswith("version:") else line for line in lines
    )


def mark_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[: len(DEAD)]


def begin(slug: str, text: str, *, by, at: datetime) -> Scheme:
    """A new scheme with nothing but a draft. Raises NameTaken, TooLong."""
    name = slugify(slug)
    if not name or names.is_taken(name):
        raise NameTaken(slug)
    try:
        with transaction.atomic():
            scheme = Scheme.objects.create(slug=name)
            save(scheme, text, mark=DEAD, by=by, at=at)
    except IntegrityError:
        raise NameTaken(slug) from None
    return scheme


@transaction.atomic
def save(scheme: Scheme, text: str, *, mark: str, by, at: datetime) -> None:
    """Keep it as it is, whether it reads or not. Raises WrittenMeanwhile, TooLong."""
    if len(text) > LONGEST:
        raise TooLong
    Scheme.objects.select_for_update().get(pk=scheme.pk)
    row = scheme.versions.filter(published_at=None).first()
    if (mark_of(row.text) if row else DEAD) != mark:
        raise WrittenMeanwhile
    row = row or SchemeVersion(scheme=scheme, effective_from=at.date())
    row.number, row.text = next_number(scheme), text.replace("\0", "")  # no database keeps it
    row.written_by, row.written_at = by, at
    row.save()
    audit.note(
        "wrote scheme",
        by=by,
        object_kind="certification.scheme",
        object_key=scheme.pk,
        at=at,
    )


def read(scheme: Scheme, text: str) -> rules.scheme.Version:
    """The draft as the rules take it. Raises NotReady."""
    try:
        found = rules.scheme_in(text)
    except rules.Refused as refusal:
        raise NotReady(str(refusal)) from None
    if len(found.versions) != 1:
        raise NotReady("a draft is one version")
    version = found.current
    if version.slug != scheme.slug:
        raise NotReady(f"scheme: it is called {scheme.slug}")
    if version.number != next_number(scheme):
        raise NotReady(f"version: the next one is {next_number(scheme)}")
    try:
        names.check(version)
    except rules.Refused as refusal:
        raise NotReady(str(refusal)) from None
    return version


# --- trials
def sealed_trial(scheme: Scheme, text: str, *, by, at: datetime) -> str:
    """That this person tried this text out, for `publish`."""
    told = {"of": _trial_of(scheme, text, by), "at": at.isoformat()}
    return signing.Signer(salt=TRIAL).sign_object(told)


def _trial_of(scheme: Scheme, text: str, by) -> str:
    return hashlib.sha256(f"{scheme.pk}:{by.pk}:{text}".encode()).hexdigest()


def _check_tried(scheme: Scheme, text: str, seal: str, *, by, at: datetime) -> None:
    try:
        told = signing.Signer(salt=TRIAL).unsign_object(seal)
    except signing.BadSignature:
        raise NotTried from None
    if told["of"] != _trial_of(scheme, text, by):
        raise WrittenMeanwhile
    if at - datetime.fromisoformat(told["at"]) > A_TRIAL_HOLDS:
        raise NotTried


@transaction.atomic
def publish(scheme: Scheme, *, trial: str, by, at: datetime) -> int:
    """What was tried, and nothing else; its number. `trial` is what `sealed_trial` gave.

    Raises NotTried, WrittenMeanwhile, NotReady.
    """
    Scheme.objects.select_for_update().get(pk=scheme.pk)
    row = scheme.versions.filter(published_at=None).first()
    if row is None:
        raise WrittenMeanwhile
    _check_tried(scheme, row.text, trial, by=by, at=at)
    version = read(scheme, row.text)
    _check_together(scheme, row.text)
    row.number, row.titles = version.number, dict(version.title)
    row.effective_from = version.effective_from
    row.published_by, row.published_at = by, at
    row.save()
    schemes.note_published(scheme, version.number, by=by, at=at)
    return version.number


def _check_together(scheme: Scheme, text: str) -> None:
    """All versions are read as one file from then on. Raises NotReady."""
    published = scheme.versions.exclude(published_at=None).order_by("number")
    try:
        schemes.read((*published.values_list("text", flat=True), text))
    except rules.Refused as refusal:
        raise NotReady(str(refusal)) from None
