from django.http import HttpResponse
from django.urls import path
from django.utils import timezone

from courses.models import Progress
from learning.urls import urlpatterns as of_the_site

FILL = "x" * 20_000


def floor(request):
    """Session, person, 20 kB."""
    return HttpResponse(FILL + str(request.user.pk))


def floor_write(request):
    """The same, and one upsert."""
    Progress.objects.filter(enrolment__learner=request.user).update(touched_at=timezone.now())
    return HttpResponse("kept")


urlpatterns = [path("floor/", floor), path("floor-write/", floor_write), *of_the_site]
