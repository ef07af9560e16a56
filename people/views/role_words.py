"""The organisation's own words for the roles, in each of its languages."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from office import organisation
from people import labels
from people.role_words_form import RoleWords
from people.roles import may


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def role_words(request):
    if not may(request.user, "change", "organisation"):
        raise Http404
    form = RoleWords(request.POST or None, known=organisation.current().role_labels)
    if request.method != "POST":
        return render(request, "people/role_words.html", {"form": form})
    if not form.is_valid():
        return render(request, "people/role_words.html", {"form": form}, status=422)
    try:
        labels.call_roles(form.labels(), by=request.user)
    except labels.NoOrganisation:
        messages.error(request, _("The organisation needs a name first."))
    else:
        messages.success(request, _("The words are kept."))
    return redirect("role_words")
