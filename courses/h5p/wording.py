"""The words of H5P's player itself, in the language that is active. Those of a content are its own.

Only the words that can be seen here: the frame with downloads and embedding is never drawn.
"""

from django.utils.translation import gettext as _


def words() -> dict[str, str]:
    return {
        "fullscreen": _("Full screen"),
        "disableFullscreen": _("Leave full screen"),
        "close": _("Close"),
        "contentChanged": _("This activity has changed since you were here."),
        "startingOver": _("You start anew."),
        "confirmDialogHeader": _("Are you sure?"),
        "confirmDialogBody": _("This can’t be undone."),
        "cancelLabel": _("Cancel"),
        "confirmLabel": _("Yes, go on"),
        "offlineDialogHeader": _("You are offline."),
        "offlineDialogBody": _("It is kept here until the network is back."),
        "offlineDialogRetryMessage": _("Trying again in :num …"),
        "offlineDialogRetryButtonLabel": _("Try again"),
        "offlineSuccessfulSubmit": _("It has arrived."),
        "expandedContent": _("More is shown below."),
    }
