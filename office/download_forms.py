"""What editors fill in when they add a file to download."""

from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm

from office.downloads import LARGEST, is_what_it_says


class DownloadForm(BaseDocumentForm):
    """Of a kind that we know, not larger than a phone can fetch."""

    def clean_file(self):
        file = self.cleaned_data["file"]
        if "file" not in self.changed_data:
            return file
        if file.size > LARGEST:
            words = _("The file is larger than %(most)s.") % {"most": filesizeformat(LARGEST)}
            raise ValidationError(words)
        if not is_what_it_says(file.name, file):
            raise ValidationError(_("This is not a file of the kind that its name says."))
        return file
