"""Asking for the own notes about oneself; and answering, note by note."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from supervision import note_asking, notes
from supervision.models import Ground
from supervision.note_forms import AnswerForm


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def ask(request):
    if request.method == "POST":
        if note_asking.ask(request.user, at=timezone.now()):
            messages.success(request, _("It is asked. You have an answer within thirty days."))
        else:
            messages.info(request, _("There is nothing new to ask for."))
        return redirect("supervision:notes_ask")
    rows = note_asking.asked_by(request.user)
    return render(request, "supervision/notes/ask.html", {"rows": rows})


@require_safe
@login_required
def asked(request):
    rows = note_asking.tasks_of(request.user)
    return render(request, "supervision/notes/asked.html", {"rows": rows})


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def answer(request, uuid):
    """The writer reads it once more, and lets it be read or says why not."""
    by, at = request.user, timezone.now()
    row = get_object_or_404(note_asking.tasks_of(by), pk=uuid)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["answer"] == "release":
            note_asking.release(row, by=by, at=at)
        else:
            ground = Ground(form.cleaned_data["answer"])
            note_asking.withhold(row, ground, form.cleaned_data["words"], by=by, at=at)
        messages.success(request, _("Your answer is kept."))
        return redirect("supervision:notes_asked")
    words = notes.read(row.note, by=by, at=at)
    context = {"row": row, "form": form, "words": words}
    return render(request, "supervision/notes/answer.html", context)
