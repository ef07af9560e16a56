"""What each block looks like, in the language of whoever looks: for the editor's chooser of blocks
and for the style guide. The people are made up."""

from django.utils.translation import gettext as _


def text() -> str:
    first = _("A paragraph of a lesson, with one thought.")
    return f"<h2>{_('A heading')}</h2><p>{first}</p>"


def heading() -> dict:
    return {"title": _("A heading"), "level": "2", "anchor": ""}


def image() -> dict:
    return {"decorative": False, "alt": _("A path to a door."), "caption": _("The way in")}


def figure() -> dict:
    labels = [{"label": words} for words in (_("The door"), _("The path"))]
    return {"drawing": "", "alt": _("A path to a door."), "caption": "", "labels": labels}


def callout() -> dict:
    words = _("You can stop here. It is kept.")
    return {"tone": "care", "title": _("Take your time"), "text": f"<p>{words}</p>"}


def case_story() -> dict:
    words = _("Lena asks before she sits down. Omar moves the second chair a little.")
    return {"title": _("The second chair"), "text": f"<p>{words}</p>"}


def term() -> dict:
    words = _("Saying what you may do and what you may not do.")
    return {"term": _("Boundary"), "text": f"<p>{words}</p>"}


def quotation() -> dict:
    words = _("Nothing about us without us.")
    source = _("A saying of the disability rights movement")
    return {"text": f"<p>{words}</p>", "source": source, "link": ""}


def download() -> dict:
    return {"title": _("A card for your pocket")}
