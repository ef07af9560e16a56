"""What editors fill in when they copy a course."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms.pages import CopyForm

from courses.models.course import Course


class CourseCopyForm(CopyForm):
    """A copy is a course of its own, and so needs an address that no other course has."""

    def clean_new_slug(self):
        slug = self.cleaned_data["new_slug"]
        if Course.objects.filter(slug=slug).exists():
            words = _("Another course has this address, perhaps in another language.")
            raise ValidationError(words)
        return slug
