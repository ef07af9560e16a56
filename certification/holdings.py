"""What this room holds about a person, and hands out to them."""

from django.db.models import Q, QuerySet, Value
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from certification import schemes
from certification.models import (
    Attestation,
    Award,
    AwardKind,
    AwardState,
    By,
    Document,
    DocumentState,
    Elsewhere,
    Extension,
    How,
    Path,
    Printed,
    Scheme,
    SchemeVersion,
    Share,
    Standing,
)
from office.holdings import Holding

EXPORT_WORDS = {
    "paths": gettext_lazy("What I am on the way to"),
    "certificate": gettext_lazy("Certificate"),
    "how": gettext_lazy("How I came to it"),
    **{f"how:{each.value}": each.label for each in How},
    "joined_on": gettext_lazy("Since"),
    "left_on": gettext_lazy("Left on"),
    "awards": gettext_lazy("My certificates"),
    "granted_on": gettext_lazy("Granted on"),
    "valid_until": gettext_lazy("Last day"),
    "state": gettext_lazy("State"),
    **{f"state:{each.value}": each.label for each in AwardState},
    "kind": gettext_lazy("Kind"),
    **{f"kind:{each.value}": each.label for each in AwardKind},
    "reason": gettext_lazy("Why"),
    "shown": gettext_lazy("What I showed of them"),
    "printed": gettext_lazy("Name on it"),
    **{f"printed:{each.value}": each.label for each in Printed},
    "made_at": gettext_lazy("Made"),
    "taken_back_at": gettext_lazy("Taken back"),
    "attestations": gettext_lazy("What was signed about me"),
    "statement": gettext_lazy("Statement"),
    "by_whom": gettext_lazy("By"),
    **{f"by_whom:{each.value}": each.label for each in By},
    "day": gettext_lazy("Day"),
    "words": gettext_lazy("Words"),
    "documents": gettext_lazy("Papers I sent in"),
    "issued_on": gettext_lazy("Written on"),
    **{f"state:{each.value}": each.label for each in DocumentState},
    "elsewhere": gettext_lazy("Learned elsewhere"),
    "title": gettext_lazy("Title"),
    "completed_on": gettext_lazy("Finished on"),
    "minutes": gettext_lazy("Minutes"),
}
VERBS = {
    "joined path": gettext_lazy("You were put on the way to a certificate."),
    "left path": gettext_lazy("You left the way to a certificate."),
    "granted award": gettext_lazy("A certificate was granted to you."),
    "revoked award": gettext_lazy("A certificate of yours was taken back."),
    "signed statement": gettext_lazy("A statement about you was signed."),
    "took statement back": gettext_lazy("A signature about you was taken back."),
    "sent document": gettext_lazy("You sent in a paper."),
    "took document back": gettext_lazy("You took a paper back."),
    "read document": gettext_lazy("A paper of yours was fetched."),
    "accepted document": gettext_lazy("A paper of yours was accepted."),
    "refused document": gettext_lazy("A paper of yours was passed back."),
    "wrote statement": gettext_lazy("A statement was written."),
    "showed award": gettext_lazy("You made a certificate to show."),
    "took showing back": gettext_lazy("You ended a certificate that you showed."),
    "extended award": gettext_lazy("You were given more time for a certificate."),
    "looked at award": gettext_lazy("A certificate of yours was looked at again."),
    "kept provider": gettext_lazy("Who teaches elsewhere was written down."),
    "published scheme": gettext_lazy("A rule was published."),
    "wrote scheme": gettext_lazy("A rule was written."),
}


def holdings(person) -> list[Holding]:
    return [
        _holding(
            "certification.awards",
            _("What you are on the way to, how you stand, what was granted, and why."),
            (Path, Standing, Award, Extension),
            _rows(Award.objects.filter(person=person), Path.objects.filter(person=person)),
        ),
        _holding(
            "certification.shown",
            _("Each paper or page you made, and which name stood on it."),
            (Share,),
            Share.objects.filter(award__person=person).count(),
        ),
        _holding(
            "certification.proofs",
            _("What was signed about you, and what you sent in to show something."),
            (Attestation, Document, Elsewhere),
            _rows(
                *(
                    model.objects.filter(person=person)
                    for model in (Attestation, Document, Elsewhere)
                )
            ),
        ),
        Holding(
            kind="certification.rules",
            what=_("Which rules you wrote or published"),
            why=_("So that it can be asked where a rule comes from."),
            until=_("As long as the rule; after you leave without your name."),
            count=SchemeVersion.objects.filter(
                Q(written_by=person) | Q(published_by=person)
            ).count(),
            covers=(SchemeVersion._meta.label,),
        ),
    ]


def _rows(*some: QuerySet) -> int:
    """Of all together, in one statement."""
    first, *others = (each.order_by().annotate(row=Value(1)).values("row") for each in some)
    return first.union(*others, all=True).count()


def _holding(kind: str, what: str, models: tuple, count: int) -> Holding:
    return Holding(
        kind=kind,
        what=what,
        why=_("To show what you are qualified for, and why."),
        until=_("Until you leave; dates stay after that, without your name."),
        count=count,
        covers=tuple(model._meta.label for model in models),
    )


def export_person(person) -> dict:
    titles = schemes.titles_of(Scheme.objects.filter(paths__person=person).distinct(), _lang())
    awards = Award.objects.filter(person=person).select_related("scheme").order_by("granted_at")
    return {
        "paths": [
            {
                "certificate": titles.get(row.scheme_id, ""),
                "how": row.how,
                "joined_on": row.joined_on,
                "left_on": row.left_on,
            }
            for row in Path.objects.filter(person=person).order_by("joined_on")
        ],
        "awards": [_award(row) for row in awards.prefetch_related("shares")],
        "attestations": list(
            Attestation.objects.filter(person=person)
            .order_by("day")
            .values("statement", "by_whom", "day", "words", "taken_back_at")
        ),
        "documents": [
            {"kind": row.kind, "issued_on": row.issued_on, "state": row.state, "words": row.words}
            for row in Document.objects.filter(person=person).order_by("sent_at")
        ],
        "elsewhere": list(
            Elsewhere.objects.filter(person=person)
            .order_by("completed_on")
            .values("title", "completed_on", "minutes", "state")
        ),
    }


def _award(row: Award) -> dict:
    return {
        "certificate": schemes.title_of(row.scheme, row.titles, _lang()),
        "kind": row.kind,
        "granted_on": row.granted_on,
        "valid_until": row.valid_until,
        "state": row.state,
        "reason": row.reason,
        "shown": [
            {"printed": each.printed, "made_at": each.made_at, "taken_back_at": each.taken_back_at}
            for each in row.shares.all()
        ],
    }


def _lang() -> str:
    return get_language() or ""
