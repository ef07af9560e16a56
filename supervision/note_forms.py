"""Forms of notes: what is written, what is asked for, and to whom a record goes."""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from people.api import User
from supervision.models import Ground
from supervision.notes import LONGEST


class _NoteArea(forms.Textarea):
    """What is typed here is looked through by js/identifiers.js, by the rules of its language."""

    def build_attrs(self, base_attrs, extra_attrs=None):
        more = {"data-identifiers": "", "data-language": get_language() or ""}
        return super().build_attrs(base_attrs, extra_attrs) | more


def note_area(*, rows: int) -> forms.Textarea:
    return _NoteArea({"rows": rows, "dir": "auto"})


class _Kept(forms.Form):
    use_required_attribute = False


class SharedForm(_Kept):
    text = forms.CharField(
        label=_("Shared record"), max_length=LONGEST, required=False, widget=note_area(rows=8)
    )
    agreed = forms.CharField(
        label=_("What we agreed"), max_length=LONGEST, required=False, widget=note_area(rows=3)
    )
    to = forms.ModelChoiceField(
        label=_("For"), queryset=User.objects.none(), required=False, empty_label=_("Everybody")
    )

    def __init__(self, *args, there: list[User], **kwargs):
        super().__init__(*args, **kwargs)
        _offer(self, "to", there)

    def clean(self):
        data = super().clean()
        if not self.errors and not (data["text"] or data["agreed"]):
            self.add_error("text", _("Please write something first."))
        if len(data.get("text") or "") + len(data.get("agreed") or "") > LONGEST:
            self.add_error("text", _("This is too long. Please shorten it."))
        return data


class OwnForm(_Kept):
    text = forms.CharField(label=_("Own note"), max_length=LONGEST, widget=note_area(rows=6))
    about = forms.ModelChoiceField(
        label=_("About"), queryset=User.objects.none(), required=False, empty_label=_("Everybody")
    )

    def __init__(self, *args, there: list[User], **kwargs):
        super().__init__(*args, **kwargs)
        _offer(self, "about", there)


def _offer(form: forms.Form, name: str, there: list[User]) -> None:
    """Whom it is for is asked only in a group."""
    if len(there) < 2:
        del form.fields[name]
        return
    field = form.fields[name]
    field.queryset = User.objects.filter(pk__in=[each.pk for each in there])
    field.label_from_instance = lambda each: each.name


class ReplyForm(_Kept):
    text = forms.CharField(label=_("Your reply"), max_length=LONGEST, widget=note_area(rows=4))


class AnswerForm(forms.Form):
    use_required_attribute = False
    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[("release", _("Let them read it"))]
        + [(f"{each.value}", each.label) for each in Ground],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("In your words"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def clean(self):
        data = super().clean()
        if data.get("answer") == Ground.OTHER and not data.get("words"):
            self.add_error("words", _("Please say why."))
        return data


class SuccessorForm(forms.Form):
    use_required_attribute = False
    successor = forms.ModelChoiceField(label=_("Goes to"), queryset=User.objects.none())

    def __init__(self, *args, successors, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = successors
        self.fields["successor"].label_from_instance = lambda each: each.name
