"""Pages of those who invite: the form, what came of it, and which ways in are open."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people import invitations, paper
from people.inviting import CARD, Invite
from people.labels import label_of
from people.models import Invitation
from people.models.invitation import Kind
from people.views.guard import only_who_may

only_who_invites = only_who_may("invite", "person")


@only_who_invites
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request):
    form = Invite(request.POST or None, initial={"language": get_language()})
    already = None
    if request.method == "POST" and form.is_valid():
        try:
            made = _invite(form, by=request.user)
        except invitations.AlreadyHere as here:
            already = here.invitation
            form.add_error(*_why_not(form, here))
        except invitations.NameTaken:
            form.add_error("sign_in_name", _("Somebody else has this sign-in name."))
        except ValidationError as problem:
            form.add_error("sign_in_name", problem)
        else:
            return redirect("invitation_made", uuid=made.pk)
    return render(request, "people/invite.html", {"form": form, "already": already})


def _invite(form, *, by):
    values = dict(form.cleaned_data)
    is_card = values.pop("how") == CARD
    return invitations.invite(by=by, is_card=is_card, **values)


def _why_not(form, here):
    field = "email" if form.cleaned_data["email"] else "sign_in_name"
    if here.invitation:
        return field, _("There is an open invitation already.")
    return field, _("There is an account with this address.")


@only_who_invites
@require_safe
def made(request, uuid):
    """What to do with it next: hand over a card or a link, or wait for the mail."""
    invitation = _open(uuid)
    is_card = invitation.kind in invitations.HANDED_OVER
    context = {
        "invitation": invitation,
        "card": paper.card_of(invitation) if is_card else None,
        "link": "" if _goes_by_mail(invitation) else invitations.link_of(invitation),
        "role": label_of(invitation.role) if invitation.role else "",
    }
    return render(request, "people/invitation_made.html", context)


def _goes_by_mail(invitation) -> bool:
    return invitation.kind == Kind.MAIL and invitations.sends_mail()


def _open(uuid) -> Invitation:
    ours = Invitation.objects.open_at(timezone.now()).exclude(kind=Kind.SIGN_UP)
    return get_object_or_404(ours.select_related("person", "team"), pk=uuid)


def _open_card(uuid) -> Invitation:
    found = _open(uuid)
    if found.kind not in invitations.HANDED_OVER:
        raise Http404
    return found


@only_who_invites
@never_cache
@require_safe
def card_page(request, uuid):
    return paper.page([_open_card(uuid)])


@only_who_invites
@require_safe
def card_file(request, uuid):
    try:
        return paper.file([_open_card(uuid)])
    except paper.NoPdf as problem:
        messages.warning(request, str(problem))
        return redirect("invitation_made", uuid=uuid)


@only_who_invites
@require_safe
def open_ones(request):
    now = timezone.now()
    ours = Invitation.objects.exclude(kind=Kind.SIGN_UP)
    waiting = ours.open_at(now).select_related("person", "team").order_by("-invited_at")
    ended = ours.aggregate(
        used=Count("pk", filter=~Q(used_at=None)),
        withdrawn=Count("pk", filter=~Q(withdrawn_at=None)),
        past=Count("pk", filter=Q(used_at=None, withdrawn_at=None, expires_at__lte=now)),
    )
    context = {"waiting": [_shown(one) for one in waiting], "ended": ended}
    return render(request, "people/invitations.html", context)


def _shown(invitation):
    return {
        "invitation": invitation,
        "role": label_of(invitation.role) if invitation.role else "",
        "is_card": invitation.kind in invitations.HANDED_OVER,
        "can_send": _goes_by_mail(invitation),
    }


@only_who_invites
@require_POST
def withdraw(request, uuid):
    try:
        invitations.withdraw(_open(uuid), by=request.user)
    except invitations.NotOpen:  # used meanwhile
        raise Http404 from None
    messages.success(request, _("It is withdrawn: it opens nothing any more."))
    return redirect("invitations")


@only_who_invites
@require_POST
def send_again(request, uuid):
    try:
        invitations.send_again(_open(uuid), by=request.user)
    except invitations.NotOpen:
        raise Http404 from None
    messages.success(request, _("It is on its way again."))
    return redirect("invitations")
