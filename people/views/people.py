"""Pages of the people: who is here, what each may do from when to when, and the teams."""

from functools import wraps

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people import appointing, closing, courses_known, invitations, looking
from people.inviting import EndRole, GiveRole, Search, TeamName
from people.labels import label_of
from people.models import RoleHeld, Team, User
from people.roles import EndsBeforeItBegins, LastAdministrator, NotAllowed, may
from people.teams import keep_team
from people.views.guard import only_who_may

ON_A_PAGE = 50


@only_who_may("see", "person")
@require_http_methods(["GET", "HEAD", "POST"])
def people(request):
    """A name that is searched for is sent, so that it stands in no address."""
    by, day = request.user, request.user.day()
    form = Search(request.POST or request.GET, among=looking.teams_of(by, day))
    chosen = form.cleaned_data if form.is_valid() else {}
    if request.method == "POST" and not chosen.get("name"):
        return redirect(f"{request.path}?{_kept(chosen)}" if _kept(chosen) else request.path)
    if request.method != "POST":
        chosen["name"] = ""
    found = looking.people(by, day, **chosen)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "lines": looking.lines(page.object_list, by, day),
        "page": page,
        "kept": _kept(chosen),
        "is_search": bool(chosen["name"]),
        "may_invite": may(by, "invite", "person"),
        "may_assign": may(by, "assign", "course"),
    }
    return render(request, "people/people.html", context)


def _kept(chosen) -> str:
    """The choices that may stand in an address."""
    team, role = chosen.get("team"), chosen.get("role")
    return urlencode({k: v for k, v in (("team", team and team.pk), ("role", role)) if v})


@only_who_may("see", "person")
@require_safe
def person(request, pk):
    found = _visible(request, pk)
    looking.note_look(request.user, found, at=timezone.now())
    return _page(request, found)


def _visible(request, pk) -> User:
    visible = User.objects.visible_to(request.user).filter(retired_at=None)
    return get_object_or_404(visible, pk=pk)


def _page(request, found, *, give=None, end=None, status=200):
    by, today = request.user, request.user.day()
    all_of_them = RoleHeld.objects.filter(person=found).select_related("team", "person")
    held = list(looking.in_sight(all_of_them, by, today).order_by("-from_day", "-pk"))
    gives = may(by, "give", "role")
    keys = {one.course for one in held if one.course}
    courses = courses_known.titles(get_language() or "", keys) if keys else {}
    context = {
        "found": found,
        "state": looking.State.HERE if found.is_active else looking.State.CLOSED,
        "held": [_shown(one, today, courses, gives=gives, end=end) for one in held],
        "give": (give or GiveRole(initial={"from_day": today})) if gives else None,
        "may_reset": by != found and may(by, "reset", found) and invitations.can_have_card(found),
        "may_close": by != found and may(by, "close", found),
        "may_recover": by != found and found.needs_second_factor and may(by, "recover", found),
    }
    return render(request, "people/person.html", context, status=status)


def _shown(held, today, courses, *, gives, end):
    is_over = bool(held.until_day and held.until_day < today)
    form = EndRole(prefix=f"end-{held.pk}", initial={"until_day": held.until_day or today})
    if end and end.prefix == form.prefix:
        form = end
    return {
        "held": held,
        "role": label_of(held.role),
        "course": courses.get(held.course, "–") if held.course else "",
        "is_over": is_over,
        "form": form if gives and not is_over else None,
    }


def _changes(verb: str, thing: str):
    """A POST about one person, by those who may; its page comes after it."""

    def wrap(view):
        @only_who_may(verb, thing)
        @require_POST
        @wraps(view)
        def wrapped(request, pk, **rest):
            found = _visible(request, pk)
            request.page_path = found_at = _address(request, found)
            try:
                return view(request, found, **rest) or redirect(found_at)
            except NotAllowed:
                raise Http404 from None

        return wrapped

    return wrap


def _address(request, found) -> str:
    return f"/{request.LANGUAGE_CODE}/people/{found.pk}/"


@_changes("give", "role")
def give_role(request, found):
    form = GiveRole(request.POST)
    if form.is_valid():
        values = form.cleaned_data
        values["language"] = values.pop("role_language")
        try:
            held = appointing.appoint(found, by=request.user, **values)
        except EndsBeforeItBegins:
            form.add_error("until_day", _("The last day lies before the first."))
        except appointing.DoesNotFit:  # the course was removed meanwhile
            form.add_error("course", _("There is no such course any more."))
        else:
            said = _("%(name)s is now: %(role)s. They are told.")
            messages.success(request, said % {"name": found, "role": label_of(held.role)})
            return None
    return _page(request, found, give=form)


@_changes("give", "role")
def end_role(request, found, held):
    held = get_object_or_404(RoleHeld.objects.select_related("person"), pk=held, person=found)
    form = EndRole(request.POST, prefix=f"end-{held.pk}")
    if form.is_valid():
        try:
            appointing.dismiss(held, by=request.user, **form.cleaned_data)
        except LastAdministrator:
            form.add_error("until_day", _("Give this role to somebody else first."))
        else:
            messages.success(request, _("The role ends on that day. The person is told."))
            return None
    return _page(request, found, end=form)


@_changes("reset", "person")
def reset_card(request, found):
    try:
        invitation = invitations.reset_card(found, by=request.user)
    except invitations.CannotReset:
        messages.error(request, _("They can ask for a new password by mail themselves."))
        return None
    return redirect("invitation_made", uuid=invitation.pk)


@_changes("close", "person")
def close(request, found):
    try:
        closing.close_account(found, by=request.user)
    except LastAdministrator:
        messages.error(request, _("Give this role to somebody else first."))
    else:
        messages.success(request, _("The account is closed. Nothing in it is lost."))


@_changes("close", "person")
def reopen(request, found):
    closing.reopen_account(found, by=request.user)
    messages.success(request, _("The account is open again."))


@only_who_may("change", "team")
@require_http_methods(["GET", "HEAD", "POST"])
def teams(request):
    form = TeamName(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _keep(form, request)
        return redirect("teams")
    shown = Team.objects.order_by("name")
    return render(request, "people/teams.html", {"form": form, "teams": shown})


@only_who_may("change", "team")
@require_http_methods(["GET", "HEAD", "POST"])
def team(request, pk):
    form = TeamName(request.POST or None, instance=get_object_or_404(Team, pk=pk))
    if request.method == "POST" and form.is_valid():
        _keep(form, request)
        return redirect("teams")
    return render(request, "people/team.html", {"form": form})


def _keep(form, request):
    keep_team(form.save(commit=False), by=request.user)
    messages.success(request, _("Kept."))
