"""What is asked at each step."""

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models.review import LONGEST, Opinion, Paid, ReviewRule
from courses.review.steps import LIVED


def _text(label, *, is_needed=False, **more) -> forms.CharField:
    box = forms.Textarea({"rows": 5, "dir": "auto"})
    return forms.CharField(label=label, required=is_needed, max_length=LONGEST, widget=box, **more)


class LivedWords(forms.Form):
    """What somebody who has lived it says. It counts only after they agreed that it is kept."""

    words = _text(_("What you want to say"))
    dissent = _text(
        _("What you do not agree with"),
        help_text=_("It is kept as you wrote it. Whoever publishes the page reads it first."),
    )
    paid = forms.ChoiceField(
        label=_("Are you paid for this?"),
        choices=Paid.choices,
        initial=Paid.UNSAID,
        required=False,
        help_text=_("Noted so that it can be asked whether this work is paid fairly."),
    )
    paid_note = forms.CharField(
        label=_("More about that (may stay empty)"), max_length=200, required=False
    )
    consent = forms.BooleanField(
        label=_("I agree that this is kept"),
        help_text=_(
            "Your name and your words are kept with this page. Those who write and publish it can "
            "read them. You can take them back at any time, and need not say why."
        ),
        error_messages={"required": _("Without your agreement nothing of this is kept.")},
    )
    needed = ""

    def clean(self):
        values = super().clean()
        if self.needed and not values.get(self.needed) and self.needed not in self.errors:
            self.add_error(self.needed, _("Please write a few words."))
        values["paid"] = values.get("paid") or Paid.UNSAID
        return values


class LivedChange(LivedWords):
    needed = "words"


class LivedDissent(LivedWords):
    needed = "dissent"


LIVED_FORMS = {"approve": LivedWords, "reject": LivedChange, "dissent": LivedDissent}
ACTION_OF = {Opinion.AGREES: "approve", Opinion.CHANGE: "reject", Opinion.DISSENTS: "dissent"}
OPINION_OF = {action: opinion for opinion, action in ACTION_OF.items()}


class LivedForm(LivedWords):
    """All of it on one page."""

    opinion = forms.ChoiceField(
        label=_("What you think of it"), choices=Opinion.choices, widget=forms.RadioSelect
    )
    field_order = ("opinion", "words", "dissent", "paid", "paid_note", "consent")

    def clean(self):
        self.needed = LIVED_FORMS[self.action].needed if self.action else ""
        return super().clean()

    @property
    def action(self) -> str:
        return ACTION_OF.get(self.cleaned_data.get("opinion"), "")

    @property
    def said(self) -> dict:
        return {name: value for name, value in self.cleaned_data.items() if name != "opinion"}


class Comment(forms.Form):
    comment = _text(_("What you want to say"))

    @property
    def said(self) -> dict:
        return self.cleaned_data


class Change(Comment):
    comment = _text(_("What should change"), is_needed=True)


class Decision(Comment):
    """Whether it can go on, and why not."""

    decision = forms.ChoiceField(
        label=_("What you think of it"),
        choices=[("approve", _("Can go on as it is")), ("reject", _("Should be changed first"))],
        widget=forms.RadioSelect,
    )
    field_order = ("decision", "comment")

    def clean(self):
        values = super().clean()
        if values.get("decision") == "reject" and not values.get("comment"):
            self.add_error("comment", _("Please write a few words."))
        return values

    @property
    def action(self) -> str:
        return self.cleaned_data["decision"]

    @property
    def said(self) -> dict:
        return {"comment": self.cleaned_data["comment"]}


class PublishDecision(Decision):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [("approve", _("Publish it")), ("reject", _("Should be changed first"))]
        self.fields["decision"].choices = choices


class Skip(forms.Form):
    action = "skip"
    reason = _text(
        _("Why this step is left out"),
        is_needed=True,
        help_text=_("It is kept in the history of the page, and whoever publishes reads it."),
    )

    @property
    def said(self) -> dict:
        return self.cleaned_data


class Answer(forms.Form):
    """What the editor did about it, said to whoever asked for a change."""

    answer = _text(_("Your answer (may stay empty)"))


class Why(forms.Form):
    reason = _text(_("Why it is published without that"), is_needed=True)


def for_action(step: str, action: str) -> type[forms.Form]:
    """As Wagtail asks for it."""
    if action == "skip":
        return Skip
    if step == LIVED:
        return LIVED_FORMS.get(action, LivedWords)
    return Change if action == "reject" else Comment


def for_step(step: str) -> type[forms.Form]:
    """As the desk shows it: one form for all that can be said."""
    if step == LIVED:
        return LivedForm
    return PublishDecision if step == "publish" else Decision


class Rule(forms.ModelForm):
    class Meta:
        model = ReviewRule
        fields = ("lived_experience", "language")
