"""Invitations on paper: which card is printed for which, and how it reaches the browser."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.utils import timezone

from office.pdf import NoPdf
from people import card, invitations
from people.models import Invitation
from people.models.invitation import Kind

FILE_NAME = "card.pdf"  # neutral: it may lie on a desk, or on a shared machine


def card_of(invitation: Invitation) -> card.Card:
    person = invitation.person
    return card.Card(
        link=invitations.link_of(invitation),
        words=invitations.words_of(invitation).split(),
        language=invitation.language,
        sign_in_name=person.sign_in_name if person else invitation.sign_in_name,
        until=timezone.localdate(invitation.expires_at),
        is_reset=invitation.kind == Kind.RESET,
    )


def page(made: Iterable[Invitation]) -> HttpResponse:
    """To print, or to show on a screen."""
    return HttpResponse(card.as_html([card_of(one) for one in made]))


def file(made: Iterable[Invitation]) -> HttpResponse:
    """Raises NoPdf where the machine can't make one."""
    content = card.as_pdf([card_of(one) for one in made])
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    response["Cache-Control"] = "private, no-store"
    return response


def printed(invitation: Invitation) -> tuple[str, bytes]:
    """For a folder: the ending of its file and what is in it; HTML where PDF can't be made."""
    cards = [card_of(invitation)]
    try:
        return "pdf", card.as_pdf(cards)
    except NoPdf:
        return "html", card.as_html(cards).encode()


__all__ = ["NoPdf", "card_of", "file", "page", "printed"]
