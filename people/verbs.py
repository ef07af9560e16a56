"""What this room notes in the audit, as the person whom it is about reads it.

No sentence names the actor, whose name stands beside it; so none needs to know he from she.
"""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "gave role": _("A role was given to you."),
    "ended role": _("One of your roles was ended."),
    "changed password": _("Your password was changed."),
    "changed address": _("Your email address was changed."),
}
