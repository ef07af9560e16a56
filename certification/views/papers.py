"""Papers that show something, and learning done elsewhere: sent in, looked at, fetched."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from certification import asked, documents
from certification.models import Document, DocumentState, Provider
from certification.paper_forms import WAYS, ElsewhereForm, PaperForm, RefuseForm
from courses import api as courses
from office import scans, sealed_files

LEARNED = "course-elsewhere"  # the kind of a paper that shows learning done elsewhere


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def index(request):
    """My papers, and a form for one more."""
    person = request.user
    kinds = asked.papers_asked(person, get_language() or "")
    form = PaperForm(
        request.POST or None,
        request.FILES or None,
        kinds=list(kinds.items()),
        today=person.day(),
        initial={"kind": request.GET.get("kind", "")},
    )
    if request.method == "POST" and form.is_valid():
        values = {key: form.cleaned_data[key] for key in ("kind", "issued_on")}
        if _sent(request, form, **values):
            return redirect("certification:papers")
    rows = Document.objects.filter(person=person).exclude(state=DocumentState.WITHDRAWN)
    context = {
        "form": form if kinds else None,
        "rows": [
            {"row": row, "title": _title(row, kinds)}
            for row in rows.select_related("elsewhere", "checked_by").order_by("-sent_at")
        ],
    }
    return render(request, "certification/papers.html", context, status=_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def elsewhere(request):
    person = request.user
    form = ElsewhereForm(
        request.POST or None,
        request.FILES or None,
        courses=_courses(person),
        topics=courses.topics_offered(get_language() or ""),
        providers=[(each.slug, each.name) for each in Provider.objects.exclude(slug="own")],
        today=person.day(),
    )
    if request.method == "POST" and form.is_valid():
        learned = form.learned()
        if _sent(request, form, kind=LEARNED, issued_on=learned.completed_on, learned=learned):
            return redirect("certification:papers")
    return render(request, "certification/elsewhere.html", {"form": form}, status=_status(form))


def _courses(person) -> list[tuple[str, str]]:
    places = courses.places(person, get_language() or "")
    slugs = dict(courses.Course.objects.values_list("translation_key", "slug"))
    return [(slugs[place.outline.key], place.outline.title) for place in places]


def _sent(request, form, **values) -> bool:
    file = form.cleaned_data["file"]
    try:
        documents.send(request.user, file, file.size, at=timezone.now(), **values)
    except scans.NotTaken as problem:
        form.add_error("file", str(problem))
        return False
    messages.success(request, _("It is kept. Somebody will look at it, and you are told."))
    return True


def _status(form) -> int:
    return 422 if form and form.is_bound else 200


def _title(row: Document, kinds: dict[str, str]) -> str:
    learned = getattr(row, "elsewhere", None)
    if learned:
        return learned.title
    return kinds.get(row.kind) or asked.kind_words(row.kind)


# --- one of them
@require_GET
@login_required
def fetch(request, uuid):
    """Always handed over, never shown in place; what it is called tells nothing."""
    by, at = request.user, timezone.now()
    row = get_object_or_404(documents.readable_by(by, on=by.day(at)), pk=uuid)
    try:
        chunks = documents.read(row, by=by, at=at)
    except documents.Unreadable:
        messages.error(request, _("This file can’t be read any more."))
        return redirect("certification:papers" if row.person_id == by.pk else "certification:asked")
    response = StreamingHttpResponse(chunks, content_type=row.content_type)
    ending = scans.ENDINGS[row.content_type]
    response["Content-Length"] = str(sealed_files.length(row.path))
    response["Content-Disposition"] = f'attachment; filename="file.{ending}"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
@login_required
def withdraw(request, uuid):
    row = get_object_or_404(Document, pk=uuid, person=request.user)
    try:
        documents.withdraw(row, by=request.user, at=timezone.now())
    except documents.AlreadySeen:
        messages.error(request, _("Somebody has looked at it already."))
    else:
        messages.success(request, _("It is taken back, and the file goes."))
    return redirect("certification:papers")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def check(request, uuid):
    """Somebody looks at it, and says whether it shows what it should."""
    by, at = request.user, timezone.now()
    waiting = documents.to_check(by, on=by.day(at)).select_related("person", "elsewhere")
    row = get_object_or_404(waiting, pk=uuid)
    answer = request.POST.get("answer")
    is_refused = answer == "no"
    form = RefuseForm(request.POST if is_refused else None)
    if answer == "yes" or (is_refused and form.is_valid()):
        _answer(request, row, form if is_refused else None, by=by, at=at)
        return redirect("certification:asked")
    context = {"row": row, "title": _title(row, {}), "form": form, **_learned(row, by)}
    status = 422 if request.method == "POST" else 200
    return render(request, "certification/check.html", context, status=status)


def _learned(row, by) -> dict:
    """How it was taught, and what a yes lets it stand for."""
    if not hasattr(row, "elsewhere"):
        return {}
    slug = row.elsewhere.course
    found = courses.named([slug], get_language() or "", to=by) if slug else {}
    title = found[slug].title if slug in found else slug
    about = courses.topics_in_words(row.elsewhere.topics, get_language() or "")
    return {
        "way": WAYS.get(row.elsewhere.delivery, ""),
        "stands_for": title,
        "about": ", ".join(each.name for each in about),
    }


def _answer(request, row, form, *, by, at) -> None:
    try:
        if form:
            documents.refuse(row, words=form.cleaned_data["words"], by=by, at=at)
        else:
            documents.accept(row, by=by, at=at)
    except documents.AlreadySeen:
        messages.error(request, _("Somebody has looked at it already."))
    except documents.NotTheirs:
        raise Http404 from None
    else:
        messages.success(request, _("Thank you. The person is told."))
