"""A supervisor's own qualifications; whoever coordinates says that they saw the proof."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from supervision import qualifying, seeing
from supervision.models import Qualification
from supervision.qualification_forms import QualificationForm
from supervision.views.agreements import of_one


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def mine(request):
    by, day = request.user, request.user.day()
    if not seeing.has_the_role(by, day):
        raise Http404
    form = QualificationForm(request.POST or None, initial={"from_day": day})
    if request.method == "POST" and form.is_valid() and _entered(request, form):
        return redirect("supervision:qualifications")
    plain = qualifying.qualifications_of([by])[by.pk]
    context = {
        "form": form,
        "rows": Qualification.objects.filter(holder=by).order_by("-from_day", "-pk"),
        "runs_out": qualifying.running_out(plain, day),
    }
    status = 422 if form.is_bound else 200
    return render(request, "supervision/qualifications.html", context, status=status)


def _entered(request, form) -> bool:
    try:
        qualifying.enter(**form.cleaned_data, by=request.user, at=timezone.now())
    except qualifying.BadDays:
        form.add_error("until_day", _("The last day lies before the first."))
        return False
    messages.success(request, _("Kept."))
    return True


@require_POST
@login_required
def remove(request, pk):
    row = get_object_or_404(Qualification, pk=pk, holder=request.user)
    try:
        qualifying.remove(row, by=request.user, at=timezone.now())
    except qualifying.Checked:
        messages.error(request, _("Somebody saw the proof of it, so it stays."))
    else:
        messages.success(request, _("It is removed."))
    return redirect("supervision:qualifications")


@require_POST
@of_one
def check(request, agreement, pk):
    """On the page of an agreement with its holder."""
    row = get_object_or_404(Qualification, pk=pk, holder=agreement.supervisor)
    try:
        qualifying.check(row, by=request.user, at=timezone.now())
    except qualifying.NotTheirs:
        raise Http404 from None
    messages.success(request, _("It is noted that you saw the proof."))
    return redirect("supervision:agreement", uuid=agreement.pk)
