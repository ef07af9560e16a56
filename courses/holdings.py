"""What this room says that it holds about a person."""

from django.db.models import Q
from django.utils.translation import gettext as _

from courses import part_credits, surveys
from courses.models import (
    Assignment,
    Attempt,
    Completion,
    Draft,
    Enrolment,
    H5PLibrary,
    H5PPackage,
    H5PState,
    H5PVersion,
    LessonFeedback,
    Progress,
    Talk,
)
from courses.review import kept
from office.holdings import Holding


def holdings(person) -> list[Holding]:
    mine = {"enrolment__learner": person}
    return [
        Holding(
            kind="courses.enrolments",
            what=_("Which courses you follow or left, since when, and who put you on them"),
            why=_("So that you can go on where you were."),
            until=_("Until you leave. Those of courses that you finished stay, without your name."),
            count=Enrolment.objects.filter(learner=person).count(),
            covers=(Enrolment._meta.label,),
        ),
        Holding(
            kind="courses.offers",
            what=_("Which courses were offered to you, and which you offered to others"),
            why=_("So that they wait for whoever they are for."),
            until=_("Until you leave. What you offered to others stays, without your words."),
            count=Assignment.objects.filter(Q(person=person) | Q(by=person)).count(),
            covers=(Assignment._meta.label,),
        ),
        Holding(
            kind="courses.answers",
            what=_("What you answered in lessons, and which lessons you read to the end"),
            why=_("So that your place is kept. Nobody else can read your answers."),
            until=_("Until you leave."),
            count=Attempt.objects.filter(**mine).count(),
            covers=(Attempt._meta.label,),
        ),
        Holding(
            kind="courses.drafts",
            what=_("Answers that you began and did not give yet"),
            why=_("So that nothing is lost when something comes between."),
            until=_("Until you give them, or 90 days."),
            count=Draft.objects.filter(**mine).count(),
            covers=(Draft._meta.label,),
        ),
        Holding(
            kind="courses.states",
            what=_("Where you were in interactive activities"),
            why=_("So that you can go on there, on every device."),
            until=_("Until you leave."),
            count=H5PState.objects.filter(**mine).count(),
            covers=(H5PState._meta.label,),
        ),
        Holding(
            kind="courses.talks",
            what=_("Which questions you asked to talk through with a person"),
            why=_("So that somebody comes to you."),
            until=_("Until you leave."),
            count=Talk.objects.filter(**mine).count(),
            covers=(Talk._meta.label,),
        ),
        surveys.holding(person),
        Holding(
            kind="courses.progress",
            what=_("Where you are in each lesson"),
            why=_("So that your place is kept on every device."),
            until=_("Until you leave."),
            count=Progress.objects.filter(**mine).count(),
            covers=(Progress._meta.label,),
        ),
        Holding(
            kind="courses.completions",
            what=_("Which courses you finished, when, and what they consisted of then"),
            why=_("So that it can be proven, for as long as anybody may ask."),
            until=_("For good; once you have left, without your name."),
            count=Completion.objects.filter(**mine).count(),
            covers=(Completion._meta.label,),
        ),
        part_credits.holding(person),
        Holding(
            kind="courses.said",
            what=_("What you said of lessons where you asked for an answer"),
            why=_("So that somebody can answer you."),
            until=_("Until you leave, or take your name off it."),
            count=LessonFeedback.objects.filter(person=person).count(),
            covers=(LessonFeedback._meta.label,),
        ),
        kept.holding(person),
        Holding(
            kind="courses.packages",
            what=_("Which interactive activities you added, and which of their parts you judged"),
            why=_("So that those who edit together can see where a file came from."),
            until=_("As long as the files; once you have left, without your name."),
            count=_packages(person),
            covers=(H5PPackage._meta.label, H5PLibrary._meta.label, H5PVersion._meta.label),
        ),
    ]


def _packages(person) -> int:
    libraries = H5PLibrary.objects.filter(Q(brought_by=person) | Q(judged_by=person))
    versions = H5PVersion.objects.filter(by=person)
    packages = H5PPackage.objects.filter(taken_in_by=person)
    return packages.count() + libraries.count() + versions.count()
