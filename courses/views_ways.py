"""A part of a course to take along."""

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from courses.views import found
from courses.ways import taking_along


@require_safe
def take(request, course, module):
    place = found(request, course, module)
    day = request.user.day() if request.user.is_authenticated else timezone.localdate()
    response = StreamingHttpResponse(
        taking_along.chunks(place, on=day), content_type="text/html; charset=utf-8"
    )
    name = taking_along.file_name(place)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
