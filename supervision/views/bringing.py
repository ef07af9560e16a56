"""Earlier hours: a table is chosen, looked at, and taken in; and the scans that show them."""

import json
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from office.sealed import CannotOpen
from supervision.papers import evidence as scans
from supervision.papers import importing, reading
from supervision.papers.forms import BringTable
from supervision.papers.importing import BadSheet, Outcome

MOST_SENT = 1_500_000  # characters that a browser sends back
MOST_SCANS = 20
NOT_KEPT = "private, no-store"


@dataclass(frozen=True)
class Sent:
    """A row that came back from the preview; looked at as if it were new."""

    line: int
    values: dict[str, str]


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def bring(request):
    if not importing.may(request.user):
        raise Http404
    try:
        if "rows" in request.POST:
            return _done(request, _sent(request.POST["rows"]))
    except BadSheet as problem:
        messages.error(request, str(problem))
        return _page(request, BringTable())
    if request.method != "POST":
        return _page(request, BringTable())
    form = BringTable(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form)
    sheet = form.cleaned_data["file"]
    return _preview(request, sheet.rows, sheet.ignored)


def _page(request, form):
    context = {
        "form": form,
        "names": reading.NAMES,
        "most": reading.MOST_ON_PAGE,
    }
    return _private(render(request, "supervision/bring.html", context))


def _preview(request, rows, ignored=(), files=None):
    """What would become of each row; with `files` again, because something is to be put right."""
    reports = importing.take_in(
        rows, by=request.user, at=timezone.now(), files=files, is_trial=True
    )
    named = (row.values.get("evidence_file", "").strip() for row in rows)
    context = {
        "reports": reports,
        "count": sum(each.outcome == Outcome.ACCEPTED for each in reports),
        "wrong": sum(each.outcome == Outcome.REFUSED for each in reports),
        "ignored": ignored,
        "scans": sorted({name for name in named if name}),
        "asks_again": files is not None,
        "rows": _kept(rows),
    }
    return _private(render(request, "supervision/bring_preview.html", context))


def _done(request, rows):
    files = _files(request)
    reports = importing.take_in(rows, by=request.user, at=timezone.now(), files=files)
    if any(each.outcome == Outcome.REFUSED for each in reports):
        return _preview(request, rows, files=files)
    count = sum(each.outcome == Outcome.ACCEPTED for each in reports)
    said = ngettext("%(count)d row is taken in.", "%(count)d rows are taken in.", count)
    messages.success(request, said % {"count": count})
    return redirect("supervision:home")


def _files(request) -> dict[str, bytes]:
    """The scans by their names; one that is too large is cut where that shows."""
    chosen = request.FILES.getlist("scans")
    if len(chosen) > MOST_SCANS:
        said = _("Choose at most %(count)d scans at once.")
        raise BadSheet(said % {"count": MOST_SCANS})
    return {file.name: file.read(scans.MOST_BYTES + 1) for file in chosen}


def _kept(rows) -> str:
    kept = [[row.line, *(row.values.get(name, "") for name in reading.NAMES)] for row in rows]
    return json.dumps(kept, ensure_ascii=False)


def _sent(text: str) -> list[Sent]:
    """Sent back by the browser, so nothing about it is believed but its being a list of texts."""
    wrong = BadSheet(_("This list can't be read any more. Choose the file again."))
    if len(text) > MOST_SENT:
        raise wrong
    try:
        sent = [
            Sent(int(line), dict(zip(reading.NAMES, map(_text, cells), strict=True)))
            for line, *cells in json.loads(text)
        ]
    except (ValueError, TypeError, OverflowError, RecursionError):
        raise wrong from None
    if not 0 < len(sent) <= reading.MOST_ON_PAGE or len({row.line for row in sent}) < len(sent):
        raise wrong
    return sent


def _text(cell) -> str:
    """As a database can hold it: a browser sends no half of a letter, somebody else may."""
    return str(cell).encode().decode().replace("\0", "")


def _private(response):
    response["Cache-Control"] = NOT_KEPT
    return response


@require_safe
@login_required
def evidence(request, key):
    """A scan, for the two; under a name that tells nothing."""
    row = get_object_or_404(scans.visible_to(request.user), pk=key)
    chunks = scans.read(row)
    try:
        first = next(chunks)
    except (CannotOpen, OSError):
        raise Http404 from None
    response = StreamingHttpResponse(_all(first, chunks), content_type=row.content_type)
    name = f"scan.{scans.ENDINGS[row.content_type]}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return _private(response)


def _all(first: bytes, rest):
    yield first
    yield from rest
