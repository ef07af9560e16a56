"""Private files as they leave the house: the room that a file's scope names is asked each time."""

import re

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe
from wagtail.documents.models import Document
from wagtail.documents.permissions import permission_policy as policy

from courses import api as courses
from office import files
from office.clips import Clip, kind_of
from people import api as people

MAY_READ = {"courses": courses.may_read}
PICTURES = re.compile(r"(original_images|images)/[^/]+\Z")


@require_safe
def file(request: HttpRequest, uuid) -> HttpResponseBase:
    """`/files/<uuid>/`. Whoever may not read it sees what an unknown address shows."""
    address = files.FileAddress.objects.filter(pk=uuid).first()
    if address is None or not _may_read(address.scope, request.user):
        raise Http404
    return files.answer(request, address)


def _may_read(scope: str, user) -> bool:
    room, _, key = scope.partition(":")
    ask = MAY_READ.get(room)
    return bool(ask and key and ask(key, user))


@require_safe
def cms_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """`/cms/media/…`: the pictures that Wagtail shows to those who work in it, and nothing else."""
    if not PICTURES.match(path) or not people.may_open_cms(request.user):
        raise Http404
    return files.serve(request, path, content_type=files.type_of(path))


@require_safe
def cms_document(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """`/cms/downloads/…`: where Wagtail's own screens lead those who work with such files."""
    document = Document.objects.filter(pk=pk).first()
    may = policy.user_has_any_permission(request.user, ["add", "change", "choose"])
    if document is None or not (may and people.may_open_cms(request.user)):
        raise Http404
    path = document.file.name
    return files.serve(request, path, content_type=files.type_of(path))


@require_safe
def cms_clip(request: HttpRequest, pk: int, which: str) -> HttpResponseBase:
    """`/cms/clips/<pk>/<which>/`: a clip's `file`, `small_file`, or its captions by language.

    For who may change it: the library shows it to nobody else.
    """
    clip = Clip.objects.filter(pk=pk).first()
    if (
        not clip
        or not people.may_open_cms(request.user)
        or not clip.is_editable_by_user(request.user)
    ):
        raise Http404
    if which in ("file", "small_file"):
        name = getattr(clip, which).name
    else:
        name = clip.tracks.filter(language=which).values_list("file", flat=True).first()
    if not name:
        raise Http404
    return files.serve(request, name, content_type=kind_of(name))
