"""`/cms/languages/`: which languages there are, how far each is, and what opens one to learners.

Who administers acts here, who publishes may look; to everybody else there are no such pages.
"""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from courses import api as courses
from learning.languages import adding, catalogues, opening
from office import organisation, po
from people import api as people

DESK = "site_languages"
TITLE = gettext_lazy("Languages of the site")
CATALOGUE = "text/x-gettext-translation; charset=utf-8"
WRITERS = {people.Role.CONTENT_EDITOR, people.Role.TRANSLATOR, people.Role.PUBLISHER}
LOOKERS = {people.Role.ADMINISTRATOR, people.Role.PUBLISHER}
SOURCE = "en"  # of our own texts; it needs no catalogue


class FileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("The file"),
        widget=forms.FileInput({"accept": ".po"}),
        help_text=gettext_lazy("A PO file in UTF-8. What it leaves empty stays as it is."),
    )


class AddForm(forms.Form):
    code = forms.ChoiceField(label=gettext_lazy("Language"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [("", "—"), *adding.to_choose()]


def urls():
    one = "site-languages/<slug:code>/"
    return [
        path("site-languages/", index, name=DESK),
        path("site-languages/add/", add, name="site_language_add"),
        path(one, look, name="site_language"),
        path(f"{one}catalogue.po", download, name="site_language_po"),
        path(f"{one}upload/", upload, name="site_language_upload"),
        path(f"{one}open/", open_, name="site_language_open"),
        path(f"{one}close/", close, name="site_language_close"),
    ]


def may_act(user) -> bool:
    return people.may(user, "change", "organisation")


def may_look(user) -> bool:
    """One statement: the menu of every page asks it."""
    return not LOOKERS.isdisjoint(people.roles_of(user, user.day()))


@require_safe
def index(request):
    _only(may_look(request.user))
    return _index(request, AddForm())


@require_POST
def add(request):
    """Straight back to the list: whatever starts anew leaves time for one page."""
    _only(may_act(request.user))
    form = AddForm(request.POST)
    if not form.is_valid():
        return _index(request, form, status=422)
    code = form.cleaned_data["code"]
    try:
        adding.add(code, by=request.user)
    except adding.SaidByEnvironment:
        words = _("The settings of this site name its languages. Ask whoever runs it.")
        form.add_error("code", words)
        return _index(request, form, status=422)
    words = _("%(language)s was added. Nobody is offered it before you open it.")
    messages.success(request, words % {"language": adding.name_of(code)})
    return redirect(DESK)


@require_safe
def look(request, code):
    _only(may_look(request.user))
    return _page(request, _known(code), FileForm())


@require_safe
def download(request, code):
    _only(may_look(request.user))
    answer = HttpResponse(str(catalogues.catalogue(_with_catalogue(code))), content_type=CATALOGUE)
    answer["Content-Disposition"] = f'attachment; filename="interface-{code}.po"'
    return answer


@require_POST
def upload(request, code):
    _only(may_act(request.user) and code in settings.ADDED_LANGUAGES)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, code, form, status=422)
    file = form.cleaned_data["file"]
    try:
        taken = catalogues.take_in(code, file.read(po.LARGEST + 1), by=request.user)
    except po.Refused as refusal:
        form.add_error("file", _("Nothing of this file was kept. The list above says why."))
        return _page(request, code, form, faults=refusal.faults, status=422)
    said = _("%(kept)d texts were kept, %(left)d were empty or doubtful, %(unknown)d are not ours.")
    messages.success(request, said % vars(taken))
    messages.info(request, _("They are seen when the site has started again, in a few seconds."))
    return redirect("site_language", code)


@require_POST
def open_(request, code):
    return _choose(request, code, opening.open_)


@require_POST
def close(request, code):
    return _choose(request, code, opening.close)


def _choose(request, code: str, verb):
    _only(may_act(request.user))
    try:
        verb(_known(code), by=request.user)
    except (opening.NotSpoken, opening.NotSetUp):
        messages.error(request, _("Start the site again first."))
    except opening.LastOne:
        messages.error(request, _("This is the only language that is offered."))
    else:
        messages.success(request, _("Kept."))
    return redirect("site_language", code)


def _index(request, form, status: int = 200):
    context = {
        "rows": [_row(code) for code, _name in settings.LANGUAGES],
        "waiting": [adding.name_of(code) for code in adding.waiting()],
        "form": form,
        "may_act": may_act(request.user),
        **_head(),
    }
    return render(request, "learning/cms/languages.html", context, status=status)


def _page(request, code: str, form, *, faults=(), status: int = 200):
    context = {
        "row": _row(code),
        "courses": courses.shares(code),
        "form": form if code in settings.ADDED_LANGUAGES else None,
        "faults": faults,
        "may_act": may_act(request.user),
        "may_translate": not WRITERS.isdisjoint(people.roles_of(request.user, request.user.day())),
        **_head(adding.name_of(code)),
    }
    return render(request, "learning/cms/language.html", context, status=status)


def _row(code: str) -> dict:
    done, total = catalogues.done(code) if code != SOURCE else (1, 1)
    return {
        "code": code,
        "name": adding.name_of(code),
        "direction": "rtl" if get_language_info(code)["bidi"] else "ltr",
        "is_open": organisation.is_open(code),
        "is_source": code == SOURCE,
        "done": done,
        "total": total,
        "percent": 100 * done // max(total, 1),
    }


def _known(code: str) -> str:
    _only(code in dict(settings.LANGUAGES))
    return code


def _with_catalogue(code: str) -> str:
    _only(code != SOURCE)
    return _known(code)


def _only(may: bool) -> None:
    if not may:
        raise Http404


def _head(title: str = "") -> dict:
    """What Wagtail's header asks for."""
    home = {"url": reverse("wagtailadmin_home"), "label": _("Home")}
    first = {"url": reverse(DESK) if title else "", "label": TITLE}
    here = [{"url": "", "label": title}] if title else []
    return {
        "header_title": title or TITLE,
        "header_icon": "globe",
        "breadcrumbs_items": [home, first, *here],
    }
