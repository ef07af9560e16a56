"""An H5P activity in a lesson, as an editor puts it there. When it counts is never translated."""

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.activities import Rule

RULES = [
    (Rule.MARKED, _("when the learner says so")),
    (Rule.OPENED, _("once it was opened")),
    (Rule.ANY_ANSWER, _("once anything was answered")),
    (Rule.COMPLETED, _("once its end was reached")),
    (Rule.SCORE, _("from a score on")),
]


class ActivityChooserBlock(blocks.ChooserBlock):
    @cached_property
    def target_model(self):
        from courses.models import H5PActivity  # noqa: PLC0415  the pages' models hold this block

        return H5PActivity

    @cached_property
    def widget(self):
        from courses.activity_chooser import chooser  # noqa: PLC0415  it reads these models, too

        return chooser.widget_class()


class ActivityBlock(blocks.StructBlock):
    activity = ActivityChooserBlock(
        label=_("Activity"),
        help_text=_(
            "For what counts towards a certificate, use our own questions: they are marked on the "
            "server. What an activity says of itself can be forged."
        ),
    )
    rule = blocks.ChoiceBlock(choices=RULES, default=Rule.MARKED, label=_("It counts"))
    percent = blocks.IntegerBlock(
        required=False,
        min_value=1,
        max_value=100,
        label=_("Percent, if it counts from a score on"),
    )
    instead = blocks.RichTextBlock(
        required=False,
        features=["bold", "italic", "ul", "ol", "link"],
        label=_("The same without the activity"),
        help_text=_("For people who can’t use it, and for paper. It counts as much."),
    )

    class Meta:
        icon = "media"
        label = _("Interactive activity (H5P)")

    def clean(self, value):
        cleaned = super().clean(value)
        if cleaned["rule"] == Rule.SCORE and not cleaned["percent"]:
            refusal = ValidationError(_("Say from which score on it counts."))
            raise blocks.StructBlockValidationError(block_errors={"percent": refusal})
        return cleaned
