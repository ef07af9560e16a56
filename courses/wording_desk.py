"""`/cms/wording/`: the words that checks ask about, as they ship and as this site has them.

For whoever writes pages. What ships is never changed here: a row stands in its place.
"""

import hashlib

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses import quality
from courses.models import Wording
from courses.quality import lists
from office import organisation
from people import api as people


def urls():
    return [
        path("wording/", index, name="wording_desk"),
        path("wording/<str:language>/", entry, name="wording_entry"),
        path("wording/<str:language>/put-back/", put_back, name="wording_put_back"),
    ]


def may_keep(user, language: str = "") -> bool:
    """This language, or any. All courses are read with these words, so not by whoever writes one
    course only."""
    return any(
        role == people.Role.CONTENT_EDITOR and key is None and spoken in ("", language or spoken)
        for role, spoken, key in people.reach(user, user.day()).held
    )


class WordingForm(forms.ModelForm):
    class Meta:
        model = Wording
        fields = ("term", "why", "instead", "is_used")

    def __init__(self, *args, is_known: bool, **kwargs):
        """A known term stays as it is: by it the row is found again."""
        super().__init__(*args, **kwargs)
        self.fields["term"].disabled = is_known
        for name in ("term", "why", "instead"):
            self.fields[name].widget.attrs |= {"lang": self.instance.language, "dir": "auto"}

    def clean_term(self):
        term = self.cleaned_data["term"].strip()
        others = Wording.objects.exclude(pk=self.instance.pk)
        if others.filter(language=self.instance.language, term=term).exists():
            raise forms.ValidationError(_("This is in the list already."))
        return term


@require_safe
def index(request):
    offered = {code: name for code, name in languages().items() if may_keep(request.user, code)}
    if not offered:
        raise Http404
    wanted = (request.GET.get("in", ""), get_language(), *offered)
    language = next(each for each in wanted if each in offered)
    context = {"languages": offered, "language": language, "rows": _rows(language), **_head()}
    return render(request, "courses/cms/wording.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def entry(request, language):
    """None named is a new one."""
    _only(request.user, language)
    term = _term(language, request.GET.get("word", ""))
    row = Wording.objects.filter(language=language, term=term).first()
    ships = _shipped(language, term)
    blank = Wording(language=language, term=term)
    if ships:
        blank.why, blank.instead = ships.why, ships.instead
    form = WordingForm(request.POST or None, instance=row or blank, is_known=bool(term))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Kept."))
        return redirect(_address(language))
    context = {"form": form, "language": language, "row": row, "ships": ships, **_head(term)}
    status = 422 if form.errors else 200
    return render(request, "courses/cms/wording_entry.html", context, status=status)


@require_POST
def put_back(request, language):
    """What ships counts again; what only this site had is gone."""
    _only(request.user, language)
    Wording.objects.filter(language=language, term=request.POST.get("term", "")).delete()
    messages.success(request, _("Put back."))
    return redirect(_address(language))


def languages() -> dict[str, str]:
    """Those of the site, and those that have a list."""
    known = {code: get_language_info(code)["name_local"] for code in lists.languages()}
    return known | dict(organisation.languages())


def _rows(language: str) -> list[dict]:
    """All terms of a language in the order of the list; the site's own ones come last."""
    ours = {row.term: row for row in Wording.objects.filter(language=language).order_by("pk")}
    ship = {each.term: each for each in quality.shipped(language).wording}
    return [
        {
            "key": key_of(term),
            "entry": ours.get(term) or ship[term],
            "is_ours": term in ours,
            "is_new": term not in ship,
        }
        for term in [*ship, *(term for term in ours if term not in ship)]
    ]


def key_of(term: str) -> str:
    """Stands for a term in addresses, which other people may see."""
    return hashlib.sha256(term.encode()).hexdigest()[:16]


def _term(language: str, key: str) -> str:
    """The term of this key; empty without one. Raises Http404."""
    found = {row["key"]: row["entry"].term for row in _rows(language)} | {"": ""}
    if key not in found:
        raise Http404
    return found[key]


def _shipped(language: str, term: str) -> quality.Entry | None:
    found = (each for each in quality.shipped(language).wording if each.term == term)
    return next(found, None)


def _address(language: str) -> str:
    return f"{reverse('wording_desk')}?{urlencode({'in': language})}"


def _only(user, language: str) -> None:
    if not may_keep(user, language) or language not in languages():
        raise Http404


def _head(term: str = "") -> dict:
    home = {"url": reverse("wagtailadmin_home"), "label": _("Home")}
    desk = {"url": reverse("wording_desk"), "label": _("Words to think about")}
    here = [{"url": "", "label": term}] if term else []
    return {
        "header_title": _("Words to think about"),
        "header_icon": "openquote",
        "breadcrumbs_items": [home, desk, *here],
    }
