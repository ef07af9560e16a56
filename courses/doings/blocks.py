"""What one does for oneself in a lesson, as an editor writes it."""

import uuid

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.doings.shown import in_draft, of_value
from courses.questions.blocks import refused

MOST_LINES = 12
MOST_STEPS = 8
MOST_STATEMENTS = 8


class Exercise(models.TextChoices):
    """What a pause leads through; all but the first in words of ours, in every language."""

    OWN = "own", _("Steps of my own")
    SENSES = "senses", _("Five things that I see, four that I feel …")
    BREATHE = "breathe", _("Breathing slowly")


class LineBlock(blocks.StructBlock):
    text = blocks.CharBlock(max_length=300, label=_("Text"))

    class Meta:
        label = _("Line")


def lines(label, fewest: int, most: int, **more) -> blocks.ListBlock:
    return blocks.ListBlock(LineBlock(), min_num=fewest, max_num=most, label=label, **more)


def heading() -> blocks.CharBlock:
    return blocks.CharBlock(required=False, max_length=120, label=_("Heading"))


class DoingBlock(blocks.StructBlock):
    """`kind` is the name of the block in a lesson."""

    kind = ""

    class Meta:
        preview_template = "courses/cms/doing_preview.html"

    def get_preview_context(self, value, parent_context=None):
        """As learners see it."""
        context = super().get_preview_context(value, parent_context)
        part = of_value(self.kind, value, id=uuid.uuid4(), lang=get_language() or "en")
        return context | {"part": in_draft(part)}


class ChecklistBlock(DoingBlock):
    kind = "checklist"
    title = heading()
    items = lines(_("What there is to do"), 1, MOST_LINES)

    class Meta:
        icon = "list-ul"
        label = _("Checklist")
        description = _("Things to tick off. Ticks are for the moment, and not kept.")
        preview_value = {
            "title": _("Before you begin"),
            "items": [{"text": _("Find a quiet place.")}, {"text": _("Have some water near.")}],
        }


class PauseBlock(DoingBlock):
    kind = "pause"
    title = heading()
    exercise = blocks.ChoiceBlock(
        choices=Exercise.choices, default=Exercise.SENSES, label=_("What to do")
    )
    text = blocks.RichTextBlock(
        required=False, features=["bold", "italic"], label=_("A few words before")
    )
    steps = lines(_("Steps of your own"), 0, MOST_STEPS, default=[])

    class Meta:
        icon = "time"
        label = _("Pause and breathe")
        description = _("A short pause. Nothing moves unless the reader wants it to.")
        preview_value = {"exercise": "breathe", "title": "", "text": "", "steps": []}

    def clean(self, value):
        cleaned = super().clean(value)
        if (cleaned["exercise"] == Exercise.OWN) != bool(cleaned["steps"]):
            raise refused(steps=_("Write steps where you chose steps of your own, and only there."))
        return cleaned


class ReflectionBlock(DoingBlock):
    kind = "reflection"
    prompt = blocks.RichTextBlock(features=["bold", "italic"], label=_("Something to think about"))

    class Meta:
        icon = "edit"
        label = _("Reflection")
        description = _("A box to think in. What is written there is sent nowhere.")
        preview_value = {"prompt": _("What went well this week?")}


class SurveyBlock(DoingBlock):
    kind = "survey"
    prompt = blocks.RichTextBlock(
        required=False, features=["bold", "italic"], label=_("What it is about")
    )
    statements = lines(_("Statements to agree with or not"), 1, MOST_STATEMENTS)
    asks_words = blocks.BooleanBlock(
        required=False, default=True, label=_("Ask for words, too; nobody has to write any")
    )

    class Meta:
        icon = "form"
        label = _("Survey of this part")
        description = _("Counted without names, and shown once at least five have answered.")
        preview_value = {
            "prompt": "",
            "statements": [{"text": _("This part helps me in my work.")}],
            "asks_words": True,
        }
