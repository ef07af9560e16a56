"""Notes of a session, read and written; and the list of one's own, by their days alone."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from people.api import User
from supervision import handing, identifiers, note_asking, notes, seeing
from supervision.models import AskState, Note, NoteKind, Session
from supervision.note_forms import OwnForm, ReplyForm, SharedForm

ON_A_PAGE = 30
ADVICE = {
    identifiers.Kind.MAIL: gettext_lazy("It may hold a mail address."),
    identifiers.Kind.TELEPHONE: gettext_lazy("It may hold a telephone number."),
    identifiers.Kind.NUMBER: gettext_lazy("It may hold the number of a case or document."),
    identifiers.Kind.NAME: gettext_lazy("It may hold a name."),
}


@dataclass(frozen=True)
class Shown:
    """A note that was opened."""

    note: Note
    words: notes.Words
    about: list[User]
    is_closed_to_others: bool  # an own note that nobody else was let read


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
        _advise(request, forms[what])
        return redirect("supervision:notes_of", session.pk)
    context = {
        "session": session,
        "shown": _shown(session, by, at),
        "forms": forms,
        "agreed_last": _agreed_last(session, by, at),
    }
    return render(request, "supervision/notes/session.html", context)


def _session(uuid, by: User, at) -> Session:
    found = get_object_or_404(Session.objects.select_related("supervisor", "corrects"), pk=uuid)
    session = notes.newest_of(found)
    is_theirs = seeing.sessions(by).filter(pk=session.pk).exists()
    if not is_theirs and not notes.of_session(session, by, at=at).exists():
        raise Http404
    return session


def _forms(request, session: Session, by: User, at) -> dict:
    """What this person may write here."""
    there = notes.people_of(session)
    sent = request.POST if request.method == "POST" else None

    def made(form, what, **more):
        is_sent = sent is not None and sent.get("what") == what
        return form(sent if is_sent else None, prefix=what, **more)

    if session.supervisor_id == by.pk and there:
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
        form.add_error(None, _("This record has been handed over. You can no longer write in it."))
    except (notes.Empty, notes.TooLong):
        form.add_error("text", _("This cannot be kept. Please write something shorter."))
    return not form.errors


def _advise(request, form) -> None:
    """Which kinds were found, never the words: messages wait in the session."""
    messages.success(request, _("It is kept."))
    text = "\n".join(form.cleaned_data.get(name) or "" for name in ("text", "agreed"))
    for kind in identifiers.kinds(text, get_language() or ""):
        messages.info(request, ADVICE[kind])


def _shown(session: Session, by: User, at) -> list[Shown]:
    rows = list(notes.of_session(session, by, at=at).prefetch_related("about__person", "asks"))
    words = notes.read_all(rows, by=by, at=at)
    return [_opened(row, words[row.pk]) for row in rows]


def _opened(row: Note, words: notes.Words) -> Shown:
    let_read = any(each.state == AskState.RELEASED for each in row.asks.all())
    about = [each.person for each in row.about.all()]
    return Shown(row, words, about, row.kind == NoteKind.OWN and not let_read)


def _agreed_last(session: Session, by: User, at) -> str:
    """What was agreed the time before; not for a group, where it is each one's."""
    there = notes.people_of(session)
    if len(there) != 1:
        return ""
    return notes.agreed_last(session.supervisor, there[0], by=by, at=at, before=session)
