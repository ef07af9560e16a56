"""Questions as an editor writes them. Which part is right is never translated, only words are."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

MOST = 8  # parts of one question: more do not fit a small screen, nor a tired head
MOST_STEPS = 12
MOST_AT_ONCE = 20  # questions of a set


def prompt():
    return blocks.RichTextBlock(features=["bold", "italic"], label=_("Question"))


def said_after():
    return blocks.CharBlock(
        required=False, max_length=500, label=_("What to say once it is answered")
    )


def words(label, longest=300):
    return blocks.CharBlock(max_length=longest, label=label)


class OptionBlock(blocks.StructBlock):
    text = words(_("Answer"))
    is_right = blocks.BooleanBlock(required=False, label=_("This is a right answer"))
    feedback = blocks.CharBlock(
        required=False, max_length=500, label=_("What to say to somebody who chose it")
    )

    class Meta:
        label = _("Answer")


class _Choices(blocks.StructBlock):
    """Options of which some are right; `refusal` says what is wrong with too few or many."""

    prompt = prompt()
    options = blocks.ListBlock(OptionBlock(), min_num=2, max_num=MOST, label=_("Answers"))

    def clean(self, value):
        cleaned = super().clean(value)
        words = self.refusal(sum(option["is_right"] for option in cleaned["options"]))
        if words:
            raise refused(options=words)
        return cleaned


class QuestionBlock(_Choices):
    """One right answer."""

    class Meta:
        icon = "help"
        label = _("Question with one right answer")

    def refusal(self, right: int):
        return "" if right == 1 else _("Mark exactly one answer as right.")


class SeveralBlock(_Choices):
    """All that are right, and no other."""

    class Meta:
        icon = "help"
        label = _("Question with several right answers")

    def refusal(self, right: int):
        return "" if right else _("Mark at least one answer as right.")


class TrueFalseBlock(blocks.StructBlock):
    prompt = blocks.RichTextBlock(features=["bold", "italic"], label=_("Statement"))
    is_true = blocks.BooleanBlock(required=False, label=_("The statement is true"))
    said_true = blocks.CharBlock(
        required=False, max_length=500, label=_("What to say to somebody who chose “true”")
    )
    said_false = blocks.CharBlock(
        required=False, max_length=500, label=_("What to say to somebody who chose “false”")
    )

    class Meta:
        icon = "help"
        label = _("True or false")


class PairBlock(blocks.StructBlock):
    left = words(_("This"), 120)
    right = words(_("Goes with"), 120)

    class Meta:
        label = _("Pair")


class OtherBlock(blocks.StructBlock):
    text = words(_("Text"))

    class Meta:
        label = _("Fits nothing")


class MatchingBlock(blocks.StructBlock):
    prompt = prompt()
    pairs = blocks.ListBlock(PairBlock(), min_num=2, max_num=MOST, label=_("Pairs"))
    others = blocks.ListBlock(
        OtherBlock(), min_num=0, max_num=4, default=[], label=_("Offered too, but fits nothing")
    )
    after = said_after()

    class Meta:
        icon = "help"
        label = _("Matching")


class ItemBlock(blocks.StructBlock):
    text = words(_("Text"))

    class Meta:
        label = _("Step")


class OrderingBlock(blocks.StructBlock):
    prompt = prompt()
    items = blocks.ListBlock(
        ItemBlock(),
        min_num=2,
        max_num=MOST,
        label=_("In the right order"),
        help_text=_("Learners see them mixed."),
    )
    after = said_after()

    class Meta:
        icon = "help"
        label = _("Putting in order")


class ChoiceBlock(blocks.StructBlock):
    text = words(_("What one can do"))
    feedback = blocks.CharBlock(required=False, max_length=500, label=_("What comes of it"))
    leads_to = blocks.IntegerBlock(
        required=False,
        min_value=2,
        max_value=MOST_STEPS,
        label=_("Goes on with step"),
        help_text=_("The number of a later step. Leave it empty where the story ends."),
    )
    is_right = blocks.BooleanBlock(required=False, label=_("A good ending"))

    class Meta:
        label = _("Choice")


class StepBlock(blocks.StructBlock):
    happens = blocks.RichTextBlock(features=["bold", "italic"], label=_("What happens"))
    choices = blocks.ListBlock(ChoiceBlock(), min_num=2, max_num=4, label=_("Choices"))

    class Meta:
        label = _("Step")


class ScenarioBlock(blocks.StructBlock):
    """A story that only goes forward, so that it ends whatever is chosen."""

    prompt = blocks.RichTextBlock(features=["bold", "italic"], label=_("What it is about"))
    steps = blocks.ListBlock(StepBlock(), min_num=1, max_num=MOST_STEPS, label=_("Steps"))

    class Meta:
        icon = "help"
        label = _("Short scenario")

    def clean(self, value):
        cleaned = super().clean(value)
        words = _trouble_with(cleaned["steps"])
        if words:
            raise refused(steps=words)
        return cleaned


class StatementBlock(blocks.StructBlock):
    text = words(_("Statement"))

    class Meta:
        label = _("Statement")


class ScaleBlock(blocks.StructBlock):
    """Never scored, never required."""

    prompt = prompt()
    statements = blocks.ListBlock(
        StatementBlock(), min_num=1, max_num=MOST, label=_("Statements to agree with or not")
    )

    class Meta:
        icon = "help"
        label = _("How much do you agree?")


class QuestionSetBlock(blocks.StructBlock):
    """Some of the module's bank, marked together."""

    title = blocks.CharBlock(required=False, max_length=120, label=_("Heading"))
    draw = blocks.IntegerBlock(
        min_value=1,
        max_value=MOST_AT_ONCE,
        default=5,
        label=_("How many questions"),
        help_text=_("Drawn by chance from the bank of this part, anew for each try."),
    )
    pass_mark = blocks.IntegerBlock(
        min_value=1, max_value=100, default=80, label=_("Percent that must be right")
    )
    sittings = blocks.IntegerBlock(
        required=False,
        min_value=1,
        max_value=20,
        label=_("How many tries"),
        help_text=_("Leave it empty for as many as one likes. After the last, a person helps."),
    )

    class Meta:
        icon = "list-ol"
        label = _("Set of questions")


KINDS = {
    "question": QuestionBlock,
    "several": SeveralBlock,
    "true_false": TrueFalseBlock,
    "matching": MatchingBlock,
    "ordering": OrderingBlock,
    "scenario": ScenarioBlock,
    "scale": ScaleBlock,
}


class BankBlocks(blocks.StreamBlock):
    """What sets draw from. A scenario is told step by step, so it stands in a lesson instead."""

    question = QuestionBlock()
    several = SeveralBlock()
    true_false = TrueFalseBlock()
    matching = MatchingBlock()
    ordering = OrderingBlock()


def refused(**errors) -> blocks.StructBlockValidationError:
    found = {name: ValidationError(words) for name, words in errors.items()}
    return blocks.StructBlockValidationError(block_errors=found)


def _trouble_with(steps):
    """In words, why these steps make no story; empty if they do."""
    reached, is_good = {1}, False
    for number, step in enumerate(steps, start=1):
        for choice in step["choices"]:
            to = choice["leads_to"]
            if to and not number < to <= len(steps):
                return _("In step %(step)d, a choice must lead to a later step.") % {"step": number}
            reached.add(to)
            is_good = is_good or (not to and choice["is_right"])
    for number in range(1, len(steps) + 1):
        if number not in reached:
            return _("No choice leads to step %(step)d.") % {"step": number}
    return "" if is_good else _("Mark at least one ending as good.")
