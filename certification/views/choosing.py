"""Choosing a path, and leaving it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from certification import my_paths, paths, schemes
from certification.models import How, Path


@require_safe
@login_required
def index(request):
    """What is offered, and what each asks."""
    offered = list(my_paths.offered_to(request.user))
    titles = schemes.titles_of(offered, get_language() or "")
    rows = [{"scheme": each, "title": titles[each.pk]} for each in offered]
    return render(request, "certification/choose.html", {"rows": rows})


@require_POST
@login_required
def join(request, slug):
    person = request.user
    scheme = get_object_or_404(my_paths.offered_to(person), slug=slug)
    paths.join(person, scheme, how=How.CHOSEN, by=person, at=timezone.now())
    messages.success(request, _("You are on it. What you did before counts as the rule says."))
    return redirect("certification:index")


@require_POST
@login_required
def leave(request, slug):
    mine = Path.objects.live().filter(person=request.user).select_related("person")
    path = get_object_or_404(mine, scheme__slug=slug)
    try:
        paths.leave(path, by=request.user, at=timezone.now())
    except paths.ByRole:
        messages.warning(request, _("It belongs to your role here."))
    else:
        messages.success(request, _("You left it. What was granted stays yours."))
    return redirect("certification:index")


@require_POST
@login_required
def tells(request, slug):
    """Whether a supervisor is reminded as well: the holder says so, and may change their mind."""
    mine = Path.objects.live().filter(person=request.user)
    path = get_object_or_404(mine, scheme__slug=slug)
    path.tells_supervisor = request.POST.get("tells") == "yes"
    path.save(update_fields=["tells_supervisor"])
    messages.success(request, _("It is kept."))
    return redirect("certification:path", slug=slug)
