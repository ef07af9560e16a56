"""What I have, and what I still need."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from certification import judged, schemes
from certification.models import Award, Path


@require_safe
@login_required
def index(request):
    at = timezone.now()
    paths = Path.objects.live().filter(person=request.user).select_related("person", "scheme")
    found = list(judged.judge_paths(paths, at=at))
    titles = schemes.titles_of([each.scheme for each in found], get_language())
    rows = [{"title": titles[each.scheme.pk], "judged": each} for each in found]
    awards = Award.objects.filter(person=request.user).order_by("-granted_at")
    return render(request, "certification/index.html", {"rows": rows, "awards": awards})
