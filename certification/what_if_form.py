"""What somebody tries out: offered are only the things that the rule asks for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from certification.asked import kind_words
from certification.judged import Judged
from certification.open_lines import asked_by_id
from certification.rules.requirements import Attested, counts_of
from certification.what_if import If

MOST = 60 * 200  # minutes
KINDS = {
    "individual": _("With me alone"),
    "triadic": _("Two of us"),
    "group": _("In a group"),
}


def _minutes(label) -> forms.IntegerField:
    widget = forms.NumberInput({"inputmode": "numeric"})
    return forms.IntegerField(
        label=label, min_value=0, max_value=MOST, required=False, widget=widget
    )


class IfForm(forms.Form):
    supervision = _minutes(_("Minutes of supervision more"))
    kind = forms.ChoiceField(label=_("How"), choices=list(KINDS.items()), required=False)
    practice = _minutes(_("Minutes of practice more"))
    courses = forms.MultipleChoiceField(
        label=_("Finish these"), required=False, widget=forms.CheckboxSelectMultiple
    )
    signed = forms.MultipleChoiceField(
        label=_("Signed"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, judged: Judged, courses: dict, language: str, **options):
        super().__init__(*args, **options)
        self.known = courses
        asked = asked_by_id(judged).values()
        kinds = {count.selector.kind for each in asked for count in counts_of(each)}
        signed = [each for each in asked if isinstance(each, Attested)]
        self._offer("courses", [(slug, each.title) for slug, each in courses.items()])
        self._offer("signed", [(_key(each), _title(each, language)) for each in signed])
        if "supervision" not in kinds:
            del self.fields["supervision"], self.fields["kind"]
        if "practice" not in kinds:
            del self.fields["practice"]

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        if choices:
            self.fields[name].choices = choices
        else:
            del self.fields[name]

    def more(self) -> If:
        given = self.cleaned_data
        slugs = given.get("courses") or ()
        return If(
            supervision=given.get("supervision") or 0,
            kind=given.get("kind") or "individual",
            practice=given.get("practice") or 0,
            courses=tuple((slug, self.known[slug].minutes) for slug in slugs),
            signed=tuple(tuple(each.rsplit(" ", 1)) for each in given.get("signed") or ()),
        )


def _key(asked: Attested) -> str:
    return f"{asked.statement} {asked.by}"


def _title(asked: Attested, language: str) -> str:
    return asked.title.get(language) or asked.title.get("en") or kind_words(asked.statement)
