"""What training is about, as schemes count it, and courses in an order for a role."""

from django.conf import settings
from django.db import models
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import PreviewableMixin

from courses.shape_blocks import PathwaySteps
from courses.shape_forms import PathwayForm, TopicForm

Words = dict[str, str]  # {language: word}


def said(words: Words, language: str) -> tuple[str, str]:
    """The words in that language, else in the site's first one, else in any; and which it was."""
    order = (language, settings.LANGUAGE_CODE, *words)
    found = next((code for code in order if words.get(code)), "")
    return words.get(found, ""), found


class Topic(models.Model):
    """A topic that minutes of training count for. No personal data.

    Known everywhere by its code: in lessons, packs, completions and schemes. One row for all
    languages, because a code must mean one thing.
    """

    code = models.SlugField(
        _("short name"),
        max_length=60,
        unique=True,
        help_text=_("Small letters and hyphens, as in working-with-others. It never changes."),
    )
    names = models.JSONField(default=dict)  # Words
    base_form_class = TopicForm

    class Meta:
        ordering = ["code"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def __str__(self):
        return said(self.names, get_language() or "")[0] or self.code


class Pathway(PreviewableMixin, models.Model):
    """Courses in an order, for people in some role. No personal data.

    One row for all languages: the words of each stand in it, the order is the same in all.
    """

    slug = models.SlugField(
        _("address"),
        max_length=80,
        unique=True,
        help_text=_(
            "Small letters and hyphens. Others may see it: choose a word that tells little."
        ),
    )
    titles = models.JSONField(default=dict)  # Words
    summaries = models.JSONField(default=dict)  # Words
    roles = models.JSONField(_("for whom"), default=list, blank=True)  # values of people.Role
    steps = StreamField(PathwaySteps(), blank=True, verbose_name=_("courses, in their order"))
    is_shown = models.BooleanField(_("shown to learners"), default=True)
    base_form_class = PathwayForm

    class Meta:
        ordering = ["pk"]
        verbose_name = _("pathway")
        verbose_name_plural = _("pathways")

    def __str__(self):
        return said(self.titles, get_language() or "")[0] or self.slug

    @property
    def keys(self) -> list[str]:
        """The courses' keys, in order, each once."""
        return list(dict.fromkeys(block["value"] for block in self.steps.raw_data))

    def serve_preview(self, request, mode_name):
        from courses import pathways  # noqa: PLC0415  it reads these models

        walk = pathways.walk(self, request.user, get_language() or "")
        return render(request, "courses/pathway.html", {"pathway": walk})
