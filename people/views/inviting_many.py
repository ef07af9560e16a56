"""Many invitations from one list: what would happen, then the same, done, then the report."""

import json
from dataclasses import dataclass
from uuid import UUID

from django.core import signing
from django.http import StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from office import sheets
from people import bulk, paper
from people.labels import label_of
from people.models import Invitation
from people.models.invitation import Kind
from people.views.inviting import only_who_invites

REPORT = "people.report"
REPORT_LASTS = 24 * 60 * 60  # seconds for which a report that stands open can be downloaded
INVITED = {bulk.Outcome.MAIL, bulk.Outcome.CARD}


@dataclass(frozen=True)
class Sent:
    """A line that came back from the preview; looked at as if it were new."""

    line: int
    values: dict[str, str]


@only_who_invites
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def invite_many(request):
    try:
        if "rows" in request.POST:
            return _done(request, _sent_rows(request.POST["rows"]))
        if request.method == "POST":
            return _preview(request, _sheet(request))
    except sheets.BadSheet as problem:
        return _form(request, problem=str(problem))
    return _form(request)


def _form(request, problem=""):
    titles = [titles[0] for titles in bulk.COLUMNS.values()]
    context = {"titles": titles, "most": bulk.MOST_ROWS, "problem": problem}
    return render(request, "people/invite_many.html", context)


def _sheet(request) -> sheets.Sheet:
    if "file" not in request.FILES:
        raise sheets.BadSheet(_("Choose a file first."))
    return sheets.read_csv(
        request.FILES["file"],
        columns=bulk.COLUMNS,
        most_rows=bulk.MOST_ROWS,
        most_bytes=bulk.MOST_BYTES,
        optional=set(bulk.COLUMNS),
    )


def _preview(request, sheet):
    lines = bulk.look(sheet.rows, by=request.user)
    kept = [[row.line, *(row.values.get(name, "") for name in bulk.COLUMNS)] for row in sheet.rows]
    context = {
        "lines": [_shown(line) for line in lines],
        "count": sum(line.outcome in INVITED for line in lines),
        "ignored": sheet.ignored,
        "rows": json.dumps(kept, ensure_ascii=False),
    }
    return render(request, "people/invite_many_preview.html", context)


def _shown(line):
    values = line.values
    return {
        "line": line,
        "is_fine": line.outcome in INVITED,
        "signs_in": values["email"] or values["sign_in_name"],
        "role": label_of(values["role"]) if values["role"] in bulk.Role.values else values["role"],
    }


def _sent_rows(text: str) -> list[Sent]:
    """Sent back by the browser, so nothing about it is believed but its being a list of texts."""
    wrong = sheets.BadSheet(_("This list can't be read any more. Choose the file again."))
    if len(text) > 2 * bulk.MOST_BYTES:
        raise wrong
    try:
        rows = json.loads(text)
        sent = [
            Sent(int(line), dict(zip(bulk.COLUMNS, map(_text, cells), strict=True)))
            for line, *cells in rows
        ]
    except (ValueError, TypeError, OverflowError, RecursionError):
        raise wrong from None
    if len(sent) > bulk.MOST_ROWS:
        raise wrong
    return sent


def _text(cell) -> str:
    """As a database can hold it: a browser sends no half of a letter, somebody else may."""
    return str(cell).encode().decode()


def _done(request, rows):
    lines = bulk.invite_all(rows, by=request.user)
    made = [line.invitation for line in lines if line.invitation]
    report = [[line.line, line.who, str(line.outcome.label), line.words] for line in lines]
    context = {
        "lines": [_shown(line) for line in lines],
        "count": len(made),
        "cards": [one.pk for one in made if one.kind == Kind.CARD],
        "report": signing.dumps(report, salt=REPORT, compress=True),
    }
    return render(request, "people/invite_many_done.html", context)


@only_who_invites
@require_POST
def report(request):
    """The report as a table. The page holds it, signed; nothing of it is kept here."""
    try:
        sent = request.POST.get("report", "")
        rows = signing.loads(sent, salt=REPORT, max_age=REPORT_LASTS)
    except signing.BadSignature:
        return redirect("invite_many")
    titles = [_("Line"), _("Who"), _("What became of it"), _("Why")]
    response = StreamingHttpResponse(sheets.write_csv(titles, rows), content_type="text/csv")
    response["Content-Disposition"] = 'attachment; filename="report.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


@only_who_invites
@require_POST
def cards(request):
    """All cards of one list in one file, or as one page to print."""
    asked = _uuids(request.POST.getlist("card"))
    found = Invitation.objects.open_at(timezone.now()).filter(kind=Kind.CARD, pk__in=asked)
    made = list(found.select_related("person").order_by("invited_at", "sign_in_name"))
    if not made:
        return redirect("invitations")
    if "page" in request.POST:
        return paper.page(made)
    try:
        return paper.file(made)
    except paper.NoPdf:
        return paper.page(made)


def _uuids(texts: list[str]) -> list[UUID]:
    try:
        return [UUID(text) for text in texts[: bulk.MOST_ROWS]]
    except ValueError:
        return []
