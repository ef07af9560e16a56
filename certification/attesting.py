"""Signing: one's own word, a supervisor's, the organisation's. What is signed keeps its words."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from certification import causes, statements
from certification.models import Attestation, By
from office import audit
from people.api import User, coordinated_by
from supervision import api as supervision


class NoWords(Exception):
    """Nobody has written what would be signed."""


class NotTheirs(Exception):
    """This person may not sign it, or not take it back."""


def may_sign(by, person, by_whom: str, *, on) -> bool:
    """`on` is a day of the one who signs."""
    if by_whom == By.SELF:
        return by.pk == person.pk
    if by_whom == By.SUPERVISOR:
        return supervision.supervises(by, person, on=on)
    return coordinated_by(by, on).filter(pk=person.pk).exists()


def sign(person, code: str, *, by_whom: str, by, at: datetime, language: str = "") -> Attestation:
    """Twice on one day is once. Raises NotTheirs, NoWords."""
    if not may_sign(by, person, by_whom, on=by.day(at)):
        raise NotTheirs
    statement = statements.words_of(code)
    if statement is None:
        raise NoWords(code)
    words, written_in = statements.text_in(statement, language)
    with transaction.atomic():
        User.objects.select_for_update().filter(pk=person.pk).values_list("pk").first()
        values = {"person": person, "statement": code, "by_whom": by_whom, "by": by}
        same = Attestation.objects.filter(**values, day=person.day(at), taken_back_at=None).first()
        if same:
            return same
        row = Attestation.objects.create(
            **values, day=person.day(at), at=at, words=words, language=written_in
        )
        _note("signed statement", row, by=by, at=at)
    return row


@transaction.atomic
def take_back(row: Attestation, *, by, at: datetime) -> None:
    """By whoever signed. It counts no more; what was granted on it stays. Raises NotTheirs."""
    if row.by_id != by.pk:
        raise NotTheirs
    if Attestation.objects.filter(pk=row.pk, taken_back_at=None).update(taken_back_at=at):
        _note("took statement back", row, by=by, at=at)


def visible_to(by, *, on) -> QuerySet[Attestation]:
    """Their own, those they signed, and the organisation's of whom they coordinate."""
    mine = Attestation.objects.filter(person=by) | Attestation.objects.filter(by=by)
    of_all = Attestation.objects.filter(by_whom=By.ORGANISATION)
    return mine | of_all.filter(person__in=coordinated_by(by, on))


def _note(verb: str, row: Attestation, *, by, at: datetime) -> None:
    audit.note(
        verb,
        by=by,
        object_kind="certification.attestation",
        object_key=row.pk,
        about=row.person,
        at=at,
    )
    causes.evidence_changed(row.person)
