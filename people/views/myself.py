"""How I am called, what I read, how I am told: each page is about the person who is signed in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from people import account
from people.account_forms import Languages, Names, Told

shows_and_takes = require_http_methods(["GET", "HEAD", "POST"])


@shows_and_takes
@login_required
def names(request):
    person = request.user
    if request.method != "POST":
        now = {"chosen_name": person.chosen_name, "legal_name": person.legal_name}
        return render(request, "people/names.html", {"form": Names(initial=now)})
    form = Names(request.POST)
    if not form.is_valid():
        return render(request, "people/names.html", {"form": form}, status=422)
    account.rename(
        person,
        by=person,
        chosen_name=form.cleaned_data["chosen_name"],
        legal_name=form.cleaned_data["legal_name"],
    )
    messages.success(request, _("Your names are kept."))
    return redirect("account_names")


@shows_and_takes
@login_required
def languages(request):
    person = request.user
    form = Languages(request.POST or None, person=person)
    if request.method != "POST":
        return render(request, "people/languages.html", {"form": form})
    if not form.is_valid():
        return render(request, "people/languages.html", {"form": form}, status=422)
    account.read_in(
        person,
        by=person,
        languages=form.cleaned_data["languages"],
        time_zone=form.cleaned_data["time_zone"],
    )
    messages.success(request, _("Your languages and your time zone are kept."))
    return redirect("account_languages")


@require_POST
@login_required
def told(request):
    """The choice stands on the page of the notices."""
    form = Told(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose one of the two ways first."))
        return redirect("account_notices")
    try:
        account.hear_by(request.user, by=request.user, notify_by=form.cleaned_data["notify_by"])
    except account.NoAddress:
        messages.error(request, _("For mail, your account needs an address first."))
    else:
        messages.success(request, _("How you are told is kept."))
    return redirect("account_notices")
