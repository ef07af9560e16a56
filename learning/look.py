"""The organisation's colour and logo, as addresses that change with what they show.

Who asks by an old address gets what is shown now, but keeps it not: for some seconds after a
change, another process may still name the old one.
"""

import hashlib
from dataclasses import dataclass
from functools import lru_cache

from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from office import colours, logos, organisation
from office.files import RUNS_NOTHING

FOR_GOOD = "public, max-age=31536000, immutable"
NOT_KEPT = "no-cache"


@dataclass(frozen=True)
class Look:
    """Addresses, empty where our own look stands; and the place that the logo takes."""

    colours: str = ""
    editor: str = ""  # the colour once more, for /cms/
    logo: str = ""
    width: int = logos.HIGH
    height: int = logos.HIGH


def of(org: organisation.Frame) -> Look:
    return _look(org.colour, org.logo)


@lru_cache(maxsize=8)
def _look(colour: str, logo_name: str) -> Look:
    sheet = reverse("organisation_colours", args=[_sheet_mark(colour)]) if colour else ""
    return Look(
        colours=sheet,
        editor=f"{sheet}?editor" if sheet else "",
        logo=reverse("organisation_logo", args=[_mark(logo_name)]) if logo_name else "",
        width=logos.width_of(logo_name),
    )


def _sheet_mark(colour: str) -> str:
    return _mark(colours.sheet(colour) + colours.editor_sheet(colour))


def _mark(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()[:16]


@require_safe
def colour_sheet(request, mark):
    colour = organisation.current().colour
    if not colours.is_colour(colour):
        raise Http404
    text = colours.editor_sheet(colour) if "editor" in request.GET else colours.sheet(colour)
    return _kept(HttpResponse(text, content_type="text/css"), mark == _sheet_mark(colour))


@require_safe
def logo(request, mark):
    """An SVG runs nothing, even where it is opened by itself."""
    name = organisation.current().logo
    kind = logos.kind_of(name)
    if not kind or not default_storage.exists(name):
        raise Http404
    with default_storage.open(name) as file:
        response = HttpResponse(file.read(), content_type=kind)
    response["Content-Security-Policy"] = RUNS_NOTHING
    response["Content-Disposition"] = 'inline; filename="logo"'
    return _kept(response, mark == _mark(name))


def _kept(response: HttpResponse, is_current: bool) -> HttpResponse:
    response["Cache-Control"] = FOR_GOOD if is_current else NOT_KEPT
    return response
