"""What this room holds about a person, and hands out to them."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from office.holdings import Holding
from supervision import notes, seeing, topics
from supervision.models import (
    About,
    Agreement,
    AgreementFile,
    AgreementState,
    Answer,
    Ask,
    AskState,
    DataKey,
    Evidence,
    Feed,
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
    Outside,
    Party,
    Per,
    Practice,
    PracticeState,
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
    "practice": gettext_lazy("My practice hours"),
    "scans": gettext_lazy("Scans that show earlier hours"),
    "type": gettext_lazy("Kind of file"),
    "calendar_link": gettext_lazy("The link of my calendar"),
    "made_at": gettext_lazy("Made"),
    "with_place": gettext_lazy("With the place"),
    "notes": gettext_lazy("Notes that I may open"),
    "asked_notes": gettext_lazy("Notes that I asked for"),
    "note": gettext_lazy("Note"),
    **{f"note:{each.value}": each.label for each in NoteKind},
    "by": gettext_lazy("By"),
    "text": gettext_lazy("Words"),
    "we_agreed": gettext_lazy("What we agreed"),
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
    "agreed": gettext_lazy("Agreed"),
    **{f"agreed:{each.value}": each.label for each in AgreementState},
    "place": gettext_lazy("Where"),
    "group": gettext_lazy("Group"),
    "workplace": gettext_lazy("For the work at"),
    "file": gettext_lazy("A paper is kept with it"),
    "outside": gettext_lazy("Why it does not count"),
    **{f"outside:{each.value}": each.label for each in Outside},
    "checked": gettext_lazy("Somebody saw the proof"),
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
    "said:kept": gettext_lazy("It was as it is written"),
    "said:changed": gettext_lazy("Written anew"),
    "said:corrected": gettext_lazy("Corrected"),
    "said:taken_back": gettext_lazy("Taken back"),
    "reason": gettext_lazy("Why"),
    **{f"reason:{each.value}": each.label for each in Reason},
    "words": gettext_lazy("My words"),
    "at": gettext_lazy("When"),
    "name": gettext_lazy("Name"),
    "category": gettext_lazy("What"),
    **{f"state:{each.value}": each.label for each in PracticeState},
}
VERBS = {
    notes.OPENED: gettext_lazy("A note about you was opened."),
    "asked for notes": gettext_lazy("Notes were asked for."),
    "released note": gettext_lazy("A note was released to you."),
    "held back note": gettext_lazy("A note was held back, with a reason."),
    "handed over notes": gettext_lazy("Your record was handed over, with your yes."),
    "kept notes back": gettext_lazy("Your record was not handed over."),
    "closed month": gettext_lazy("A month of supervision was closed."),
    "proposed agreement": gettext_lazy("A supervisor asked whether they supervise you."),
    "made agreement": gettext_lazy("An agreement on supervision was made."),
    "accepted agreement": gettext_lazy("An agreement on supervision got its yes."),
    "declined agreement": gettext_lazy("An agreement on supervision was declined."),
    "withdrew agreement": gettext_lazy("A question about supervision was taken back."),
    "changed agreement": gettext_lazy("An agreement on supervision was changed."),
    "ended agreement": gettext_lazy("An agreement on supervision got its last day."),
    "kept agreement file": gettext_lazy("The paper of an agreement was kept."),
    "removed agreement file": gettext_lazy("The paper of an agreement was removed."),
    "read agreement file": gettext_lazy("The paper of an agreement was opened."),
    "entered qualification": gettext_lazy("A qualification was entered."),
    "removed qualification": gettext_lazy("A qualification was removed."),
    "checked qualification": gettext_lazy("Somebody saw the proof of a qualification."),
    "kept workplace": gettext_lazy("A place of work was kept."),
    "reopened month": gettext_lazy("A month of supervision was opened again."),
    "took back practice": gettext_lazy("A confirmation of practice hours was taken back."),
    "took hours along": gettext_lazy("Your supervisor took your shared hours along as a file."),
}


def holdings(person) -> list[Holding]:
    made = (
        _agreements,
        _hours,
        _answers,
        _notes,
        _qualifications,
        _practice,
        _evidence,
        _calendar,
    )
    return [each(person) for each in made]


def _agreements(person) -> Holding:
    return Holding(
        kind="supervision.agreements",
        what=_("Who supervises whom, from when to when, and what was agreed"),
        why=_("So that hours count, and nobody has to remember what is owed."),
        until=_("As long as the hours that lean on it."),
        count=_agreements_of(person).count(),
        covers=(Agreement._meta.label, AgreementFile._meta.label),
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


def _practice(person) -> Holding:
    mine = Q(person=person) | Q(supervisor=person) | Q(attested_by=person)
    return Holding(
        kind="supervision.practice",
        what=_("Hours of direct work, by week and category"),
        why=_("So that you can prove them where a rule asks for it."),
        until=_("For good; once you have left, without your name."),
        count=Practice.objects.filter(mine).count(),
        covers=(Practice._meta.label,),
    )


def _evidence(person) -> Holding:
    return Holding(
        kind="supervision.evidence",
        what=_("Scans that show earlier hours"),
        why=_("So that hours from before can be believed."),
        until=_("Until the person whose hours they show leaves."),
        count=_scans(person).count(),
        covers=(Evidence._meta.label,),
    )


def _scans(person):
    mine = Q(added_by=person) | Q(sessions__lines__supervisee=person)
    return Evidence.objects.filter(mine).distinct().order_by("added_at", "pk")


def _agreements_of(person):
    """What they asked of a stranger tells them nothing, here neither."""
    return Agreement.objects.filter(seeing.told_to(person))


def _calendar(person) -> Holding:
    return Holding(
        kind="supervision.calendar",
        what=_("That your calendar may read when you meet"),
        why=_("So that your meetings stand where you look."),
        until=_("Until you end the link or leave."),
        count=Feed.objects.filter(person=person).count(),
        covers=(Feed._meta.label,),
    )


def export_person(person) -> dict:
    """Their own: of sessions that they gave, only what they said about them."""
    words = topics.all_words(get_language())
    return {
        "agreements": [_agreement(each, person) for each in _told(person)],
        "hours": [_line(each, words) for each in _lines(person)],
        "answers": [_answer(each) for each in Answer.objects.filter(by=person)],
        "notes": _opened(person, at=timezone.now()),
        "asked_notes": [
            {"asked_at": each.asked_at, "state": each.state, "ground": each.ground}
            for each in Ask.objects.filter(person=person).order_by("asked_at", "pk")
        ],
        "qualifications": [
            {
                "name": each.name,
                "from_day": each.from_day,
                "until_day": each.until_day,
                "checked": each.checked_at is not None,
            }
            for each in Qualification.objects.filter(holder=person).order_by("from_day", "pk")
        ],
        "practice": [
            _worked(each)
            for each in Practice.objects.filter(person=person).order_by("from_day", "pk")
        ],
        "scans": [{"at": each.added_at, "type": each.content_type} for each in _scans(person)],
        "calendar_link": [
            {"made_at": each.made_at, "with_place": each.with_place}
            for each in Feed.objects.filter(person=person)
        ],
    }


def _told(person):
    others = ("supervisor", "supervisee", "workplace", "file")
    return _agreements_of(person).select_related(*others).order_by("from_day", "pk")


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
            "we_agreed": words[each.pk].agreed,
        }
        for each in rows
    ]


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
        "agreed": each.state,
        "group": each.group,
        "workplace": each.workplace.name if each.workplace else "",
        "place": each.place,
        "file": hasattr(each, "file"),
    }


def _line(each: Line, words: dict[str, str]) -> dict:
    session = each.session
    return {
        "day": each.counted_on,
        "with": session.supervisor.name,
        "minutes": each.minutes,
        "kind": session.kind,
        "mode": session.mode,
        "held": session.held,
        "state": each.state,
        "outside": each.outside,
        "presented": each.presented,
        "topics": ", ".join(words.get(key, key) for key in session.topics),
    }


def _worked(each: Practice) -> dict:
    return {
        "from_day": each.from_day,
        "until_day": each.until_day,
        "category": each.category,
        "minutes": each.minutes,
        "state": each.state,
        "reason": each.reason,
    }


def _answer(each: Answer) -> dict:
    return {
        "at": each.at,
        "said": Said(each.said).value,
        "reason": each.reason,
        "minutes": each.minutes,
        "words": each.words,
    }
