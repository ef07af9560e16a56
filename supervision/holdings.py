"""What this room holds about a person, and hands out to them."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office.holdings import Holding
from supervision import notes
from supervision.models import (
    About,
    Agreement,
    Answer,
    Ask,
    AskState,
    DataKey,
    Ground,
    Handing,
    Held,
    Kind,
    Line,
    LineState,
    Lock,
    Mode,
    Note,
    NoteKind,
    Party,
    Per,
    Qualification,
    Reason,
    Said,
    Seal,
    Session,
)

EXPORT_WORDS = {
    "agreements": gettext_lazy("Agreements on supervision"),
    "hours": gettext_lazy("My hours of supervision"),
    "answers": gettext_lazy("What I said about hours"),
    "qualifications": gettext_lazy("My qualifications"),
    "notes": gettext_lazy("Notes that I may open"),
    "asked_notes": gettext_lazy("Notes that I asked for"),
    "note": gettext_lazy("Note"),
    **{f"note:{each.value}": each.label for each in NoteKind},
    "by": gettext_lazy("By"),
    "text": gettext_lazy("Words"),
    "agreed": gettext_lazy("What we agreed"),
    "asked_at": gettext_lazy("Asked"),
    **{f"state:{each.value}": each.label for each in AskState},
    "ground": gettext_lazy("Reason"),
    **{f"ground:{each.value}": each.label for each in Ground},
    "with": gettext_lazy("With"),
    "kind": gettext_lazy("Kind"),
    **{f"kind:{each.value}": each.label for each in Kind},
    "from_day": gettext_lazy("From"),
    "until_day": gettext_lazy("Until"),
    "minutes": gettext_lazy("Minutes"),
    "per": gettext_lazy("In"),
    **{f"per:{each.value}": each.label for each in Per},
    "day": gettext_lazy("Day"),
    "mode": gettext_lazy("How it was held"),
    **{f"mode:{each.value}": each.label for each in Mode},
    "held": gettext_lazy("Whether it took place"),
    **{f"held:{each.value}": each.label for each in Held},
    "state": gettext_lazy("State"),
    **{f"state:{each.value}": each.label for each in LineState},
    "presented": gettext_lazy("I spoke about my work"),
    "topics": gettext_lazy("Topics"),
    "said": gettext_lazy("Answer"),
    "said:submitted": gettext_lazy("Written down"),
    "said:confirmed": gettext_lazy("Yes"),
    "said:disputed": gettext_lazy("Not quite"),
    "said:changed": gettext_lazy("Written anew"),
    "said:corrected": gettext_lazy("Corrected"),
    "said:taken_back": gettext_lazy("Taken back"),
    "reason": gettext_lazy("Why"),
    **{f"reason:{each.value}": each.label for each in Reason},
    "words": gettext_lazy("My words"),
    "at": gettext_lazy("When"),
    "name": gettext_lazy("Name"),
}
VERBS = {
    notes.OPENED: gettext_lazy("A note about you was opened."),
    "asked for notes": gettext_lazy("Notes were asked for."),
    "released note": gettext_lazy("A note was released to you."),
    "held back note": gettext_lazy("A note was held back, with a reason."),
    "handed over notes": gettext_lazy("Your record was handed over, with your yes."),
    "kept notes back": gettext_lazy("Your record was not handed over."),
    "closed month": gettext_lazy("A month of supervision was closed."),
    "reopened month": gettext_lazy("A month of supervision was opened again."),
}


def holdings(person) -> list[Holding]:
    return [
        _agreements(person),
        _hours(person),
        _answers(person),
        _notes(person),
        _qualifications(person),
    ]


def _agreements(person) -> Holding:
    return Holding(
        kind="supervision.agreements",
        what=_("Who supervises whom, from when to when, and what was agreed"),
        why=_("So that hours count, and nobody has to remember what is owed."),
        until=_("As long as the hours that lean on it."),
        count=Agreement.objects.filter(_either(person)).count(),
        covers=(Agreement._meta.label,),
    )


def _hours(person) -> Holding:
    given = Session.objects.filter(Q(supervisor=person) | Q(logged_by=person)).distinct().count()
    return Holding(
        kind="supervision.hours",
        what=_("Sessions of supervision: day, length and who was there"),
        why=_("So that both can prove their hours."),
        until=_("For good; once you have left, without your name."),
        count=Line.objects.filter(supervisee=person).count() + given,
        covers=(Session._meta.label, Line._meta.label, Seal._meta.label, Party._meta.label),
    )


def _answers(person) -> Holding:
    closed = Lock.objects.filter(Q(supervisor=person) | Q(supervisee=person)).count()
    return Holding(
        kind="supervision.answers",
        what=_("What you said about hours, and which months were closed"),
        why=_("So that both can see what was agreed on."),
        until=_("As long as the hours. Your words go when you leave."),
        count=Answer.objects.filter(by=person).count() + closed,
        covers=(Answer._meta.label, Lock._meta.label),
    )


def _notes(person) -> Holding:
    written = Q(writer=person) | Q(about__person=person)
    return Holding(
        kind="supervision.notes",
        what=_("Notes by you or about you, locked, and who asked to read them"),
        why=_("So that both remember what was said and agreed."),
        until=_("Shared ones seven years, own ones two, after the last session."),
        count=Note.objects.current().filter(written).distinct().count(),
        covers=(
            Note._meta.label,
            About._meta.label,
            DataKey._meta.label,
            Ask._meta.label,
            Handing._meta.label,
        ),
    )


def _qualifications(person) -> Holding:
    return Holding(
        kind="supervision.qualifications",
        what=_("What you are qualified for as a supervisor"),
        why=_("So that hours with you count where a rule asks for it."),
        until=_("As long as hours lean on it."),
        count=Qualification.objects.filter(holder=person).count(),
        covers=(Qualification._meta.label,),
    )


def _either(person) -> Q:
    return Q(supervisor=person) | Q(supervisee=person)


def export_person(person) -> dict:
    """Their own: of sessions that they gave, only what they said about them."""
    return {
        "agreements": [_agreement(each, person) for each in _told(Agreement, _either(person))],
        "hours": [_line(each) for each in _lines(person)],
        "answers": [_answer(each) for each in Answer.objects.filter(by=person)],
        "notes": _opened(person, at=timezone.now()),
        "asked_notes": [
            {"asked_at": each.asked_at, "state": each.state, "ground": each.ground}
            for each in Ask.objects.filter(person=person).order_by("asked_at", "pk")
        ],
        "qualifications": [
            {"name": each.name, "from_day": each.from_day, "until_day": each.until_day}
            for each in Qualification.objects.filter(holder=person).order_by("from_day", "pk")
        ],
    }


def _opened(person, *, at) -> list[dict]:
    """About them, or written by them: theirs to take along. Each is noted as an opening."""
    theirs = Q(about__person=person) | Q(writer=person)
    rows = notes.visible_to(person, at=at).filter(theirs).distinct()
    rows = list(rows.select_related("writer", "session").order_by("session__started_at", "at"))
    words = notes.read_all(rows, by=person, at=at)
    return [
        {
            "day": person.day(each.session.started_at),
            "note": each.kind,
            "by": each.writer.name,
            "text": words[each.pk].text,
            "agreed": words[each.pk].agreed,
        }
        for each in rows
    ]


def _told(model, which: Q):
    rows = model.objects.filter(which).select_related("supervisor", "supervisee")
    return rows.order_by("from_day", "pk")


def _lines(person):
    rows = Line.objects.filter(supervisee=person).select_related("session__supervisor")
    return rows.order_by("counted_on", "session__started_at", "pk")


def _agreement(each: Agreement, person) -> dict:
    other = each.supervisee if each.supervisor_id == person.pk else each.supervisor
    return {
        "with": other.name,
        "kind": each.kind,
        "from_day": each.from_day,
        "until_day": each.until_day,
        "minutes": each.minutes,
        "per": each.per,
    }


def _line(each: Line) -> dict:
    session = each.session
    return {
        "day": each.counted_on,
        "with": session.supervisor.name,
        "minutes": each.minutes,
        "kind": session.kind,
        "mode": session.mode,
        "held": session.held,
        "state": each.state,
        "presented": each.presented,
        "topics": ", ".join(session.topics),
    }


def _answer(each: Answer) -> dict:
    return {
        "at": each.at,
        "said": Said(each.said).value,
        "reason": each.reason,
        "minutes": each.minutes,
        "words": each.words,
    }
