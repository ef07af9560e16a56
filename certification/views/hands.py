"""What a coordinator does with an award by hand; each asks once more before it is done."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certification import hands, sampling, schemes, seeing
from certification.hands_forms import BridgeForm, ExtendForm, RevokeForm
from certification.models import Award, Scheme
from people.api import Role, User, roles_of


def of_theirs(view):
    """An award of somebody whom this person coordinates; for others there is none."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @login_required
    @wraps(view)
    def found(request, uuid):
        row = get_object_or_404(Award.objects.select_related("person", "scheme"), pk=uuid)
        if not seeing.coordinates(request.user, row.person, on=request.user.day()):
            raise Http404
        return view(request, row)

    return found


@of_theirs
def revoke(request, row: Award):
    form = RevokeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _done(
            request,
            row,
            _("It is taken back, and the person is told."),
            lambda at: hands.revoke(row, by=request.user, at=at, **form.cleaned_data),
        )
    return _page(request, row, form, _("Take it back"))


@of_theirs
def reissue(request, row: Award):
    if request.method == "POST":
        return _done(
            request,
            row,
            _("It is granted anew, with the same days."),
            lambda at: hands.reissue(row, by=request.user, at=at),
        )
    return _page(request, row, None, _("Grant it anew"))


@of_theirs
def extend(request, row: Award):
    form = ExtendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            at = timezone.now()
            hands.extend(row, by=request.user, at=at, **form.cleaned_data)
        except hands.NoMoreTime:
            form.add_error("until", _("The rule does not give so much time, or not any more."))
        except hands.AlreadyEnded:
            messages.error(request, _("It was taken back or replaced meanwhile."))
            return _back(row)
        else:
            messages.success(request, _("There is more time now, and the person is told."))
            return _back(row)
    return _page(request, row, form, _("Give more time"))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def bridge(request, pk, slug):
    person = get_object_or_404(User, pk=pk, is_active=True)
    if not seeing.coordinates(request.user, person, on=request.user.day()):
        raise Http404
    scheme = get_object_or_404(Scheme.objects.offered(), slug=slug)
    form = BridgeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _bridged(request, person, scheme, form):
        return redirect("certification:of_person", pk=person.pk, slug=scheme.slug)
    context = {
        "person": person,
        "title": schemes.titles_of([scheme], get_language() or "")[scheme.pk],
        "slug": scheme.slug,
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return render(request, "certification/bridge.html", context, status=status)


def _bridged(request, person, scheme, form) -> bool:
    given = form.cleaned_data
    try:
        hands.give(person, scheme, by=request.user, at=timezone.now(), **given)
    except hands.BadDays:
        form.add_error("until", _("Choose a day from today on, within a year."))
        return False
    except hands.AlreadyEnded:
        messages.error(request, _("Somebody did the same just now."))
        return True
    messages.success(request, _("It is given, and the person is told."))
    return True


def _done(request, row: Award, words: str, act):
    try:
        act(timezone.now())
    except hands.AlreadyEnded:
        messages.error(request, _("It was taken back or replaced meanwhile."))
    else:
        messages.success(request, words)
    return _back(row)


def _back(row: Award):
    return redirect("certification:of_person", pk=row.person_id, slug=row.scheme.slug)


def _page(request, row: Award, form, title: str):
    context = {
        "award": row,
        "form": form,
        "heading": title,
        "title": schemes.title_of(row.scheme, row.titles, get_language() or ""),
    }
    status = 422 if form is not None and form.is_bound else 200
    return render(request, "certification/hands.html", context, status=status)


@require_safe
@login_required
def again(request):
    """What was drawn to be looked at again; whoever coordinates nobody has no such page."""
    by, day = request.user, request.user.day()
    if Role.COORDINATOR not in roles_of(by, day):
        raise Http404
    rows = sampling.to_look_at(by, on=day)
    titles = schemes.titles_of({row.scheme for row in rows}, get_language() or "")
    context = {"rows": [{"award": row, "title": titles[row.scheme_id]} for row in rows]}
    response = render(request, "certification/again.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@login_required
def looked(request, uuid):
    row = get_object_or_404(Award.objects.select_related("person"), pk=uuid)
    try:
        sampling.looked(row, by=request.user, at=timezone.now())
    except sampling.NotTheirs:
        raise Http404 from None
    messages.success(request, _("It is noted that you looked."))
    return redirect("certification:again")
