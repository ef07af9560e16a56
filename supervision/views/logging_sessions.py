"""The quick form: writing a session down, and changing one."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from supervision import beginning, notes, refusing, seeing, sessions, topics
from supervision.beginning import Beginning
from supervision.log_form import LogForm
from supervision.models import Session
from supervision.views.advising import advise


@sensitive_post_parameters("note")
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def log(request):
    """`?group=`, `?with=` (an agreement), `?again=` (a session), `?own=1`; else who is due now."""
    at = timezone.now()
    begun = _begun(request, at)
    if begun is None:
        return _nobody(request)
    form = _form(request, begun)
    if request.method == "POST" and form.is_valid():
        session = _kept(request, form, at)
        if session:
            return redirect("supervision:session", uuid=session.pk)
    return render(request, "supervision/log.html", _context(form, begun, at, request))


def _begun(request, at) -> Beginning | None:
    by, asked, key = request.user, request.GET, uuid.uuid4()
    if asked.get("again"):
        session = _visible(request, asked["again"], at)
        return beginning.from_session(session, by, key, is_change=False, at=at)
    if asked.get("own"):
        return beginning.for_own(by, key, at=at)
    begun = beginning.for_supervisor(
        by, key, at=at, group=asked.get("group", ""), agreement=asked.get("with", "")
    )
    if begun is None and (asked.get("group") or asked.get("with")):
        raise Http404
    return begun or beginning.for_own(by, key, at=at)


def _visible(request, key, at) -> Session:
    """As a form it tells all of it, which a former supervisor reads no more."""
    try:
        session = get_object_or_404(seeing.sessions(request.user), pk=uuid.UUID(str(key)))
    except ValueError:
        raise Http404 from None
    if not seeing.in_detail(session, request.user, on=request.user.day(at)):
        raise Http404
    return session


def _nobody(request):
    if request.method == "POST":
        raise Http404
    return render(request, "supervision/log_nobody.html")


def _form(
    request, begun: Beginning, *, needs_reason: bool = False, is_change: bool = False
) -> LogForm:
    return LogForm(
        request.POST if request.method == "POST" else None,
        people=begun.people,
        by=request.user,
        topics=topics.choices(get_language(), also=begun.initial.get("topics") or ()),
        is_own=begun.is_own,
        needs_reason=needs_reason,
        is_change=is_change,
        initial=begun.initial,
    )


def _kept(request, form: LogForm, at) -> Session | None:
    try:
        session = sessions.log(form.meeting(at=at), by=request.user, at=at)
        _write(request, form.cleaned_data.get("note", ""), session, at)
        return session
    except refusing.REFUSALS as refusal:
        _refuse(form, refusal, request.user)
    except sessions.NotTheirs:
        raise Http404 from None
    return None


def _write(request, note: str, session: Session, at) -> None:
    """Hours never wait for a note: what can't be written about is kept without one."""
    if not note.strip():
        return
    try:
        notes.write_shared(session, note, by=request.user, at=at)
    except sessions.NotTheirs:
        said = _("The session is kept, the note is not. You can no longer write in this record.")
        messages.error(request, said)
    else:
        advise(request, note)


def _refuse(form: LogForm, refusal: Exception, by) -> None:
    field, words = refusing.in_words(refusal, by=by)
    form.add_error(field if field in form.fields else None, words)


def _context(form: LogForm, begun: Beginning, at, request, session=None) -> dict:
    return {
        "form": form,
        "begun": begun,
        "session": session,
        "has_own": not begun.is_own
        and seeing.supervisors_of(request.user, on=request.user.day(at)).exists(),
        "is_unfolded": _has_errors_below(form),
    }


ABOVE = {"there", "supervisor", "length", "other", "when", "day", "clock", "uuid", "__all__"}


def _has_errors_below(form: LogForm) -> bool:
    """Also where somebody was there for longer than it took: their minutes stand below."""
    if not form.is_bound:
        return False
    parts = any(form.data.get(field.html_name) for field in form.parts())
    return bool(form.errors.keys() - ABOVE) or (parts and bool(form.errors))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request, uuid):
    """Until somebody confirmed without a reason; then with one. Whoever wrote it, or supervised."""
    at = timezone.now()
    again = _done_already(request, uuid)
    if again:
        return again
    session = _mine(request, uuid, at)
    begun = beginning.from_session(session, request.user, _new(), is_change=True, at=at)
    form = _form(request, begun, needs_reason=sessions.is_answered(session), is_change=True)
    if request.method == "POST" and form.is_valid():
        new = _corrected(request, session, form, at)
        if new:
            return redirect("supervision:session", uuid=new.pk)
    return render(request, "supervision/log.html", _context(form, begun, at, request, session))


def _new() -> uuid.UUID:
    return uuid.uuid4()


def _done_already(request, old):
    """The same form sent twice is one correction."""
    done = Session.objects.filter(corrects=old, logged_by=request.user).first()
    if request.method == "POST" and done and str(done.pk) == request.POST.get("uuid"):
        return redirect("supervision:session", uuid=done.pk)
    return None


def _mine(request, key, at) -> Session:
    session = _visible(request, key, at)
    if request.user.pk not in (session.supervisor_id, session.logged_by_id):
        raise Http404
    return session


def _corrected(request, session: Session, form: LogForm, at) -> Session | None:
    try:
        return sessions.correct(
            session,
            form.meeting(at=at),
            reason=form.cleaned_data.get("reason", ""),
            by=request.user,
            at=at,
        )
    except refusing.REFUSALS as refusal:
        _refuse(form, refusal, request.user)
    except sessions.NotTheirs:
        raise Http404 from None
    return None
