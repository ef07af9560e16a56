"""What is owed: for whoever supervises, for the person themselves, for whoever coordinates."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from people import api as people
from people.api import Role
from supervision import caseload, owing, seeing

ON_A_PAGE = 50


def only_in_role(role: Role):
    """Asked at each request, so that a role that ended today opens nothing tomorrow."""

    def guard(view):
        @require_safe
        @login_required
        @wraps(view)
        def guarded(request, *args, **kwargs):
            day = request.user.day(timezone.now())
            if role not in people.roles_of(request.user, day):
                raise Http404
            return view(request, day, *args, **kwargs)

        return guarded

    return guard


def only_who_supervises(view):
    """Whoever does today, in whatever role; a supervisor also before the first agreement."""

    @require_safe
    @login_required
    @wraps(view)
    def guarded(request, *args, **kwargs):
        by, day = request.user, request.user.day(timezone.now())
        supervises = seeing.supervisees_of(by, on=day).exists()
        if not supervises and Role.SUPERVISOR not in people.roles_of(by, day):
            raise Http404
        return view(request, day, *args, **kwargs)

    return guarded


@only_who_supervises
def my_people(request, day):
    """All of them at a glance, whoever is owed soonest first."""
    found = owing.owed_by(request.user, on=day)
    context = {"rows": caseload.rows(found), "owed": caseload.people_owed(found)}
    return render(request, "supervision/people.html", context)


@only_who_supervises
def person(request, day, pk: int):
    found = get_object_or_404(seeing.supervisees_of(request.user, on=day), pk=pk)
    rows = caseload.of_pair(request.user, found, on=day)
    return render(request, "supervision/person.html", {"found": found, "rows": rows})


@require_safe
@login_required
def mine(request):
    """To the person themselves."""
    day = request.user.day(timezone.now())
    rows = caseload.own(request.user, on=day, past=owing.PAST_SPANS)
    return render(request, "supervision/owed.html", {"rows": rows})


@only_in_role(Role.COORDINATOR)
def everybody(request, day):
    """Of those whom this person coordinates: minutes, without what belongs to the two."""
    found = owing.owed_coordinated(request.user, on=day)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": caseload.rows(page.object_list),
        "owed": caseload.people_owed(found),
    }
    return render(request, "supervision/owed_all.html", context)
