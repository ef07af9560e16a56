"""Where sign-up is open: an address is asked for, and what is answered is always the same."""

from allauth.core import ratelimit
from django.conf import settings
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from people import invitations, sign_up
from people.joining import AskForAccount


def is_open() -> bool:
    return settings.SIGNUP == "open" and invitations.sends_mail()


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request):
    """Stands in place of allauth's own page, which would make an account at once."""
    if request.user.is_authenticated:
        return redirect("home")
    if not is_open():
        return render(request, "people/sign_up_closed.html")
    form = AskForAccount(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "people/sign_up.html", {"form": form})
    if refusal := ratelimit.consume_or_429(request, action="sign_up"):
        return refusal
    email = form.cleaned_data["email"].lower()
    if ratelimit.consume(request, action="sign_up_address", key=email):  # else it is told as if
        sign_up.ask(email, language=get_language())
    return redirect("sign_up_sent")


@require_safe
def sent(request):
    return render(request, "people/sign_up_sent.html")
