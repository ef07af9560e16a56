"""What a password must have, in words that exist in every language of ours."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _


class LongEnough(MinimumLengthValidator):
    """Django's own sentence has no Arabic."""

    def get_error_message(self):
        words = _("This password is too short: it needs %(count)d characters or more.")
        return words % {"count": self.min_length}
