"""Courses for people: what was offered to whom, and offering one. For nobody else is it there."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from courses import assigning
from courses.assigning_forms import AssignForm, WhomForm
from courses.joining import CourseClosed
from courses.shown import last_titles
from courses.uptake import uptake_of
from people import api as people
from people.api import Role, Team, User

ON_A_PAGE = 20
MOST_PEOPLE = 20  # of a search; who is looked for further down needs more of their name


def only_who_may(view):
    """Asked at each request, so that a role that ended today offers nothing tomorrow."""

    @login_required
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not assigning.may_assign(request.user, request.user.day()):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@require_http_methods(["GET", "HEAD", "POST"])
@only_who_may
def index(request):
    """What is offered, and to whom one may offer more; a POST looks for people by their name."""
    by, day = request.user, request.user.day()
    form = WhomForm(request.POST if request.method == "POST" else None)
    context = {
        "form": form,
        "found": _people(by, day, form.cleaned_data["name"]) if form.is_valid() else None,
        "teams": people.teams_seen_by(by, day),
        "roles": _roles(by, day),
        **_offers(by, day, request.GET.get("page")),
    }
    return render(request, "courses/assigning.html", context)


def _people(by: User, day, name: str) -> list[User]:
    """Of their teams, or all; a person whom they only see as themselves is not offered to."""
    seen = people.people_seen_by(by, day, name=name).filter(is_active=True).exclude(pk=by.pk)
    return list(seen[:MOST_PEOPLE])


def _roles(by: User, day) -> list[dict]:
    if not people.may_everywhere(by, "assign", "course", day):
        return []
    return [{"value": role.value, "label": people.label_of(role)} for role in Role]


def _offers(by: User, day, number) -> dict:
    seen = assigning.seen_by(by, day).open().select_related("course", "person", "team")
    page = Paginator(seen.order_by("-at", "-pk"), ON_A_PAGE).get_page(number)
    offers = list(page.object_list)
    titles = last_titles([each.course for each in offers], get_language())
    uptake = uptake_of(offers, by=by, on=day) if offers else {}
    rows = [_row(each, titles, uptake.get(each.pk)) for each in offers]
    return {"rows": rows, "page": page}


def _row(offer, titles: dict, uptake) -> dict:
    title, lang = titles.get(offer.course.translation_key, (offer.course.slug, ""))
    return {
        "pk": offer.pk,
        "title": title,
        "lang": lang,
        "whom": offer.person or offer.team or people.label_of(offer.role),
        "due_on": offer.due_on,
        "words": offer.words,
        "at": offer.at,
        "is_person": offer.person_id is not None,
        "uptake": uptake,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@only_who_may
def to_person(request, pk: int):
    seen = people.people_seen_by(request.user, request.user.day())
    return _assign(request, get_object_or_404(seen, pk=pk))


@require_http_methods(["GET", "HEAD", "POST"])
@only_who_may
def to_team(request, pk: int):
    seen = people.teams_seen_by(request.user, request.user.day())
    return _assign(request, get_object_or_404(seen, pk=pk))


@require_http_methods(["GET", "HEAD", "POST"])
@only_who_may
def to_role(request, role: str):
    if role not in Role.values:
        raise Http404
    return _assign(request, Role(role))


def _assign(request, to: User | Team | Role):
    by, day = request.user, request.user.day()
    if not assigning.may_assign_to(by, to, day):
        raise Http404
    form = AssignForm(request.POST or None, today=day, language=get_language())
    if request.method == "POST" and form.is_valid() and _assigned(request, form, to):
        return redirect("courses:assigning")
    whom = people.label_of(to) if isinstance(to, Role) else to
    context = {"form": form, "whom": whom, "is_person": isinstance(to, User)}
    status = 422 if form.is_bound else 200
    return render(request, "courses/assign.html", context, status=status)


def _assigned(request, form: AssignForm, to: User | Team | Role) -> bool:
    try:
        assigning.assign(to=to, by=request.user, **form.cleaned_data)
    except assigning.NotAllowed:
        raise Http404 from None
    except CourseClosed:
        form.add_error("course", _("This course takes no new learners."))
        return False
    messages.success(request, _("It is offered. Whoever it is for is told soon."))
    return True


@require_POST
@only_who_may
def withdraw(request, pk: int):
    seen = assigning.seen_by(request.user, request.user.day())
    offer = get_object_or_404(seen, pk=pk)
    assigning.withdraw(offer, by=request.user)
    messages.success(request, _("The offer is taken back. Whoever has begun stays on the course."))
    return redirect("courses:assigning")
