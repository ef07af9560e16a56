"""What I have, and what I still need; how it was counted, and what would be if."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certification import (
    asking,
    judged,
    my_paths,
    open_lines,
    records_in_words,
    schemes,
    seeing,
    what_if,
)
from certification.judged import Judged
from certification.models import Award, Path
from certification.what_if_form import IfForm
from courses import api as courses

NOT_KEPT = "private, no-store"


def private(response):
    response["Cache-Control"] = NOT_KEPT
    return response


@require_safe
@login_required
def index(request):
    person, language = request.user, get_language() or ""
    sections = my_paths.sections(person, language, at=timezone.now())
    shown = {section.scheme.pk for section in sections}
    awards = Award.objects.filter(person=person).select_related("scheme").defer("grounds")
    context = {
        "sections": sections,
        "awards": my_paths.awards_in_words(awards.order_by("-granted_at"), language),
        "is_asked": seeing.is_asked(person),
        "may_choose": my_paths.offered_to(person).exclude(pk__in=shown).exists(),
    }
    return private(render(request, "certification/index.html", context))


def of_mine(view):
    """A page of one scheme that this person is on the way to; for others there is none."""

    @login_required
    def found(request, slug, **rest):
        paths = Path.objects.live().filter(person=request.user).select_related("person", "scheme")
        path = get_object_or_404(paths, scheme__slug=slug)
        each = next(iter(judged.judge_paths([path], at=timezone.now())), None)
        if each is None:
            return redirect("certification:index")
        return view(request, path, each, **rest)

    return found


@require_safe
@of_mine
def path(request, path, each: Judged):
    """How it was counted: the records used and not used, with the reason."""
    language = get_language() or ""
    slugs = open_lines.course_slugs(each) | records_in_words.training_slugs(each)
    named = courses.named(slugs, language, to=request.user)
    context = {
        "title": schemes.titles_of([each.scheme], language)[each.scheme.pk],
        "slug": each.scheme.slug,
        "lines": records_in_words.counted(each, language, named),
        "day": each.found.on,
        "may_leave": path.how != "role",
        "tells_supervisor": path.tells_supervisor,
    }
    return private(render(request, "certification/path.html", context))


@require_safe
@of_mine
def as_json(request, path, each: Judged):
    """The whole tree, as programs read it (docs/schemes.md)."""
    response = JsonResponse(each.found.as_json(), json_dumps_params={"ensure_ascii": False})
    response["Content-Disposition"] = 'attachment; filename="answer.json"'
    return private(response)


@require_http_methods(["GET", "HEAD", "POST"])
@of_mine
def if_more(request, path, each: Judged):
    """Asked by POST, so that nothing of it stands in an address; nothing is kept."""
    language = get_language() or ""
    named = courses.named(open_lines.course_slugs(each), language, to=request.user)
    form = IfForm(request.POST or None, judged=each, courses=named, language=language)
    context = {
        "title": schemes.titles_of([each.scheme], language)[each.scheme.pk],
        "slug": each.scheme.slug,
        "form": form,
        "now": open_lines.needed(each, language, named),
    }
    status = 200
    if request.method == "POST":
        if form.is_valid():
            then = Judged(**{**each.__dict__, "found": what_if.tried(each, form.more())})
            context["then"] = open_lines.needed(then, language, named)
        else:
            status = 422
    return private(render(request, "certification/what_if.html", context, status=status))


@require_POST
@of_mine
def ask(request, path, each: Judged, line):
    language = get_language() or ""
    rows = {row.id: row for row in open_lines.needed(each, language, {}).open}
    row = rows.get(line)
    if row is None or row.turn not in (open_lines.Turn.SUPERVISOR, open_lines.Turn.ORGANISATION):
        messages.warning(request, _("Nothing is open there any more."))
        return redirect("certification:index")
    try:
        asking.ask(path, line, row.turn, at=timezone.now())
    except asking.AskedAlready:
        messages.warning(request, _("You asked a few days ago. Give it a week."))
    except asking.NobodyToAsk:
        messages.warning(request, _("There is nobody to ask today. Talk to your organisation."))
    else:
        messages.success(request, _("They are told, without what it is about."))
    return redirect("certification:index")
