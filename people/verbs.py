"""What this room notes in the audit, as the person whom it is about reads it.

No sentence names the actor, whose name stands beside it; so none needs to know he from she.
"""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "gave role": _("A role was given to you."),
    "ended role": _("One of your roles was ended."),
    "changed password": _("Your password was changed."),
    "changed address": _("Your email address was changed."),
    "renamed": _("Your names were changed."),
    "looked at": _("Your page was looked at."),
    "closed account": _("Your account was closed for a while."),
    "reopened account": _("Your account was opened again."),
    "invited": _("An invitation was made."),
    "sent invitation again": _("An invitation was sent again."),
    "withdrew invitation": _("An invitation or a card for you was withdrawn."),
    "came in": _("You came in by your invitation."),
    "made a new card": _("A new card to sign in with was made for you."),
    "used a new card": _("A new card was used to sign in to your account."),
    "made team": _("A team was made."),
    "renamed team": _("A team was renamed."),
    "saw mail trouble": _("The list of mail that did not go out was looked at."),
    "named roles": _("The words for roles were changed."),
    "added second step": _("A second step was added to your account."),
    "removed second step": _("A second step was taken off your account."),
    "asked for recovery": _("It was asked that a lost second step be taken off your account."),
    "agreed to recovery": _("A lost second step was taken off your account."),
    "stopped recovery": _("The taking off of a second step was stopped."),
    "asked for conversation": _("Somebody asked for a conversation."),
    "settled conversation": _("Something that was written to you was noted as read or answered."),
    "opened notes": _("Your confidential notes were opened again."),
}
