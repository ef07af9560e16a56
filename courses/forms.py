"""What editors fill in, and what a page needs before it is published."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm
from wagtail.blocks.stream_block import StreamBlockValidationError

from courses import circles, headings, noted_form
from courses.clips import refuse_films_without_captions
from courses.models.course import Course
from courses.shape_blocks import course_choices

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


class CourseForm(WagtailAdminPageForm):
    """What comes first are other courses, and none of them comes after this one."""

    comes_first = forms.MultipleChoiceField(
        label=gettext_lazy("What comes first"),
        help_text=gettext_lazy("People join this course once they have finished these."),
        choices=course_choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "comes_first" in self.fields:
            others = [each for each in course_choices() if each[0] != self._key]
            self.fields["comes_first"].choices = others

    @property
    def _key(self) -> str:
        return str(self.instance.translation_key)

    def clean_comes_first(self):
        chosen = self.cleaned_data["comes_first"]
        if circles.is_circle(self._key, chosen, circles.known()):
            raise ValidationError(_("One of these courses itself comes after this one."))
        return chosen


class ModuleForm(WagtailAdminPageForm):
    def clean(self):
        cleaned = super().clean()
        if cleaned.get("is_optional") and cleaned.get("group"):
            self.add_error("group", _("Choose one: optional, or part of a group."))
        return cleaned


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
        self._fit_topics(cleaned)
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

    def _fit_topics(self, cleaned) -> None:
        rows = [block.value for block in cleaned.get("topics") or ()]
        codes = [row["topic"] for row in rows]
        if len(set(codes)) < len(codes):
            self.add_error("topics", _("A topic stands here twice."))
        if sum(row["minutes"] or 0 for row in rows) > (cleaned.get("minutes") or 0):
            self.add_error("topics", _("These are more minutes than the lesson has."))

    def _is_plain(self) -> bool:
        return bool(self.parent_page and self.parent_page.get_parent().specific.is_plain)

    def _need(self, name: str, words: str) -> None:
        if name in self.fields and name not in self.errors and not self.cleaned_data.get(name):
            self.add_error(name, words)
