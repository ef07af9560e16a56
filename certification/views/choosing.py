"""Choosing a path, and leaving it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from certification import my_paths, paths, schemes
from certification.in_words import dates, reading
from certification.in_words.called import names_in
from certification.models import How, Path, Scheme


@require_safe
@login_required
def index(request):
    """What is offered; each path says on its own page what it asks."""
    offered = list(my_paths.offered_to(request.user))
    titles = schemes.titles_of(offered, get_language() or "")
    rows = [{"scheme": each, "title": titles[each.pk]} for each in offered]
    return render(request, "certification/choose.html", {"rows": rows})


@require_safe
def rule(request, slug):
    """A published rule in plain words, for anybody; with worked dates for whoever is signed in."""
    scheme = get_object_or_404(Scheme.objects.published(), slug=slug)
    person, language = request.user, get_language() or ""
    today = person.day() if person.is_authenticated else timezone.localdate()
    row = schemes.effective(scheme, today) or scheme.versions.exclude(published_at=None).first()
    version = schemes.rule_of(scheme).numbered(row.number)
    is_on_it = Path.objects.live().filter(person=person.pk, scheme=scheme).exists()
    context = {
        "title": schemes.title_of(scheme, row.titles, language),
        "scheme": scheme,
        "chapters": reading.read(row.text, names_in(row.text, language, to=person)),
        "dates": [] if is_on_it else dates.worked_dates(version, joined=today),
        "may_join": scheme.is_open
        and scheme.archived_at is None
        and person.is_authenticated
        and not is_on_it,
    }
    response = render(request, "certification/rule.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


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
