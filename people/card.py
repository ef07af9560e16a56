"""The paper that lets somebody in who has no mail address: a square for a camera, and eight words.

Whoever invites prints it or shows it. It says where to go, what to do and whom to ask, in the
language of the person who gets it, and nothing of what this site is about.
"""

from dataclasses import dataclass, field
from datetime import date

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override

from office import organisation, pdf


@dataclass(frozen=True)
class Card:
    """One person's. Its link and its words each open an account: they go on paper, and no log."""

    link: str = field(repr=False)
    words: list[str] = field(repr=False)
    language: str
    sign_in_name: str
    until: date
    is_reset: bool = False

    @property
    def org(self) -> organisation.Frame:
        return organisation.current()

    @property
    def square(self) -> SafeString:
        return mark_safe(qr(self.link))  # noqa: S308  of numbers and a title that is escaped

    @property
    def address(self) -> str:
        """Where the words are typed; it holds no token, so it may be said aloud."""
        return f"{settings.SITE_URL}/{self.language}/account/card/"


def qr(link: str) -> str:
    """A QR code to stand in a page: black on white whatever is around it, its quiet edge inside."""
    return segno.make_qr(link, error="m").svg_inline(
        border=4,
        dark="#000000",
        light="#ffffff",
        lineclass=None,
        omitsize=True,
        svgclass="paper-card__code",
        title=_("A square for a camera"),
    )


def as_html(cards: list[Card]) -> str:
    """A page to print: two cards on each sheet, to be cut apart."""
    with override(cards[0].language):
        return render_to_string("people/card_sheet.html", {"cards": cards})


def as_pdf(cards: list[Card]) -> bytes:
    """The same as a file; raises `office.pdf.NoPdf` where the site can make none."""
    return pdf.render(as_html(cards))
