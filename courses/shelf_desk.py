"""`/cms/shelf/`: the packs there are, looked into as a learner would, and taken in as drafts.

What was taken in is published page by page, as everything else. Taking in again shows first what
differs, and overwrites nothing unasked.
"""

import mimetypes
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.models import Locale

from courses import inside_preview, packs
from courses.languages.table import name_of
from courses.models import Course, CoursePage
from courses.packs import shelved
from courses.packs.inside import Inside
from courses.packs.source import Pack, readable
from office import audit
from office.named_values import Book
from people import api as people

CHOICE = "choice "  # before the name of a block, in a form
LONGEST = 600  # characters of a text in a comparison


def urls():
    one = "shelf/<slug:name>/"
    look = f"{one}preview/<str:language>/"
    return [
        path("shelf/", index, name="shelf_desk"),
        path("shelf/receive/", receive, name="shelf_receive"),
        path(one, pack, name="shelf_pack"),
        path(f"{one}take/", take, name="shelf_take"),
        path(f"{one}remove/", remove, name="shelf_remove"),
        path(f"{one}media/<str:file>", media, name="shelf_media"),
        path(look, look_inside, name="shelf_look"),
        path(f"{look}<slug:module>/", look_inside, name="shelf_look"),
        path(f"{look}<slug:module>/<slug:lesson>/", look_inside, name="shelf_look"),
    ]


def may_take_in(user) -> bool:
    """A pack changes a course in all its languages."""
    return _courses_of(user) != frozenset()


def may_change(user, key) -> bool:
    """Whoever writes one course only takes in, and removes, what is new of that one."""
    courses = _courses_of(user)
    return courses is None or UUID(str(key)) in courses


def _courses_of(user) -> frozenset[UUID] | None:
    return people.courses_for(user, "take in", "course", whole=True)


class PackForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("A pack, as a zip file"),
        widget=forms.FileInput({"accept": ".zip"}),
        help_text=gettext_lazy("It is checked before it is kept. Nothing goes live by it."),
    )


@require_safe
def index(request):
    _only(request)
    return _index(request, PackForm())


def _index(request, form, problems=(), status=200):
    found = shelved.all_of_them()
    keys = [each.facts.key for each in found]
    here = {
        str(key)
        for key in Course.objects.filter(translation_key__in=keys).values_list(
            "translation_key", flat=True
        )
    }
    rows = [_row(each) | {"is_here": each.facts.key in here} for each in found]
    context = {"rows": rows, "form": form, "problems": problems, **_head()}
    return render(request, "courses/cms/shelf.html", context, status=status)


def _row(each: shelved.Shelved) -> dict:
    lang, title, summary = each.facts.cover_in(get_language() or "")
    names = [{"code": code, "name": name_of(code)} for code in each.facts.languages]
    title, summary = (Book().fill(words, lang) for words in (title, summary))
    told = {"name": each.name, "title": title, "summary": summary, "lang": lang}
    return asdict(each.facts) | told | {"spoken": names, "received_at": each.received_at}


@require_POST
def receive(request):
    _only(request)
    form = PackForm(request.POST, request.FILES)
    if not form.is_valid():
        return _index(request, form, status=422)
    file, problems = form.cleaned_data["file"], []
    taken, problems = shelved.receive(file, by=request.user, at=timezone.now())
    if taken is None:
        return _index(request, form, problems, status=422)
    messages.success(request, _("The pack is kept. Look inside before you take it in."))
    return redirect("shelf_pack", taken.name)


@require_safe
def pack(request, name):
    _only(request)
    each = _found(name)
    ours = Locale.objects.values_list("language_code", flat=True)
    page = CoursePage.objects.filter(
        translation_key=each.facts.key, locale__language_code=each.facts.source
    ).first()
    differences, trouble = _differences(name) if page else ([], "")
    context = {
        "row": _row(each),
        "languages": [code for code in each.facts.languages if code in set(ours)],
        "page": page,
        "may_change": may_change(request.user, each.facts.key),
        "differences": differences,
        "trouble": trouble,
        **_head(_row(each)["title"]),
    }
    return render(request, "courses/cms/shelf_pack.html", context)


def _differences(name: str) -> tuple[list[dict], str]:
    """By page, what is not the same here and in the pack; or why that can't be said."""
    try:
        with _opened(name) as folder:
            found = [each for each in packs.compare(folder) if each.what != packs.What.SAME]
    except packs.PackRefused as refusal:
        return [], str(refusal)
    pages: dict[str, list] = {}
    for each in found:
        pages.setdefault(each.page, []).append(_told(each))
    return [{"path": path, "rows": rows} for path, rows in pages.items()], ""


def _told(each) -> dict:
    sides = {"ours": each.ours, "theirs": each.theirs}
    cut = {side: text and text[:LONGEST] for side, text in sides.items()}
    may_choose = each.what in (packs.What.THEIRS, packs.What.BOTH)
    field = f"{CHOICE}{each.name}"
    return vars(each) | cut | {"words": WORDS[each.what], "may_choose": may_choose, "field": field}


WORDS = {
    packs.What.THEIRS: gettext_lazy("Changed in the pack"),
    packs.What.OURS: gettext_lazy("Changed here"),
    packs.What.BOTH: gettext_lazy("Changed here and in the pack"),
}


@require_POST
def take(request, name):
    """A draft of ours; where it stands here already, with what was chosen of each block."""
    _only(request)
    each = _found(name)
    if not may_change(request.user, each.facts.key):
        raise Http404
    choices = {
        field.removeprefix(CHOICE): value
        for field, value in request.POST.items()
        if field.startswith(CHOICE) and value in ("ours", "theirs")
    }
    try:
        with _opened(name) as folder:
            may_bring = people.may(request.user, "bring", "library")
            done = packs.load(folder, as_draft=True, choices=choices, may_bring_libraries=may_bring)
    except packs.PackRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("shelf_pack", name)
    audit.note("took in course", by=request.user, object_kind="course", object_key=each.facts.key)
    for remark in done.remarks:
        messages.warning(request, remark)
    return _taken(request, each, done)


def _taken(request, each: shelved.Shelved, done):
    page = CoursePage.objects.filter(
        translation_key=each.facts.key, locale__language_code=each.facts.source
    ).first()
    if page is None:
        return redirect("shelf_pack", each.name)
    draft = _("It is a draft of yours now. Nobody sees it until you publish it.")
    words = _("Kept.") if page.live else draft
    messages.success(request, words if done.has_changes else _("There was nothing to change."))
    return redirect("wagtailadmin_explore", page.pk)


@require_POST
def remove(request, name):
    _only(request)
    if not may_change(request.user, _found(name).facts.key):
        raise Http404
    try:
        shelved.remove(name, by=request.user)
    except shelved.NotHere:
        raise Http404 from None
    messages.success(request, _("The pack is removed. Courses made from it stay."))
    return redirect("shelf_desk")


# --- as a learner
@require_safe
def look_inside(request, name, language, module="", lesson=""):
    _only(request)
    place = "/".join(each for each in (module, lesson) if each)
    with _opened(name) as folder:
        found = Inside(_read(folder), language, lambda file: _address(name, file))
        if language not in _found(name).facts.languages:
            raise Http404
        answer = inside_preview.show(request, found, place, lambda to: _look(name, language, to))
    if answer is None:
        raise Http404
    return answer


def _read(folder: Path) -> Pack:
    """What was sound when it came may not be for a later edition of the site."""
    try:
        return readable(folder)
    except packs.PackRefused:
        raise Http404 from None


def _look(name: str, language: str, place: str) -> str:
    return reverse("shelf_look", args=[name, language, *(place.split("/") if place else ())])


def _address(name: str, file: str) -> str:
    return reverse("shelf_media", args=[name, file])


@require_safe
def media(request, name, file):
    """What the lessons of a pack show and offer; its drawings were checked to draw only."""
    _only(request)
    with _opened(name) as folder:
        if file not in _read(folder).files:
            raise Http404
        content = (folder / "media" / file).read_bytes()
    kind = mimetypes.guess_type(file)[0] or "application/octet-stream"
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    answer["Cache-Control"] = "private, max-age=600"
    if kind != "image/svg+xml":
        answer["Content-Disposition"] = "attachment"
    return answer


# --- who, and where
def _only(request) -> None:
    if not may_take_in(request.user):
        raise Http404


def _found(name: str) -> shelved.Shelved:
    try:
        return shelved.find(name)
    except shelved.NotHere:
        raise Http404 from None


@contextmanager
def _opened(name: str):
    try:
        with shelved.opened(name) as folder:
            yield folder
    except shelved.NotHere:
        raise Http404 from None


def _head(title: str = "") -> dict:
    home = {"url": reverse("wagtailadmin_home"), "label": _("Home")}
    desk = {"url": reverse("shelf_desk"), "label": _("Shelf of courses")}
    here = [{"url": "", "label": title}] if title else []
    return {
        "header_title": title or _("Shelf of courses"),
        "header_icon": "folder-open-inverse",
        "breadcrumbs_items": [home, desk, *here],
    }
