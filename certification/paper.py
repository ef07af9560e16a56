"""A certificate on paper, in the languages its holder chose: our design, nobody's template.

The same page is printed by a browser or set as a PDF, which is signed: a changed byte shows.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime

import segno
from django.template.defaultfilters import date as day_in_words
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_info, override
from django.utils.translation import gettext as _

from certification import fitting, schemes, sharing
from certification.models import Share
from office import organisation, pdf
from supervision import api as supervision


@dataclass(frozen=True)
class Part:
    """What one language says."""

    lang: str
    direction: str
    says: str
    title: str
    given: str
    granted: str
    until: str
    check: str


@dataclass(frozen=True)
class Paper:
    name: str
    parts: list[Part]
    code: str
    address: str
    short_address: str

    @property
    def org(self) -> organisation.Frame:
        return organisation.current()

    @property
    def lang(self) -> str:
        return self.parts[0].lang

    @property
    def direction(self) -> str:
        return self.parts[0].direction

    @property
    def step(self) -> int:
        """How large it is set, so that it stays within the page."""
        return fitting.step_of(self.name, [part.title for part in self.parts])

    @property
    def square(self) -> SafeString:
        return mark_safe(qr(self.address))  # noqa: S308  of numbers only


def paper_of(row: Share, *, at: datetime) -> Paper:
    """As of now; `row.code` is opened for it."""
    last = sharing.last_day_of(row.award, on=row.award.person.day(at))
    languages = row.languages or [organisation.first_language()]
    address = sharing.address_of(row.code)
    return Paper(
        name=row.name,
        parts=[_part(row, last, language) for language in languages],
        code=sharing.in_groups(row.code),
        address=address,
        short_address=address.partition("://")[2].partition("/verify/")[0] + "/verify/",
    )


def _part(row: Share, last: date | None, language: str) -> Part:
    award = row.award
    with override(language):
        granted = day_in_words(award.granted_on, "DATE_FORMAT")
        until = last and day_in_words(last, "DATE_FORMAT")
        return Part(
            lang=language,
            direction="rtl" if get_language_info(language)["bidi"] else "ltr",
            says=_("This certifies that"),
            title=schemes.title_of(award.scheme, award.titles, language),
            given=_("has met all that is asked for"),
            granted=_("Granted on %(day)s") % {"day": granted},
            until=_("Valid until %(day)s") % {"day": until} if until else _("Valid without end"),
            check=_("Check it here, with the square or the code:"),
        )


def as_html(paper: Paper) -> str:
    with override(paper.lang):
        return render_to_string("certification/paper.html", {"paper": paper})


def as_pdf(paper: Paper) -> bytes:
    """Signed. Raises `office.pdf.NoPdf` where the site can make none."""
    proof = json.dumps({"certificate": paper.address, "paper_key": supervision.paper_key()})
    content = pdf.render(as_html(paper), data={supervision.PROOF_NAME: proof.encode()})
    return supervision.signed_paper(content)


def code_in(content: bytes) -> str:
    """The code of a certificate that this site signed and nobody changed.

    Raises supervision.api.NotWhole, with a short English sentence.
    """
    opened = supervision.opened_paper(content)
    try:
        proof = json.loads(opened.proof)
        address, key = str(proof["certificate"]), proof["paper_key"]
    except (ValueError, KeyError, TypeError):
        raise supervision.NotWhole("The PDF file is no certificate.") from None
    if key != opened.key or key not in supervision.paper_keys():
        raise supervision.NotWhole("The PDF file was signed by somebody else.")
    return address.rstrip("/").rpartition("/")[2]


def qr(link: str) -> str:
    return segno.make_qr(link, error="m").svg_inline(
        border=4,
        dark="#000000",
        light="#ffffff",
        lineclass=None,
        omitsize=True,
        svgclass="certificate__square",
        title=_("A square for a camera"),
    )
