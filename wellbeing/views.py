"""The room over HTTP: a page, its files, two lists, one address for boxes, and a door.

No refusal has words: what an answer says must not depend on what is inside, or on who asks.
"""

import functools
from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from wellbeing import boxes, door, limits, lists, protocol, serving
from wellbeing.protocol import DELETE, GET, NONE_YET, SALT, Ask

BYTES = "application/octet-stream"
READING, WRITING = ("GET", "HEAD"), ("POST",)


def only(*methods):
    """As Django's `require_http_methods`, which would write a line with the address."""

    def guard(view):
        @functools.wraps(view)
        def guarded(request, *args, **kwargs):
            if request.method not in methods:
                return HttpResponseNotAllowed(methods, content_type=BYTES)
            return view(request, *args, **kwargs)

        return guarded

    return guard


def nothing(status: int) -> HttpResponse:
    return HttpResponse(status=status, content_type=BYTES)


@only(*READING)
def shell(request, language):
    """The page, the same for everybody. HEAD is how it says that somebody is there."""
    if language not in serving.languages():
        return nothing(404)
    response = HttpResponse(serving.shell(language))
    response["Content-Language"] = language
    door.keep_awake(request, response)
    return response


@only(*READING)
def asset(request, path):
    file = serving.files().get(path)
    if file is None:
        return nothing(404)
    packed = file.packed if "gzip" in request.headers.get("Accept-Encoding", "") else None
    response = HttpResponse(packed or file.body, content_type=file.kind)
    if packed:
        response["Content-Encoding"] = "gzip"
    response["Vary"] = "Accept-Encoding"
    return response


@only(*READING)
def paper(request, language):
    """The blank check, to print: a page without a program."""
    if language not in serving.languages():
        return nothing(404)
    return HttpResponse(serving.paper(language), content_type="text/html; charset=utf-8")


@only(*READING)
def takeaway(request, language):
    """The room in one file, to save: the same for everybody, so without the site's lists."""
    if language not in serving.languages():
        return nothing(404)
    response = HttpResponse(serving.takeaway(language), content_type="text/html; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="notes.html"'
    return response


@only(*READING)
def signed_lists(request):
    """The envelope as it lies on disk, for the page to read. 404: the room is not open."""
    envelope = lists.current().envelope
    return HttpResponse(envelope, content_type="application/json") if envelope else nothing(404)


@only(*READING)
def manifest(request):
    return JsonResponse(serving.manifest(), json_dumps_params={"indent": 1})


def unknown(request, rest=""):
    return nothing(404)


@csrf_exempt  # no token stands in a page that is the same for everybody; `is_from_here` asks
@only(*WRITING)
def box(request):
    """The one address for boxes; `protocol` says what is asked and answered."""
    if request.content_type != BYTES or not door.is_from_here(request):
        return nothing(403)
    try:
        salt = door.salt_of(request)
        limits.count_request(salt)
        return HttpResponse(answer(read(request), salt), content_type=BYTES)
    except tuple(STATUS) as refusal:
        return nothing(STATUS[type(refusal)])


# Asked for by a script while somebody writes: where the device is locked it is told so (423) and
# where nobody is signed in (401), and it is no sign that somebody is there, which would be written.
box.is_asked_by_script = True

STATUS = {
    protocol.Malformed: 400,
    door.NotSignedIn: 401,
    boxes.Changed: 409,
    limits.TooOften: 429,
    limits.Full: 507,
}


def read(request) -> Ask:
    """One byte more than can be meant: how long a request says it is need not be believed."""
    return protocol.parse(request.read(protocol.LONGEST + 1))


def answer(ask: Ask, salt: bytes) -> bytes:
    if ask.op == SALT:
        return salt
    if ask.op == GET:
        return b"".join(boxes.read(ask.kind, ask.locator))
    if ask.op == DELETE:
        boxes.remove(ask.kind, ask.locator)
        return b""
    if ask.etag == NONE_YET and not boxes.is_there(ask.kind, ask.locator):
        limits.count_new_box(salt)
    return boxes.put(ask.kind, ask.locator, ask.etag, ask.box, on=datetime.now(UTC).date())


@csrf_exempt  # the token is signed, of one minute, and used once
@only(*WRITING)
def enter(request):
    """From the site's page to this host. Too late leads back there, for another token."""
    if not settings.WELLBEING_HOST:
        return nothing(404)
    language = request.POST.get("language", "")
    language = language if language in serving.languages() else settings.LANGUAGE_CODE
    way = f"/{language}/notes/"
    if not door.is_from_site(request):
        return nothing(403)
    try:
        salt = door.take_token(request.POST.get("token", ""))
    except door.TokenTooOld:
        return _see_other(f"{settings.SITE_URL}{way}")
    except door.TokenRefused:
        return nothing(403)
    response = _see_other(way)
    door.let_in(response, salt)
    return response


def _see_other(address: str) -> HttpResponse:
    response = nothing(303)
    response["Location"] = address
    return response
