"""The paper of an agreement: fetched by the two, kept and removed by the supervisor."""

from django.contrib import messages
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from office import sealed_files
from supervision import agreed_files
from supervision.agreement_forms import FileForm
from supervision.models import AgreementFile
from supervision.views.agreements import of_one, page_of


@require_GET
@of_one
def fetch(request, agreement):
    """Always handed over, never shown in place; what it is called tells nothing."""
    by, at = request.user, timezone.now()
    file = AgreementFile.objects.filter(agreement=agreement).first()
    if file is None or not agreed_files.may_read(agreement, by, by.day(at)):
        raise Http404
    try:
        chunks = agreed_files.read(file, by=by, at=at)
    except agreed_files.Unreadable:
        messages.error(request, _("This file can't be read any more."))
        return redirect("supervision:agreement", uuid=agreement.pk)
    response = StreamingHttpResponse(chunks, content_type=agreed_files.TYPES[file.kind])
    response["Content-Length"] = str(sealed_files.length(file.path))
    response["Content-Disposition"] = f'attachment; filename="file.{file.kind}"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
@of_one
def keep(request, agreement):
    form = FileForm(request.POST, request.FILES)
    if form.is_valid() and _kept(request, agreement, form):
        messages.success(request, _("The file is kept. Only the two of you can open it here."))
        return redirect("supervision:agreement", uuid=agreement.pk)
    return page_of(request, agreement, file=form, status=422)


def _kept(request, agreement, form) -> bool:
    file = form.cleaned_data["file"]
    try:
        agreed_files.keep(agreement, file, file.size, by=request.user, at=timezone.now())
    except agreed_files.NotAKind:
        form.add_error("file", _("Choose a PDF, a picture or a text document."))
    except agreed_files.TooLarge:
        form.add_error("file", _("It is larger than 10 MB."))
    else:
        return True
    return False


@require_POST
@of_one
def remove(request, agreement):
    agreed_files.remove(agreement, by=request.user, at=timezone.now())
    messages.success(request, _("The file is removed."))
    return redirect("supervision:agreement", uuid=agreement.pk)
