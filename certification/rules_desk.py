"""`/cms/rules/`: rules written beside their reading, tried out, and published.

Whoever coordinates keeps them; to everybody else there is no such page.
"""

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certification import causes, changes, doubts, drafts, dry_run, rules, schemes
from certification.asked import kind_words
from certification.desks import RULES, head, only_keepers
from certification.in_words import reading
from certification.in_words.called import names_in
from certification.models import Scheme
from certification.origin import origin_of
from certification.rules_forms import NewForm, SettingsForm, examples


def urls():
    one = "rules/<slug:slug>/"
    return [
        path("rules/", index, name=RULES),
        path("rules/new/", new, name="rules_new"),
        path(one, edit, name="rules_edit"),
        path(f"{one}read/", read, name="rules_read"),
        path(f"{one}settings/", change, name="rules_settings"),
        path(f"{one}try/", try_out, name="rules_try"),
        path(f"{one}publish/", publish, name="rules_publish"),
        path(f"{one}version/<int:number>/", version, name="rules_version"),
    ]


# --- all of them
@require_safe
def index(request):
    only_keepers(request)
    live = Count("paths", filter=Q(paths__left_on=None))
    rows = list(Scheme.objects.annotate(people=live).prefetch_related("versions"))
    titles = schemes.titles_of(rows, get_language() or "")
    context = {"rows": [{"scheme": row, "title": titles[row.pk], **_state(row)} for row in rows]}
    return render(request, "certification/cms/rules.html", {**context, **head(RULES)})


def _state(scheme: Scheme) -> dict:
    versions = list(scheme.versions.all())
    published = [each for each in versions if each.published_at]
    return {
        "published": published[-1] if published else None,
        "has_draft": len(published) < len(versions),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    only_keepers(request)
    form = NewForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        by, at = request.user, timezone.now()
        try:
            scheme = drafts.begin(form.cleaned_data["slug"], form.text(), by=by, at=at)
        except drafts.NameTaken:
            form.add_error("slug", _("There is one of this name."))
        except drafts.TooLong:
            form.add_error("file", _("This file is too large."))
        else:
            return redirect("rules_edit", slug=scheme.slug)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "examples": examples(), **head(RULES, _("A new rule"))}
    return render(request, "certification/cms/rules_new.html", context, status=status)


# --- one of them
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, slug):
    """The draft beside its reading. Saved as it is, whether it reads or not."""
    only_keepers(request)
    scheme = get_object_or_404(Scheme, slug=slug)
    if request.method == "POST":
        return _saved(request, scheme)
    draft = drafts.draft_of(scheme)
    return _edit_page(request, scheme, draft.text, draft.mark)


def _saved(request, scheme: Scheme):
    text = request.POST.get("text", "").replace("\r\n", "\n")
    mark = request.POST.get("mark", "")
    if "read" in request.POST:  # without a script: only looked at
        return _edit_page(request, scheme, text, mark)
    try:
        drafts.save(scheme, text, mark=mark, by=request.user, at=timezone.now())
    except drafts.WrittenMeanwhile:
        messages.error(request, _("Somebody wrote here meanwhile. Look at both, then save again."))
        theirs = drafts.draft_of(scheme)
        return _edit_page(request, scheme, text, theirs.mark, theirs=theirs.text, status=409)
    except drafts.TooLong:
        messages.error(request, _("This is too long. Please shorten it."))
        return _edit_page(request, scheme, text, mark, status=422)
    messages.success(request, _("The draft is kept."))
    return redirect("rules_edit", slug=scheme.slug)


def _edit_page(request, scheme, text: str, mark: str, *, theirs="", settings=None, status=200):
    context = {
        "scheme": scheme,
        "text": text,
        "mark": mark,
        "theirs": theirs,
        "settings": settings or SettingsForm(initial=_settings_of(scheme)),
        "versions": scheme.versions.exclude(published_at=None).order_by("-number"),
        **_read(request, scheme, text, with_changes=True),
        **head(RULES, scheme.slug),
    }
    return render(request, "certification/cms/rules_edit.html", context, status=status)


def _as_it_is(request, scheme: Scheme, words: str, *, status: int = 422):
    """The page of the draft again, with a sentence above it."""
    messages.error(request, words)
    draft = drafts.draft_of(scheme)
    return _edit_page(request, scheme, draft.text, draft.mark, status=status)


def _settings_of(scheme: Scheme) -> dict:
    return {
        "for_roles": scheme.for_roles,
        "is_open": scheme.is_open,
        "is_archived": scheme.archived_at is not None,
    }


def _read(request, scheme: Scheme, text: str, *, with_changes: bool = False) -> dict:
    """Its chapters and what is doubtful, or why it does not read."""
    found: dict = {"chapters": [], "trouble": "", "doubts": [], "origin": None, "published": None}
    if not text.strip():
        return found
    try:
        drafts.read(scheme, text[: drafts.LONGEST])
    except drafts.NotReady as problem:
        return {**found, "trouble": problem.why}
    found["chapters"] = _chapters(request, text)
    found["doubts"] = doubts.doubts(scheme, text, on=request.user.day())
    found["origin"] = origin_of(text)
    return found | (_changes(request, scheme, text, found["chapters"]) if with_changes else {})


def _chapters(request, text: str) -> list[reading.Chapter]:
    """In plain words, by the names that this person may read."""
    return reading.read(text, names_in(text, get_language() or "", to=request.user))


def _changes(request, scheme: Scheme, text: str, chapters: list) -> dict:
    """Against the newest version that is published; nothing where none is."""
    last = scheme.versions.exclude(published_at=None).order_by("number").last()
    if last is None:
        return {}
    return {
        "published": last,
        "changed": changes.changed(_chapters(request, last.text), chapters),
        "written": changes.as_written(last.text, text),
    }


@require_POST
def read(request, slug):
    """The reading alone, while somebody types; nothing is kept."""
    only_keepers(request)
    scheme = get_object_or_404(Scheme, slug=slug)
    text = request.POST.get("text", "").replace("\r\n", "\n")
    return render(request, "certification/cms/reading.html", _read(request, scheme, text))


@require_POST
def change(request, slug):
    """For whom it is. Everybody whom that concerns is judged anew."""
    only_keepers(request)
    scheme = get_object_or_404(Scheme, slug=slug)
    form = SettingsForm(request.POST)
    if not form.is_valid():
        draft = drafts.draft_of(scheme)
        messages.error(request, _("That could not be read."))
        return _edit_page(request, scheme, draft.text, draft.mark, settings=form, status=422)
    given, at = form.cleaned_data, timezone.now()
    scheme.for_roles, scheme.is_open = given["for_roles"], given["is_open"]
    scheme.archived_at = (scheme.archived_at or at) if given["is_archived"] else None
    scheme.save()
    causes.scheme_changed(scheme, at=at)
    messages.success(request, _("It is kept."))
    return redirect("rules_edit", slug=slug)


# --- a trial, and what comes of it
@require_safe
def try_out(request, slug):
    """Who gains and who loses; then, and only then, it can be published."""
    only_keepers(request)
    scheme = get_object_or_404(Scheme, slug=slug)
    by, at = request.user, timezone.now()
    row = scheme.versions.filter(published_at=None).first()
    if row is None:
        messages.error(request, _("Save a draft first."))
        return redirect("rules_edit", slug=slug)
    try:
        drafts.read(scheme, row.text)
        trial = dry_run.try_out(scheme, row.text, by=by, at=at)
    except (drafts.NotReady, rules.Refused) as problem:
        messages.error(request, _("It does not read yet: %(why)s") % {"why": problem})
        return redirect("rules_edit", slug=slug)
    context = {
        "scheme": scheme,
        "trial": trial,
        "seal": drafts.sealed_trial(scheme, row.text, by=by, at=at),
        **_read(request, scheme, row.text, with_changes=True),
        **_groups(trial),
        **head(RULES, _("What it would change")),
    }
    return render(request, "certification/cms/rules_try.html", context)


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
    """Only what this person has tried out, word for word."""
    only_keepers(request)
    scheme = get_object_or_404(Scheme, slug=slug)
    seal, by = request.POST.get("trial", ""), request.user
    try:
        number = drafts.publish(scheme, trial=seal, by=by, at=timezone.now())
    except drafts.NotTried:
        return _as_it_is(request, scheme, _("Try it out first. Then you can publish it."))
    except drafts.WrittenMeanwhile:
        words = _("The draft changed meanwhile. Try it out once more.")
        return _as_it_is(request, scheme, words, status=409)
    except drafts.NotReady as problem:
        words = _("It does not read yet: %(why)s") % {"why": problem.why}
        return _as_it_is(request, scheme, words)
    messages.success(request, _("Version %(number)d is published.") % {"number": number})
    return redirect(RULES)


@require_safe
def version(request, slug, number):
    """As it was published, in words and as it was written."""
    only_keepers(request)
    scheme = get_object_or_404(Scheme, slug=slug)
    row = get_object_or_404(scheme.versions.exclude(published_at=None), number=number)
    context = {
        "scheme": scheme,
        "row": row,
        "chapters": _chapters(request, row.text),
        "origin": origin_of(row.text),
        **head(RULES, f"{scheme.slug}, {row.number}"),
    }
    return render(request, "certification/cms/rules_version.html", context)
