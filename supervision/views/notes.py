"""Notes of a session, read and written; and the list of one's own, by their days alone."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from people.api import User
from supervision import handing, note_asking, notes, seeing
from supervision.models import AskState, Note, NoteKind, Session
from supervision.note_forms import OwnForm, ReplyForm, SharedForm
from supervision.versions import newest_of
from supervision.views.advising import advise

ON_A_PAGE = 30


@dataclass(frozen=True)
class Shown:
    """A note that was opened. `is_changed`: something else stood there before."""

    note: Note
    words: notes.Words
    about: list[User]
    is_closed_to_others: bool  # an own note that nobody else was let read
    is_changed: bool = False


@require_safe
@login_required
def mine(request):
    """Days and names only: nothing is opened here."""
    by, at = request.user, timezone.now()
    rows = notes.visible_to(by, at=at).current().select_related("session", "writer")
    rows = rows.prefetch_related("about__person").order_by("-session__started_at", "-at", "pk")
    context = {
        "page": Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page")),
        "tasks": note_asking.tasks_of(by).count(),
        "handings": handing.waiting_for(by).exists(),
        "holds": handing.records_of(by, at=at).exists(),
    }
    return render(request, "supervision/notes/mine.html", context)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def of_session(request, uuid):
    """Whoever was there, and whoever may open something of it; each form says what it writes."""
    by, at = request.user, timezone.now()
    session = _session(uuid, by, at)
    forms = _forms(request, session, by, at)
    what = request.POST.get("what")
    if request.method == "POST" and what not in forms:
        raise Http404
    if request.method == "POST" and forms[what].is_valid() and _write(request, what, forms, at):
        messages.success(request, _("It is kept."))
        advise(request, _written(forms[what]))
        return redirect("supervision:notes_of", session.pk)
    context = {
        "session": session,
        "shown": _shown(notes.of_session(session, by, at=at), by, at),
        "forms": forms,
        "agreed": notes.agreed_before(session, by=by, at=at),
    }
    return render(request, "supervision/notes/session.html", context)


def _session(uuid, by: User, at) -> Session:
    found = get_object_or_404(Session.objects.select_related("supervisor", "corrects"), pk=uuid)
    session = newest_of(found)
    is_theirs = seeing.sessions(by).filter(pk=session.pk).exists()
    if not is_theirs and not notes.of_session(session, by, at=at).exists():
        raise Http404
    return session


def _forms(request, session: Session, by: User, at) -> dict:
    """What this person may write here."""
    there = notes.written_for(session, by, at=at)
    sent = request.POST if request.method == "POST" else None

    def made(form, what, **more):
        is_sent = sent is not None and sent.get("what") == what
        return form(sent if is_sent else None, prefix=what, **more)

    if there:
        forms = {
            "shared": made(SharedForm, "shared", there=there),
            "own": made(OwnForm, "own", there=there),
        }
    elif notes.record_of(session, by):
        forms = {"reply": made(ReplyForm, "reply")}
    else:
        forms = {}
    for form in forms.values():
        form.session, form.there = session, there
    return forms


def _write(request, what: str, forms: dict, at) -> bool:
    form, by = forms[what], request.user
    data, session = form.cleaned_data, form.session
    try:
        if what == "shared":
            to = [data["to"]] if data.get("to") else None
            notes.write_shared(session, data["text"], agreed=data["agreed"], to=to, by=by, at=at)
        elif what == "own":
            notes.write_own(session, data["text"], about=data.get("about"), by=by, at=at)
        else:
            notes.reply(session, data["text"], by=by, at=at)
    except notes.AskedFor:
        form.add_error("text", _("Somebody asked to read it. Now it stays as it is."))
    except notes.NotTheirs:
        form.add_error(None, _("You can no longer write in this record."))
    except (notes.Empty, notes.TooLong):
        form.add_error("text", _("This cannot be kept. Please write something shorter."))
    return not form.errors


def _written(form) -> str:
    return "\n".join(form.cleaned_data.get(name) or "" for name in ("text", "agreed"))


@require_safe
@login_required
def earlier(request, uuid):
    """What stood there before, for whoever may read what stands there now."""
    by, at = request.user, timezone.now()
    readable = notes.visible_to(by, at=at).current().select_related("session__supervisor")
    note = get_object_or_404(readable, pk=uuid)
    rows = notes.earlier_of(note, by, at=at)
    if not rows:
        raise Http404
    context = {"session": note.session, "note": note, "shown": _shown(rows, by, at)}
    return render(request, "supervision/notes/earlier.html", context)


def _shown(found: Iterable[Note], by: User, at) -> list[Shown]:
    rows = list(found)
    prefetch_related_objects(rows, "about__person", "asks")
    words = notes.read_all(rows, by=by, at=at)
    return [_opened(row, words[row.pk]) for row in rows]


def _opened(row: Note, words: notes.Words) -> Shown:
    let_read = any(each.state == AskState.RELEASED for each in row.asks.all())
    about = [each.person for each in row.about.all()]
    is_closed = row.kind == NoteKind.OWN and not let_read
    return Shown(row, words, about, is_closed, is_changed=row.replaces_id is not None)
