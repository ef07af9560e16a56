"""What a person takes along of this room, and what each part of it is called."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy

from supervision import notes, topics
from supervision.holdings import agreements_told, scans_of
from supervision.models import (
    Agreement,
    AgreementState,
    Answer,
    Ask,
    AskState,
    Feed,
    Ground,
    Held,
    Kind,
    Line,
    LineState,
    Mode,
    NoteKind,
    Outside,
    Per,
    Practice,
    PracticeState,
    Qualification,
    Reason,
    Said,
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
        "scans": [{"at": each.added_at, "type": each.content_type} for each in scans_of(person)],
        "calendar_link": [
            {"made_at": each.made_at, "with_place": each.with_place}
            for each in Feed.objects.filter(person=person)
        ],
    }


def _told(person):
    others = ("supervisor", "supervisee", "workplace", "file")
    return agreements_told(person).select_related(*others).order_by("from_day", "pk")


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
