"""A test message, sent at once, so that what is wrong shows while somebody can mend it."""

import logging
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.mail import get_connection
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from office import letters, notices

logger = logging.getLogger(__name__)


class NotSent(Exception):
    """The mail server did not take it; the text is the kind of trouble, for the operator."""


class Address(forms.Form):
    address = forms.EmailField(
        label=gettext_lazy("An address of yours"),
        help_text=gettext_lazy("It is used for this one message and not kept."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )


def has_mail() -> bool:
    return settings.EMAIL_BACKEND != notices.NO_MAIL


def server() -> str:
    """Where mail goes out, without what is secret."""
    return settings.EMAIL_HOST or urlsplit(settings.SITE_URL).hostname or ""


def send(address: str) -> None:
    """Raises NotSent."""
    words = letters.Words(
        _("A test message"),
        _("If you can read this, this site can send mail. There is nothing to do."),
    )
    try:
        mailbox = get_connection(fail_silently=False)
        letters.compose(words, to=address, language=get_language(), mailbox=mailbox).send()
    except Exception as problem:
        logger.warning("a test message was not sent: %s", type(problem).__name__)
        raise NotSent(type(problem).__name__) from None
