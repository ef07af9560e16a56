"""`/cms/rules/`: rules written beside their reading, tried out, and published.

Whoever coordinates keeps them; to everybody else there is no such page.
"""

from pathlib import Path as File

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certification import causes, drafts, dry_run, rules, schemes
from certification.asked import kind_words
from certification.in_words import reading
from certification.models import Scheme
from people import api as people
from people.api import Role, label_of

SHIPPED = "schemes"


def urls():
    one = "rules/<slug:slug>/"
    return [
        path("rules/", index, name="rules_desk"),
        path("rules/new/", new, name="rules_new"),
        path(one, edit, name="rules_edit"),
        path(f"{one}read/", read, name="rules_read"),
        path(f"{one}settings/", change, name="rules_settings"),
        path(f"{one}try/", try_out, name="rules_try"),
        path(f"{one}publish/", publish, name="rules_publish"),
        path(f"{one}version/<int:number>/", version, name="rules_version"),
    ]


def may_keep(user) -> bool:
    return people.may(user, "keep", "scheme")


def _only(request) -> None:
    if not may_keep(request.user):
        raise Http404


# --- forms
class NewForm(forms.Form):
    slug = forms.SlugField(
        label=gettext_lazy("Its short name, for ever"),
        max_length=60,
        help_text=gettext_lazy("Small letters and hyphens. Nobody but you sees it."),
    )
    example = forms.ChoiceField(label=gettext_lazy("Begin with"), required=False)
    file = forms.FileField(label=gettext_lazy("Or a file of your own"), required=False)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        names = [(name, kind_words(name)) for name in shipped()]
        self.fields["example"].choices = [("", _("An empty page")), *names]

    def clean(self):
        found = super().clean()
        file = found.get("file")
        if file and file.size > drafts.LONGEST:
            self.add_error("file", _("This file is too large."))
        elif file:
            try:
                found["text"] = file.read().decode("utf-8-sig")
            except UnicodeDecodeError:
                self.add_error("file", _("This is not text in UTF-8."))
        return found

    def text(self) -> str:
        given = self.cleaned_data
        if given.get("text"):
            return given["text"]
        name = given.get("example")
        text = shipped()[name].read_text(encoding="utf-8") if name else ""
        first = next(iter(schemes.documents_in(text)), "")
        return first.replace(f"scheme: {name}", f"scheme: {given['slug']}", 1)


class SettingsForm(forms.Form):
    for_roles = forms.MultipleChoiceField(
        label=gettext_lazy("Everybody with one of these roles is on its path"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    is_open = forms.BooleanField(label=gettext_lazy("Anybody may choose this path"), required=False)
    is_archived = forms.BooleanField(label=gettext_lazy("No longer offered"), required=False)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["for_roles"].choices = [(str(role), label_of(role)) for role in Role]


def shipped() -> dict[str, File]:
    """Examples by name."""
    folder = settings.ROOT / "content" / SHIPPED
    return {file.stem: file for file in sorted(folder.glob("*.yaml"))}


# --- pages
@require_safe
def index(request):
    _only(request)
    live = Count("paths", filter=Q(paths__left_on=None))
    rows = list(Scheme.objects.annotate(people=live).prefetch_related("versions"))
    titles = schemes.titles_of(rows, get_language() or "")
    context = {"rows": [{"scheme": row, "title": titles[row.pk], **_state(row)} for row in rows]}
    return render(request, "certification/cms/rules.html", context)


def _state(scheme: Scheme) -> dict:
    versions = list(scheme.versions.all())
    published = [each for each in versions if each.published_at]
    return {
        "published": published[-1] if published else None,
        "has_draft": len(published) < len(versions),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    _only(request)
    form = NewForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        by, at = request.user, timezone.now()
        try:
            scheme = drafts.begin(form.cleaned_data["slug"], form.text(), by=by, at=at)
        except drafts.NameTaken:
            form.add_error("slug", _("There is one of this name."))
        else:
            return redirect("rules_edit", slug=scheme.slug)
    status = 422 if form.is_bound else 200
    return render(request, "certification/cms/rules_new.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, slug):
    """The draft beside its reading. Saved as it is, whether it reads or not."""
    _only(request)
    scheme = get_object_or_404(Scheme, slug=slug)
    if request.method == "POST":
        return _saved(request, scheme)
    draft = drafts.draft_of(scheme)
    return _edit_page(request, scheme, draft.text, draft.mark)


def _saved(request, scheme: Scheme):
    text = request.POST.get("text", "").replace("\r\n", "\n")[: drafts.LONGEST]
    mark = request.POST.get("mark", "")
    if "read" in request.POST:  # without a script: only looked at
        return _edit_page(request, scheme, text, mark)
    try:
        drafts.save(scheme, text, mark=mark, by=request.user, at=timezone.now())
    except drafts.WrittenMeanwhile:
        messages.error(request, _("Somebody wrote here meanwhile. Look at both, then save again."))
        theirs = drafts.draft_of(scheme)
        return _edit_page(request, scheme, text, theirs.mark, theirs=theirs.text, status=409)
    messages.success(request, _("The draft is kept."))
    return redirect("rules_edit", slug=scheme.slug)


def _edit_page(request, scheme, text: str, mark: str, *, theirs: str = "", status: int = 200):
    initial = {
        "for_roles": scheme.for_roles,
        "is_open": scheme.is_open,
        "is_archived": scheme.archived_at is not None,
    }
    context = {
        "scheme": scheme,
        "text": text,
        "mark": mark,
        "theirs": theirs,
        "settings": SettingsForm(initial=initial),
        "versions": scheme.versions.exclude(published_at=None).order_by("-number"),
        **_read(scheme, text),
    }
    return render(request, "certification/cms/rules_edit.html", context, status=status)


def _read(scheme: Scheme, text: str) -> dict:
    """Its chapters, or why it does not read."""
    if not text.strip():
        return {"chapters": [], "trouble": ""}
    try:
        drafts.read(scheme, text)
    except drafts.NotReady as problem:
        return {"chapters": [], "trouble": problem.why}
    return {"chapters": reading.read(text, get_language() or ""), "trouble": ""}


@require_POST
def read(request, slug):
    """The reading alone, while somebody types; nothing is kept."""
    _only(request)
    scheme = get_object_or_404(Scheme, slug=slug)
    text = request.POST.get("text", "")[: drafts.LONGEST]
    return render(request, "certification/cms/reading.html", _read(scheme, text))


@require_POST
def change(request, slug):
    """For whom it is. Everybody whom that concerns is judged anew."""
    _only(request)
    scheme = get_object_or_404(Scheme, slug=slug)
    form = SettingsForm(request.POST)
    if form.is_valid():
        given, at = form.cleaned_data, timezone.now()
        scheme.for_roles, scheme.is_open = given["for_roles"], given["is_open"]
        scheme.archived_at = (scheme.archived_at or at) if given["is_archived"] else None
        scheme.save()
        causes.scheme_changed(scheme, at=at)
        messages.success(request, _("It is kept."))
    else:
        messages.error(request, _("That could not be read."))
    return redirect("rules_edit", slug=slug)


@require_safe
def try_out(request, slug):
    """Who gains and who loses; then, and only then, it can be published."""
    _only(request)
    scheme = get_object_or_404(Scheme, slug=slug)
    row = scheme.versions.filter(published_at=None).first()
    if row is None:
        messages.error(request, _("Save a draft first."))
        return redirect("rules_edit", slug=slug)
    try:
        drafts.read(scheme, row.text)
        trial = dry_run.try_out(scheme, row.text, by=request.user, at=timezone.now())
    except (drafts.NotReady, rules.Refused) as problem:
        messages.error(request, _("It does not read yet: %(why)s") % {"why": problem})
        return redirect("rules_edit", slug=slug)
    context = {"scheme": scheme, "trial": trial, "mark": drafts.mark_of(row.text)}
    return render(request, "certification/cms/rules_try.html", context | _groups(trial))


def _groups(trial: dry_run.Trial) -> dict:
    words = {
        dry_run.GAINS: _("Would have all that is asked"),
        dry_run.LOSES: _("Would lack something"),
    }
    return {
        "groups": [
            {
                "title": words[key],
                "count": trial.counts[key],
                "names": trial.names[key],
                "lines": [(kind_words(name), n) for name, n in trial.lines[key].most_common()],
            }
            for key in (dry_run.GAINS, dry_run.LOSES)
        ],
        "met": trial.counts[dry_run.MET_BOTH],
        "short": trial.counts[dry_run.SHORT_BOTH],
    }


@require_POST
def publish(request, slug):
    _only(request)
    scheme = get_object_or_404(Scheme, slug=slug)
    mark = request.POST.get("mark", "")
    try:
        number = drafts.publish(scheme, mark=mark, by=request.user, at=timezone.now())
    except drafts.WrittenMeanwhile:
        messages.error(request, _("The draft changed meanwhile. Try it out once more."))
        return redirect("rules_edit", slug=slug)
    except drafts.NotReady as problem:
        messages.error(request, _("It does not read yet: %(why)s") % {"why": problem.why})
        return redirect("rules_edit", slug=slug)
    messages.success(request, _("Version %(number)d is published.") % {"number": number})
    return redirect("rules_desk")


@require_safe
def version(request, slug, number):
    """As it was published, in words and as it was written."""
    _only(request)
    scheme = get_object_or_404(Scheme, slug=slug)
    row = get_object_or_404(scheme.versions.exclude(published_at=None), number=number)
    chapters = reading.read(row.text, get_language() or "")
    context = {"scheme": scheme, "row": row, "chapters": chapters, "trouble": ""}
    return render(request, "certification/cms/rules_version.html", context)
