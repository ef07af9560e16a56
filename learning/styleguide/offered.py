"""What the components of the catalogue and of offers are shown with."""

from datetime import date, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from django import forms

MOMENT = datetime(2026, 3, 1, 9, tzinfo=ZoneInfo("UTC"))
WORDS = "Before our next day."


class Search(forms.Form):
    prefix = "catalogue"
    q = forms.CharField(label="Search", required=False)
    length = forms.ChoiceField(label="Length", choices=[("", "All")], required=False)


def samples() -> dict:
    offer = {"title": "A course", "lang": "en", "whom": "Front desk", "at": MOMENT}
    to_team = {**offer, "pk": 1, "words": WORDS, "due_on": date(2026, 3, 31)}
    to_one = {**offer, "pk": 2, "is_person": True, "uptake": {"people": 1}}
    some = {"people": 12, "joined": 3, "finished": 1}
    team, luz = SimpleNamespace(pk=1, name="Front desk"), SimpleNamespace(pk=1, chosen_name="Luz")
    return {
        "assignment_row": [
            ("to a team", {"row": {**to_team, "uptake": some}}),
            ("to a person", {"row": to_one}),
        ],
        "catalogue_search": [("narrowed down", {"form": Search(), "is_narrowed": True})],
        "offer": [("with a line", {"told": "Waiting for you.", "words": WORDS})],
        "people_found": [("one", {"people": [luz]}), ("nobody", {"people": []})],
        "whom": [("all", {"teams": [team], "roles": [{"value": "any", "label": "Learner"}]})],
    }
