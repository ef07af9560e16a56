"""One's mail address: another one counts only once its mailbox has answered."""

from allauth.account.views import EmailView
from django.contrib import messages
from django.utils.translation import gettext as _


class MyAddress(EmailView):
    def _action_primary(self, request, *args, **kwargs):
        """allauth lets an address that nobody proved become one's own where none was proved yet:
        one could take that of somebody else, or learn from the failure that it is taken."""
        address = self._get_email_address(request)
        if address and address.verified:
            return super()._action_primary(request, *args, **kwargs)
        messages.error(request, _("First follow the link that was sent to that address."))
        return None
