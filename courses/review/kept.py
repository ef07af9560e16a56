"""Reviews by people who have lived it: kept after consent, taken back at any time."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from courses.models import LivedReview, Paid
from office.holdings import Holding

EMPTY = {"reviewer": None, "words": "", "dissent": "", "paid_note": "", "paid": Paid.UNSAID}


def keep(found, reviewer, *, opinion, words, dissent, paid, paid_note, consent) -> LivedReview:
    """`found` is the draft that waited for them; `consent` was asked by the form."""
    now = timezone.now()
    return LivedReview.objects.create(
        page_key=found.page.translation_key,
        language=found.language,
        revision=found.state.revision,
        task_state=found.state,
        reviewer=reviewer,
        at=now,
        consented_at=now if consent else None,
        opinion=opinion,
        words=words,
        dissent=dissent,
        paid=paid,
        paid_note=paid_note,
    )


def of_person(person):
    return LivedReview.objects.filter(reviewer=person).order_by("-at", "-pk")


@transaction.atomic
def withdraw(review: LivedReview, *, at: datetime | None = None) -> None:
    """Name and words go for good; that there was a review stays. Twice is the same."""
    mine = LivedReview.objects.select_for_update().filter(pk=review.pk, withdrawn_at=None)
    mine.update(**EMPTY, opinion="", withdrawn_at=at or timezone.now())


def retire_person(person, *, at: datetime) -> None:
    """As if they had withdrawn each."""
    of_person(person).update(**EMPTY, opinion="", withdrawn_at=at)


def holding(person) -> Holding:
    return Holding(
        kind="courses.lived_reviews",
        what=_("What you said of drafts, and whether you were paid"),
        why=_("So that those who write and publish can act on it."),
        until=_("Until you take it back, or leave."),
        count=of_person(person).count(),
        covers=(LivedReview._meta.label,),
    )


def export(person) -> list[dict]:
    rows = list(of_person(person).order_by("at", "pk"))
    named = titles(rows)
    return [
        {
            "at": row.at,
            "page": named.get((row.page_key, row.language), ""),
            "opinion": row.opinion,
            "words": row.words,
            "dissent": row.dissent,
            "paid": row.paid,
            "paid_note": row.paid_note,
            "consented_at": row.consented_at,
        }
        for row in rows
    ]


def titles(rows) -> dict:
    """What the draft is called that they read; one statement."""
    keys = {row.page_key for row in rows}
    found = Page.objects.filter(translation_key__in=keys)
    return {
        (key, language): title
        for key, language, title in found.values_list(
            "translation_key", "locale__language_code", "draft_title"
        )
    }
