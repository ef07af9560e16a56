"""A letter: the words of a notice as plain text and as simple HTML.

Nothing in it tells what the site is about: the sender is the organisation's short name, there is no
picture and nothing that reports back who opened it.
"""

import re
from dataclasses import dataclass
from email.utils import formataddr, make_msgid, parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from office import organisation


@dataclass(frozen=True)
class Words:
    """What a notice says, in its reader's language. The subject is neutral.

    Paragraphs stand apart by an empty line; a link of ours (`link`) has the last line of its
    paragraph for itself, and what stands before it says where it leads.
    """

    subject: str
    body: str


@dataclass(frozen=True)
class Paragraph:
    """One paragraph as a page shows it; with a `url`, the text is the link's."""

    text: str
    url: str = ""

    @property
    def path(self) -> str:
        """The link within this site, whichever of its names the reader came by."""
        return self.url.removeprefix(settings.SITE_URL)


def link(name: str, **parts: object) -> str:
    """The whole address of a page, never taken from a request's headers."""
    return settings.SITE_URL + reverse(name, kwargs=parts or None)


def paragraphs(body: str) -> list[Paragraph]:
    return [_paragraph(part.strip()) for part in re.split(r"\n\s*\n", body.strip())]


def _paragraph(text: str) -> Paragraph:
    before, _line, last = text.rpartition("\n")
    if not last.startswith(f"{settings.SITE_URL}/") or len(last.split()) > 1:
        return Paragraph(text)
    return Paragraph(before.rstrip(": \u00a0\u202f") or last, last)


def compose(
    words: Words, *, to: str, language: str, mailbox: BaseEmailBackend
) -> EmailMultiAlternatives:
    """The whole letter in that language, which is the active one."""
    org = organisation.current()
    subject = " ".join(words.subject.split())
    letter = EmailMultiAlternatives(
        subject,
        f"{words.body.strip()}\n\n{_whom_to_ask(org)}\n",
        from_email=_sender(org),
        to=[to],
        connection=mailbox,
        headers=_headers(),
    )
    frame = {
        "subject": subject,
        "paragraphs": paragraphs(words.body),
        "org": org,
        "language": language,
        "direction": "rtl" if get_language_info(language)["bidi"] else "ltr",
    }
    letter.attach_alternative(render_to_string("mail/notice.html", frame), "text/html")
    return letter


def _headers() -> dict[str, str]:
    """No holiday message answers it, and the machine's own name stays at home."""
    return {
        "Auto-Submitted": "auto-generated",
        "Message-ID": make_msgid(domain=urlsplit(settings.SITE_URL).hostname),
    }


def _sender(org: organisation.Frame) -> str:
    return formataddr((org.short_name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))


def _whom_to_ask(org: organisation.Frame) -> str:
    """Each on a line of its own, so that a number keeps its order in every script."""
    contact = [line for line in (org.ask_name, org.ask_phone, org.ask_hours) if line]
    if not contact:
        return _("If you have a question, please ask the person who invited you.")
    return "\n".join([_("Someone to ask:"), *contact])
