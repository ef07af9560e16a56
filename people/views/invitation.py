"""The way in: a link shows a form and changes nothing; its final POST uses it up."""

from allauth.core import ratelimit
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from people import invitations
from people.joining import CardWords, Join, NewPassword
from people.letting_in import let_in
from people.models.invitation import Kind

READ_AND_POST = ["GET", "HEAD", "POST"]

# Others learn our origin at most, never the address, which is a key. Not “no-referrer”: the browser
# would then send our form with the Origin null, and the check against forged forms refuses that.
REFERRER = "strict-origin"


@never_cache
@sensitive_post_parameters()
@require_http_methods(READ_AND_POST)
def open_link(request, token):
    response = _answer(request, token)
    response["Referrer-Policy"] = REFERRER
    return response


def _answer(request, token):
    try:
        invitation = invitations.find(token)
        if request.user.is_authenticated:
            return render(request, "people/sign_out_first.html", {"next": request.path})
        by_kind = reset if invitation.kind == Kind.RESET else join
        return by_kind(request, invitation)
    except invitations.NotOpen:
        return not_open(request)


def not_open(request):
    """One page for every link that opens nothing; the link itself does not stand in it."""
    request.page_path = f"/{get_language()}/account/invitation/-/"
    return render(request, "people/not_open.html", status=404)


def join(request, invitation):
    form = Join(request.POST or None, invitation=invitation, language=get_language())
    if request.method == "POST" and form.is_valid():
        try:
            person = _use(invitation, form)
            return let_in(request, person, device=form.cleaned_data["device"])
        except invitations.NameTaken:
            words = _("Somebody else has this sign-in name by now. Ask for a new card.")
            form.add_error(None, words)
    return render(request, "people/join.html", {"form": form})


def _use(invitation, form):
    return invitations.use(
        invitation,
        chosen_name=form.cleaned_data["chosen_name"],
        password=form.cleaned_data["password1"],
        languages=form.languages(),
        time_zone=form.cleaned_data["time_zone"],
    )


def reset(request, invitation):
    """The new password only: whose card it is says the sign-in name, and no other name."""
    form = NewPassword(request.POST or None, invitation=invitation, person=invitation.person)
    if request.method == "POST" and form.is_valid():
        invitations.use_reset(invitation, password=form.cleaned_data["password1"])
        messages.success(request, _("Your new password is set. You can sign in with it now."))
        return redirect("account_login")
    return render(request, "people/reset.html", {"form": form})


@never_cache
@sensitive_post_parameters()
@require_http_methods(READ_AND_POST)
def card(request):
    """Eight words in place of the link; tried by guessing, they last longer than the sun."""
    form = CardWords(request.POST or None)
    if request.method == "POST":
        if refusal := ratelimit.consume_or_429(request, action="card"):
            return refusal
        if form.is_valid() and (token := _token_of(form)):
            return redirect("invitation", token=token)
    return render(request, "people/card_words.html", {"form": form})


def _token_of(form) -> str:
    try:
        return invitations.token_of(invitations.find_by_words(form.cleaned_data["words"]))
    except invitations.NotOpen:
        words = _(
            "These eight words do not open anything. Look at the card once more, or ask the "
            "person who gave it to you."
        )
        form.add_error("words", words)
        return ""
