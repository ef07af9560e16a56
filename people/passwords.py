"""What a password must have, in words that exist in every language of ours."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LONGEST = 1000  # characters; more would only keep the hasher busy


class LongEnough(MinimumLengthValidator):
    """Django's own sentence has no Arabic. What the door refuses to hash is refused here, too."""

    def validate(self, password, user=None):
        super().validate(password, user)
        if len(password) > LONGEST:
            words = _("This password is too long: at most %(count)d characters.")
            raise ValidationError(words % {"count": LONGEST}, code="password_too_long")

    def get_error_message(self):
        words = _("This password is too short: it needs %(count)d characters or more.")
        return words % {"count": self.min_length}
