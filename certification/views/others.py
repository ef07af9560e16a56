"""How somebody else stands: the reduced tree, for their supervisor and whoever coordinates them."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from certification import hands, roster, schemes, seeing
from certification.models import Award, AwardKind, Scheme
from people.api import breaks_to_tell

NOT_KEPT = "private, no-store"


@require_safe
@login_required
def of_person(request, pk, slug):
    by, day = request.user, request.user.day()
    visible = seeing.standings(by, on=day).select_related("person", "scheme")
    row = get_object_or_404(visible, person=pk, scheme__slug=slug)
    if not seeing.may_read(by, row, on=day):
        raise Http404
    language = get_language() or ""
    rows = Award.objects.filter(person=row.person, scheme=row.scheme).order_by("-granted_at")
    awards = list(rows.defer("grounds").select_related("scheme", "person"))
    acts = seeing.coordinates(by, row.person, on=day)
    newest = next((each for each in awards if each.kind == AwardKind.FULL), None)
    longer = acts and newest and hands.may_extend(newest, on=row.person.day())
    context = {
        "row": row,
        "title": schemes.titles_of([row.scheme], language)[row.scheme_id],
        "lines": roster.lines_of(row, language, to=by),
        "awards": awards,
        "longer": newest.pk if newest and longer else None,
        "breaks": breaks_to_tell(row.person, on=day),
        "may_act": acts,
        "may_bridge": acts and Scheme.objects.offered().filter(pk=row.scheme_id).exists(),
    }
    response = render(request, "certification/of_person.html", context)
    response["Cache-Control"] = NOT_KEPT
    return response
