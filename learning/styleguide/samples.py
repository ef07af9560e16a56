"""What each component is shown with: its name -> a list of (state, context).

People and places are made up. Words of the components themselves come from the catalogues; what an
editor would have written stands here in English, in `lang="en"`.
"""

import uuid
from datetime import date, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from django import forms
from django.core.paginator import Paginator
from django.utils.html import mark_safe

from learning.styleguide import (
    agreed,
    answered,
    asked,
    away,
    blocks,
    doing,
    learned,
    offered,
    owed,
    papers,
    qualified,
    supervised,
    translated,
)
from office.playable import Captions, Playable, Sound
from office.steps import Step, Urgency

ID = uuid.UUID(int=7)
DAY = date(2026, 3, 1)
MOMENT = datetime(2026, 3, 1, 9, tzinfo=ZoneInfo("UTC"))
LONG = "A title so long that it must break on a small screen, more than once, and still be read"
ASIDE = {  # seen around this very page, or made by a browser only
    "demo_band", "exit", "exit_link", "footer_links", "icons_of_site", "idle_lock", "languages",
    "masthead", "nav_link", "navigation", "person_to_ask", "preload", "sign_out", "demo_code",
}  # fmt: skip


IN_A_LIST = {  # rows of one
    "agreement_asked", "agreement_row", "assignment_row", "award_row", "break_row",
    "conversation_row", "done_line",
    "month_row", "needed_line", "open_invitation", "owed_row", "paper_row", "practice_row",
    "qualification_row", "reduced_line", "role_held", "roster_row", "session_line", "session_row",
    "share_row", "talk_row", "tally",
}  # fmt: skip


class Everything(forms.Form):
    """One field of each kind."""

    prefix = "sample"
    words = forms.CharField(label="A few words", help_text="What it is for.")
    long_words = forms.CharField(label="More words", widget=forms.Textarea({"rows": 3}))
    password = forms.CharField(label="Password", widget=forms.PasswordInput)
    choice = forms.ChoiceField(
        label="One of some", choices=[("a", "The first"), ("b", "The other")]
    )
    radio = forms.ChoiceField(
        label="One of a few", choices=[("a", "This"), ("b", "That")], widget=forms.RadioSelect
    )
    several = forms.MultipleChoiceField(
        label="Some of a few",
        choices=[("a", "Morning"), ("b", "Evening")],
        widget=forms.CheckboxSelectMultiple,
    )
    agreed = forms.BooleanField(label="Yes or no")
    day = forms.DateField(label="A day", widget=forms.DateInput({"type": "date"}))
    file = forms.FileField(label="A file")
    colour = forms.CharField(
        label="A colour", required=False, widget=forms.TextInput({"type": "color"})
    )


class Message(str):
    """As Django hands one to a page."""

    level_tag = "success"


class Asked(forms.Form):
    prefix = "asked"
    name = forms.CharField(label="A name")


class Languages(forms.Form):
    prefix = "reads"
    also_read = forms.MultipleChoiceField(
        label="I also read",
        choices=[("es", "Español"), ("ar", "العربية")],
        widget=forms.CheckboxSelectMultiple,
    )


class Until(forms.Form):
    prefix = "until"
    until_day = forms.DateField(label="Last day", widget=forms.DateInput({"type": "date"}))


def samples() -> dict[str, list[tuple[str, dict]]]:
    return {**_small(), **_forms(), **_courses(), **_shape(), **_ways(), **_people(), **_words()}


def _small() -> dict:
    icons = ("tick", "again", "note", "care", "try", "forward", "back", "leave", "menu")
    icons += ("important", "download")
    drawings = (
        "bench",
        "cup",
        "door",
        "key",
        "lamp",
        "letter",
        "path",
        "shelf",
        "signpost",
        "window",
    )
    return {
        "icon": [(name, {"name": name}) for name in icons],
        "tick": [("done", {"is_done": True}), ("open", {"is_done": False})],
        "drawing": [(name, {"name": name, "is_small": True}) for name in drawings],
        "progress": [(f"{n} of 3", {"done": n, "total": 3}) for n in (0, 1, 3)],
        "minutes": [("both", {"minutes": 25, "lessons": 3}), ("one", {"minutes": 1})],
        "breadcrumbs": [("two deep", {"first": _page("A course"), "second": _page(LONG)})],
        "pager": [("both ways", {"previous": _page("Before"), "next": _page(LONG)})],
        "pages": [("in the middle", {"page": Paginator(range(30), 10).page(2), "kept": ""})],
        "place": [
            (
                "of an account",
                {"place": {"title": "Names", "line": "As others see you.", "url": "#"}},
            )
        ],
        "account_nav": [
            ("closed", {"groups": [{"title": "A", "places": [_page("Names")]}], "path": "#"})
        ],
    }


def _forms() -> dict:
    empty, sent = Everything(), Everything({}, prefix="sent")
    sent.is_valid()
    fields = [(field.label, {"field": field}) for field in empty]
    wrong = [(f"{field.label}, not right", {"field": field}) for field in sent]
    return {
        "field": [*fields, *wrong],
        "field_error": [("beside what it is about", {"id": "sample", "text": "Choose one first."})],
        "form_errors": [("after sending", {"form": sent})],
        "also_read": [("two languages", {"field": Languages()["also_read"]})],
        "team_form": [("empty", {"form": Asked()})],
        "setup_actions": [("as in the guide", {"label": "Save and go on"})],
        "unlock": [
            ("with a password", {"action": "#", "by_password": True, "error": ""}),
        ],
    }


def _courses() -> dict:
    new = _card("new", 0)
    cards = [new, _card("under_way", 1), _card("done", 3)]
    options = [{"id": str(uuid.UUID(int=n)), "text": f"Answer {n}"} for n in (1, 2)]
    chosen = [{**options[0], "is_chosen": True}, options[1]]
    lessons = [
        {**_page(title), "minutes": 10, "is_done": not n, "is_noted": n}
        for n, title in enumerate(("One", LONG))
    ]
    return {
        "card": [(each["state"], {"card": each, "level": 3}) for each in cards],
        "cards": [("on a shelf", {"cards": cards, "level": 3})],
        **learned.samples(),
        **papers.samples(),
        **answered.samples(),
        "outline": [
            ("one done", {"module": {"lessons": lessons}}),
            ("in order", {"module": {"lessons": [{**lessons[1], "is_later": True}]}}),
        ],
        "option": [
            ("open", {"option": options[0], "name": "one", "lang": "en"}),
            ("of several", {"option": options[0], "name": "some", "many": True, "lang": "en"}),
            ("settled", {"option": chosen[0], "lang": "en", "is_settled": True}),
        ],
        "feedback": [
            (state, {"state": state, "texts": ["Because."], "score": "1 of 2.", "lang": "en"})
            for state in ("right", "wrong", "said")
        ],
        **agreed.samples(),
        **asked.samples(),
        **away.samples(),
        **blocks.samples(),
        **doing.samples(),
        **offered.samples(),
        **supervised.samples(),
        **translated.samples(),
        **owed.samples(),
        **qualified.samples(),
        "lesson_done": [
            ("to be marked", {"can_record": True, "url": "#", "attempt": ID}),
            ("done", {"is_done": True}),
            ("course done", {"is_done": True, "course_done": True}),
            ("not on it", {"enrol_url": "#"}),
        ],
        "way_in": [
            ("to join", {"enrol_url": "#"}),
            ("under way", {"enrolled": True, "continue_url": "#", "lessons_done": 1}),
            ("to finish", {"finish_url": "#"}),
        ],
        "clip": _clips(),
    }


def _clips() -> list:
    whole, small = Sound("#", "video/mp4", 21_000_000), Sound("#", "video/mp4", 3_100_000)
    film = Playable(True, whole, small, 95, 1280, 720, (Captions("#", "en", "English"),))
    sound = Playable(False, Sound("#", "audio/mpeg", 900_000), None, 0, 0, 0, ())
    words = {"words": mark_safe("<p><b>Ana:</b> May I come in?</p>"), "words_lang": "en"}
    said = {"title": "Coming in", "words_direction": "ltr", **words}
    return [
        ("a film with a small file", {"clip": film, **said}),
        ("a sound", {"clip": sound, **said, "title": LONG}),
        ("removed", {"clip": None, **said}),
    ]


def _shape() -> dict:
    topics = [
        {"name": "Working with others", "lang": "en", "minutes": 20},
        {"name": LONG, "lang": "en", "minutes": 1},
    ]
    firsts = [_page("Done before", is_done=True), _page(LONG), {"url": ""}]
    steps = [
        _page(title, state=state)
        for title, state in (("One", "done"), ("Two", "under_way"), (LONG, "new"))
    ]
    pathway = {"number": 2, "total": 3, "steps": steps}
    again = {"words": "The law has changed.", "lang": "en", "url": "#", "attempt": ID}
    return {
        "topic_minutes": [("two topics", {"topics": topics})],
        "comes_first": [("done, open, not shown to all", {"courses": firsts})],
        "look_again": [("two lessons", {"lessons": [_page("One"), _page(LONG)]})],
        "read_again": [("at the end of a lesson", again)],
        "pathway": [
            ("on the way", {"pathway": pathway}),
            ("at its end", {"pathway": {**pathway, "number": 0, "steps": steps[:1]}}),
        ],
    }


def _ways() -> dict:
    heard = {"recording": "#", "recording_type": "audio/mpeg"}
    ways = {**heard, "short_url": "#", "take_url": "#"}
    reply = {"you_said": "A word was hard.", "we_did": "We explained it.", "lang": "en"}
    more = {"kind": "confusing", "longest": 1000, "url": "#"}
    return {
        "my_way": [("with all of them", {"ways": ways, "size": "large", "path": "/en/"})],
        "listen": [("recorded", heard), ("shown by a device with a voice", {})],
        "text_size": [("usual", {"path": "/en/"}), ("larger", {"size": "larger", "path": "/en/"})],
        "take": [("of a part", {"url": "#"})],
        "lesson_feedback": [("at the end of a lesson", {"url": "#"})],
        "lesson_replies": [("one", {"replies": [reply]})],
        "grounding": [],
        "say_more": [("too long", {**more, "words": LONG, "error": "Please write a little less."})],
    }


def _people() -> dict:
    invitation = SimpleNamespace(
        pk=ID, email="luz@example.org", chosen_name="Luz", expires_at=MOMENT, person=None, team=None
    )
    team = SimpleNamespace(name="Front desk")
    held = SimpleNamespace(pk=1, team=team, language="fr", from_day=DAY, until_day=None)
    past = SimpleNamespace(pk=2, team=None, language="", from_day=DAY, until_day=DAY)
    found = SimpleNamespace(pk=1)
    line = SimpleNamespace(
        who="Luz",
        line=2,
        words="",
        values={"team": "Front desk"},
        outcome=SimpleNamespace(label="Fine"),
    )
    said = {"pk": uuid.UUID(int=11), "day": DAY, "words": "Could we talk?"}
    by_language = {"kind_in_words": "A line", "spoken": ["Español", "العربية"], "country": "ES"}
    helper = {"name": "Night line", "phone": "+00 0000 000 001", "tel": "+000000000001"}
    return {
        "already_invited": [("by mail", {"invitation": invitation})],
        "open_invitation": [
            ("by mail", {"one": {"role": "Learner", "can_send": True}, "invitation": invitation})
        ],
        "role_held": [
            (
                "held",
                {"one": {"held": held, "role": "Translator", "form": Until()}, "found": found},
            ),
            ("over", {"one": {"held": past, "role": "Learner", "is_over": True}, "found": found}),
        ],
        "invite_lines": [
            (
                "a line",
                {"lines": [{"line": line, "signs_in": "luz", "role": "Learner", "is_fine": True}]},
            )
        ],
        "demo_people": [
            (
                "at the door",
                {
                    "people": [
                        {"name": "Ana", "sign_in": "ana", "label": "Learner", "try_first": ""}
                    ]
                },
            )
        ],
        "helper": [
            ("with all", {"helper": {**helper, "hours": "At night", "text": "To talk to."}}),
            ("of a list by language", {"helper": helper | by_language}),
        ],
        "conversation_row": [
            ("new", {"row": {**said, "writer": {"name": "Ana"}, "state": "new"}}),
            ("without a name", {"row": {**said, "pk": uuid.UUID(int=12), "state": "read"}}),
        ],
        "holding": [
            (
                "some",
                {
                    "holding": {
                        "what": "Your answers",
                        "why": "To go on.",
                        "until": "Until you leave.",
                        "count": 3,
                    }
                },
            ),
        ],
        "export_end": [("a copy", {"export": SimpleNamespace(pk=ID)})],
        "fresh": [("to show again", {"url": "#"}), ("without a password", {"url": ""})],
        "key_trouble": [("hidden until it happens", {})],
    }


def _words() -> dict:
    main = _step("Cultural humility", Urgency.UNDER_WAY, detail="Lesson 2 of 3", done=1, total=3)
    told = {"key": "sample", "subject": "News", "day": DAY, "is_new": True}
    rows = [
        {
            "step": SimpleNamespace(slug=state or "open", title=f"A step {state}", url="#"),
            "state": state,
        }
        for state in ("done", "left", "")
    ]
    return {
        "greeting": [],
        "step": [
            ("the main one", {"step": main, "n": 101, "is_main": True}),
            ("another", {"step": _step(LONG, Urgency.OFFERED), "n": 102}),
        ],
        "parts": [("two roles", {"parts": [_step("People", Urgency.ROLE, role="Administrator")]})],
        "empty": [
            (
                "nothing yet",
                {
                    "title": "Nothing yet",
                    "text": "What comes stands here.",
                    "url": "#",
                    "label": "Begin",
                },
            )
        ],
        "notice": [
            (tone, {"tone": tone, "text": "Some words."})
            for tone in ("success", "info", "warning", "error")
        ],
        "messages": [("one", {"messages": [Message("It is kept.")]})],
        "told": [("new", {"row": {**told, "paragraphs": [{"text": "A paragraph."}]}})],
        "setup_steps": [("each state", {"rows": rows, "here": rows[2]["step"]})],
        "leaving_note": [("as at the door", {})],
    }


def _page(title: str, **more) -> dict:
    return {"title": title, "url": "#", "lang": "en", **more}


def _step(title: str, urgency: Urgency, **more) -> Step:
    return Step(title=title, url="#", label="Go on", urgency=urgency, lang="en", **more)


def _card(state: str, done: int) -> dict:
    finished = MOMENT if state == "done" else None
    summary = "What it is about, in one sentence."
    return _page(
        f"A course, {state}",
        summary=summary,
        minutes=25,
        lessons_done=done,
        lessons_total=3,
        state=state,
        continue_url="#",
        completed_at=finished,
    )
