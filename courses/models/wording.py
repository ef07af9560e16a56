"""What this site says of words in texts, beside the list that ships."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class Wording(models.Model):
    """A term of one language: in place of the shipped one with the same term, or a new one.

    No personal data. Advice to whoever writes; learners never see it.
    """

    language = models.CharField(max_length=12)
    term = models.CharField(
        _("word or words"),
        max_length=200,
        help_text=_("A line | parts ways to say it. A star * stands for any ending."),
    )
    why = models.CharField(_("why to think about it"), max_length=300, blank=True)
    instead = models.CharField(_("what one could write"), max_length=300, blank=True)
    is_used = models.BooleanField(_("use it in checks"), default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["language", "term"], name="one_wording_per_term")
        ]

    def __str__(self):
        return f"{self.language}: {self.term}"

    def clean(self):
        if not any(letter.isalpha() for letter in self.term):
            raise ValidationError({"term": _("Write at least one word.")})
