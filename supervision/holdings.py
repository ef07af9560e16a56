"""What this room holds about a person, and what was done with it, in words."""

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office.holdings import Holding
from supervision import notes, seeing
from supervision.models import (
    About,
    Agreement,
    AgreementFile,
    Answer,
    Ask,
    DataKey,
    Evidence,
    Feed,
    Handing,
    Line,
    Lock,
    Note,
    Party,
    Practice,
    Qualification,
    Seal,
    Session,
)

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
        count=agreements_told(person).count(),
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
        count=scans_of(person).count(),
        covers=(Evidence._meta.label,),
    )


def scans_of(person):
    mine = Q(added_by=person) | Q(sessions__lines__supervisee=person)
    return Evidence.objects.filter(mine).distinct().order_by("added_at", "pk")


def agreements_told(person):
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
