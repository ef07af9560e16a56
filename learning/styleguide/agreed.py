"""What the components of agreements are shown with."""

import uuid
from datetime import date
from types import SimpleNamespace

from django import forms

ID = uuid.UUID(int=8)
FROM, UNTIL = date(2026, 3, 1), date(2026, 12, 31)


class Terms(forms.Form):
    prefix = "terms"
    kind = forms.ChoiceField(label="Kind", choices=[("a", "Individual"), ("b", "Group")])
    starts = forms.TimeField(label="Usual start", required=False)


def samples() -> dict:
    agreed = SimpleNamespace(get_kind_display="Group", group="Thursdays", from_day=FROM)
    row = {"uuid": ID, "who": "Ana", "owed": "60 minutes a month", "agreement": agreed}
    named = {"name": "Social worker", "from_day": FROM}
    checked = {**named, "rank": "associate", "until_day": UNTIL, "checked_at": FROM}
    form = Terms()
    fields = {"first_fields": [form["kind"]], "usual_fields": [form["starts"]]}
    return {
        "agreement_row": [
            ("to one of the two", {"row": row}),
            ("to a coordinator, over", {"row": {**row, "by": "Bo", "state": "Over"}}),
        ],
        "agreement_asked": [
            ("about the reader", {"row": {**row, "who": "Bo"}}),
            ("about somebody else", {"row": {**row, "by": "Bo"}}),
        ],
        "qualification_row": [
            ("one's own", {"row": named, "remove_url": "#"}),
            ("to a coordinator", {"row": named, "check_url": "#"}),
            ("proof seen", {"row": checked}),
        ],
        "terms_form": [("two fields", {"form": {**fields, "groups": ["Thursdays"]}})],
    }
