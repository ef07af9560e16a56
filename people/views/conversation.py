"""Asking for a conversation: a form, a look at exactly what goes and to whom, then sending it.

Nothing is kept before that: each step carries the words in the page itself.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people import conversations
from people.conversation_form import ConversationForm
from people.models import ConversationState

NOT_KEPT = "private, no-store"


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def ask(request):
    everybody = conversations.listed(request.user)
    by_words = [each for each in everybody if each.way]
    form = ConversationForm(request.POST if request.method == "POST" else None, listed=by_words)
    if request.method == "POST" and form.is_valid() and "change" not in request.POST:
        return _sent(request, form) if "send" in request.POST else _preview(request, form)
    is_wrong = form.is_bound and bool(form.errors)
    context = {
        "form": form if by_words else None,
        "by_phone": [each.helper for each in everybody if not each.way and each.helper.phone],
        "is_listed": conversations.is_listed(request.user),
    }
    return _page(request, "people/conversation.html", context, status=422 if is_wrong else 200)


# A session that locks parks nothing of it: no draft of these words lies anywhere.
ask.is_sent_by_itself = True


def _preview(request, form):
    whom = form.whom()
    context = {"form": form, "whom": whom, "values": form.cleaned_data}
    return _page(request, "people/conversation_preview.html", context)


def _sent(request, form):
    given = form.cleaned_data
    try:
        conversations.send(
            given["to"],
            given["words"],
            by=request.user,
            with_name=given["with_name"],
            key=given["key"],
            at=timezone.now(),
        )
    except conversations.TooMany:
        messages.error(request, _("That is enough for today. Ring somebody, or write tomorrow."))
        return _preview(request, form)
    except conversations.Changed:
        messages.error(request, _("The list has just changed. Choose once more."))
    else:
        messages.success(
            request,
            _("It is sent. If you hear nothing in three days, ring them or write to another."),
        )
    return redirect("conversation")


def _page(request, template: str, context: dict, status: int = 200):
    response = render(request, template, context, status=status)
    response["Cache-Control"] = NOT_KEPT
    return response


# --- for whom it is
@require_safe
@login_required
def mine(request):
    """What was written to the reader; to everybody else there is no such page."""
    rows = list(conversations.for_person(request.user))
    if not rows and not conversations.is_listed(request.user):
        raise Http404
    return _page(request, "people/conversations.html", {"rows": rows})


@require_POST
@login_required
def mark(request, uuid):
    row = get_object_or_404(conversations.for_person(request.user), pk=uuid)
    state = request.POST.get("state", "")
    if state not in (ConversationState.READ, ConversationState.ANSWERED):
        raise Http404
    conversations.mark_as(row, ConversationState(state), by=request.user, at=timezone.now())
    messages.success(request, _("Noted."))
    return redirect("conversations")
