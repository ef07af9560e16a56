"""What editors fill in when they copy a course, and what a lesson needs before it is published."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm
from wagtail.blocks.stream_block import StreamBlockValidationError

from courses import headings, noted_form
from courses.clips import refuse_films_without_captions
from courses.models.course import Course

SENTENCES = 3
WORDS = {
    headings.NO_MAIN: gettext_lazy("A smaller heading stands below a main one. Put that first."),
    headings.TWICE: gettext_lazy("This name for links stands twice in the lesson."),
    headings.TAKEN: gettext_lazy("The page uses this name for links itself. Choose another."),
    headings.NOWHERE: gettext_lazy("A link here leads to a heading that is not in the lesson."),
}
END = re.compile(r"[.!?؟۔…]+(?=\s|\Z)")


class CourseCopyForm(CopyForm):
    """A copy is a course of its own, and so needs an address that no other course has."""

    def clean_new_slug(self):
        slug = self.cleaned_data["new_slug"]
        if Course.objects.filter(slug=slug).exists():
            words = _("Another course has this address, perhaps in another language.")
            raise ValidationError(words)
        return slug


class LessonForm(WagtailAdminPageForm):
    """The short version: three sentences at most, and there before a plain course shows it.

    A film has captions before it is published: in the language of the page where it was written,
    in any language where it was translated. An equal way round claims as much as the lesson it
    stands for.
    """

    def clean_short_text(self):
        text = self.cleaned_data["short_text"].strip()
        if len(END.findall(text)) > SENTENCES:
            raise ValidationError(_("Write three sentences at most."))
        return text

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("short_picture") and not cleaned.get("short_alt"):
            self.add_error("short_alt", _("Say what the picture shows."))
        if not self.is_deferred_validation:
            self._look_at_headings()
        if not self.is_deferred_validation and self._is_plain():
            self._need("short_text", _("This course is plain: write the short version first."))
            self._need("short_picture", _("This course is plain: choose a picture first."))
        if not self.is_deferred_validation and self.parent_page and "way_round" in self.fields:
            above = self.parent_page.specific
            for name, words in noted_form.troubles(self.instance, above, cleaned):
                self.add_error(name, words)
        return cleaned

    def _look_at_headings(self) -> None:
        """Beside the block that is wrong, whatever the editor's screen: a place in the stream."""
        body = self.cleaned_data.get("body")
        if not body or "body" in self.errors:
            return
        raw = [(block.block_type, block.block.get_prep_value(block.value)) for block in body]
        wrong = {
            place: ValidationError(WORDS[trouble]) for place, trouble in headings.troubles(raw)
        }
        if wrong:
            self.add_error("body", StreamBlockValidationError(block_errors=wrong))

    def clean_body(self):
        body = self.cleaned_data["body"]
        if not self.is_deferred_validation:
            refuse_films_without_captions(body, language=self._language_of_captions())
        return body

    def _language_of_captions(self) -> str:
        page = self.instance
        is_translation = page.pk and not page.is_source()
        return "" if is_translation else page.locale.language_code

    def _is_plain(self) -> bool:
        return bool(self.parent_page and self.parent_page.get_parent().specific.is_plain)

    def _need(self, name: str, words: str) -> None:
        if name in self.fields and name not in self.errors and not self.cleaned_data.get(name):
            self.add_error(name, words)
