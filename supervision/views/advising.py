"""After saving, without a script: what a note may hold that tells who a client is; advice only."""

from django.contrib import messages
from django.utils.translation import get_language, gettext_lazy

from supervision import identifiers

ADVICE = {
    identifiers.Kind.MAIL: gettext_lazy("It may hold a mail address."),
    identifiers.Kind.TELEPHONE: gettext_lazy("It may hold a telephone number."),
    identifiers.Kind.NUMBER: gettext_lazy("It may hold the number of a case or document."),
    identifiers.Kind.NAME: gettext_lazy("It may hold a name."),
}


def advise(request, text: str) -> None:
    """Which kinds were found, never the words: messages wait in the session."""
    for kind in identifiers.kinds(text, get_language() or ""):
        messages.info(request, ADVICE[kind])
