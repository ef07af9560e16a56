"""`/cms/reviews/`: what waits for whom, what was said, and which steps a course wants.

Whoever may say nothing of a draft finds no such page. Everything works without JavaScript.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail import hooks
from wagtail.models import Page

from courses.models import Course, LivedReview
from courses.models.pages import KINDS
from courses.review import forms, handing_in, kept, said, steps, waiting
from courses.review.steps import LIVED, PUBLISH
from courses.shown import last_titles
from people import api as people
from people.api import Role


def urls():
    return [
        path("reviews/", index, name="reviews"),
        path("reviews/<int:state>/", review, name="review"),
        path("reviews/<int:state>/skip/", skip, name="review_skip"),
        path("reviews/mine/", mine, name="reviews_mine"),
        path("reviews/mine/<int:pk>/withdraw/", withdraw, name="review_withdraw"),
        path("reviews/page/<int:pk>/", page, name="review_page"),
        path("reviews/page/<int:pk>/hand-in/", hand_in, name="review_hand_in"),
        path("reviews/page/<int:pk>/take-back/", take_back, name="review_take_back"),
        path("reviews/rules/", rules, name="review_rules"),
        path("reviews/rules/<slug:course>/", rule, name="review_rule"),
    ]


def may_see(user) -> bool:
    return people.may(user, "review", "page") or people.may(user, "see", "translations")


def may_keep_rules(user) -> bool:
    return _ruled_courses(user) != frozenset()


def _ruled_courses(user):
    """A rule holds in all languages of a course."""
    return people.courses_for(user, "keep", "review", whole=True)


@require_safe
def index(request):
    _only(may_see(request.user) or may_keep_rules(request.user))
    rows = [_row(each) for each in waiting.waiting_for(request.user)]
    context = {
        "rows": rows,
        "has_said": kept.of_person(request.user).exists(),
        "keeps_rules": may_keep_rules(request.user),
    }
    return render(request, "courses/cms/review/waiting.html", context | _head())


def _row(each: waiting.Waiting) -> dict:
    return {
        "key": each.state.pk,
        "title": each.title,
        "lang": each.language,
        "step": said.step_words(each.step),
        "since": each.state.started_at,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def review(request, state):
    """Read it, and say what you think: all that is said comes first."""
    found = waiting.one(state, request.user)
    if found is None and request.method == "POST":
        return _too_late(request)
    _only(found is not None and bool(found.actions))
    can_say = "approve" in found.actions
    form = forms.for_step(found.step)(request.POST or None) if can_say else None
    if request.method == "POST":
        if form is None:
            raise Http404
        if form.is_valid():
            return _asked_more(request, found, form) or _done(request, found, form)
    return _page_of(request, found, form=form)


def _asked_more(request, found, form):
    """What else is asked before a page is published, as by Wagtail's own button."""
    if found.step != PUBLISH or form.action != "approve":
        return None
    request.came_through_review = True
    draft = found.page.get_latest_revision_as_object()
    for ask in hooks.get_hooks("before_publish_page"):
        response = ask(request, draft)
        if response:
            return response
    return None


def _done(request, found, form):
    task = found.state.task.specific
    try:
        task.on_action(found.state, request.user, form.action, **form.said)
    except PermissionDenied:  # between two looks
        return _too_late(request)
    messages.success(request, _("Thank you. It goes its way."))
    return redirect("reviews")


@require_POST
def skip(request, state):
    found = waiting.one(state, request.user)
    if found is None:
        return _too_late(request)
    _only("skip" in found.actions)
    form = forms.Skip(request.POST)
    if form.is_valid():
        return _done(request, found, form)
    can_say = "approve" in found.actions
    blank = forms.for_step(found.step)() if can_say else None
    return _page_of(request, found, form=blank, skip_form=form)


def _too_late(request):
    """Sent twice, or somebody was quicker: that is no mistake of theirs."""
    _only(may_see(request.user))
    messages.info(request, _("This does not wait any more."))
    return redirect("reviews")


def _page_of(request, found, *, form, skip_form=None):
    only_to = None if _sees_all(request.user, found) else request.user
    tester = found.page.permissions_for_user(request.user)
    context = {
        **_row(found),
        "form": form,
        "skip_form": (skip_form or forms.Skip()) if "skip" in found.actions else None,
        "said": said.said_of(found.state.workflow_state, only_to=only_to),
        "preview": reverse(
            "wagtailadmin_pages:workflow_preview", args=[found.page.pk, found.state.task_id]
        ),
        "is_lived": found.step == LIVED,
        "is_last": found.step == PUBLISH,
        "page": found.page,
        "can_compare": found.page.live and tester.can_edit(),
        "revision": found.state.revision_id,
    }
    wrong = any(each is not None and each.errors for each in (form, skip_form))
    template = "courses/cms/review/review.html"
    return render(request, template, context | _head(found.title), status=422 if wrong else 200)


def _sees_all(user, found) -> bool:
    reach = people.reach(user, user.day())
    roles = reach.roles(course=found.course.translation_key, language=found.language)
    return not roles <= {Role.REVIEWER}


# --- what I said
@require_safe
def mine(request):
    _only(people.may(request.user, "review", "page") or kept.of_person(request.user).exists())
    rows = list(kept.of_person(request.user))
    titles = kept.titles(rows)
    shown = [{"row": row, "title": titles.get((row.page_key, row.language), "–")} for row in rows]
    context = {"rows": shown} | _head(_("What I said"))
    return render(request, "courses/cms/review/mine.html", context)


@require_POST
def withdraw(request, pk):
    found = get_object_or_404(LivedReview, pk=pk)
    if not found.withdrawn_at:
        _only(found.reviewer_id == request.user.pk)
        kept.withdraw(found)
        messages.success(request, _("Your words and your name are gone from it."))
    return redirect("reviews_mine")


# --- a page on its way
def may_hand_in(user, page) -> bool:
    return (
        isinstance(page.specific, KINDS)
        and page.alias_of_id is None
        and page.permissions_for_user(user).can_edit()
    )


@require_safe
def page(request, pk):
    found = _editable(request, pk)
    state = found.current_workflow_state
    last = state or found.workflow_states.order_by("-created_at", "-pk").first()
    task = found.current_workflow_task
    wants = steps.wanted(found)
    context = {
        "page": found,
        "state": state,
        "step": said.step_words(task.step) if task and hasattr(task, "step") else "",
        "comes_back": bool(state) and state.status == state.STATUS_NEEDS_CHANGES,
        "can_take_back": bool(state) and state.user_can_cancel(request.user),
        "said": said.said_of(last) if last else [],
        "wants": [said.step_words(step) for step in (LIVED, steps.LANGUAGE) if step in wants],
        "form": forms.Answer(),
        "lang": found.locale.language_code,
    }
    return render(request, "courses/cms/review/page.html", context | _head(found.draft_title))


@require_POST
def hand_in(request, pk):
    found = _editable(request, pk)
    form = forms.Answer(request.POST)
    answer = form.cleaned_data["answer"] if form.is_valid() else ""
    try:
        handing_in.hand_in(found, by=request.user, answer=answer)
    except handing_in.AlreadyThere:
        messages.info(request, _("It is being read already."))
    except handing_in.NoWay:
        messages.error(request, _("This page has no review."))
    except ValidationError:
        messages.error(request, _("Something in it does not fit yet. Save it once to see what."))
    else:
        messages.success(request, _("It is on its way. You are told when something comes back."))
    return redirect("review_page", pk)


@require_POST
def take_back(request, pk):
    handing_in.take_back(_editable(request, pk), by=request.user)
    return redirect("review_page", pk)


def _editable(request, pk) -> Page:
    found = get_object_or_404(Page.objects.select_related("locale"), pk=pk)
    _only(may_hand_in(request.user, found))
    return found


# --- which steps a course wants
@require_safe
def rules(request):
    _only(may_keep_rules(request.user))
    courses = list(_ruled_by(request.user).select_related("review_rule").order_by("slug"))
    titles = last_titles(courses, get_language() or "")
    rows = [
        {
            "course": course,
            "title": titles.get(course.translation_key, (course.slug, ""))[0],
            "rule": steps.rule_of(course),
        }
        for course in courses
    ]
    context = {"rows": rows} | _head(_("Which steps a course wants"))
    return render(request, "courses/cms/review/rules.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def rule(request, course):
    _only(may_keep_rules(request.user))
    found = get_object_or_404(_ruled_by(request.user), slug=course)
    given = request.POST if request.method == "POST" else None
    form = forms.Rule(given, instance=steps.rule_of(found))
    if form.is_valid():
        steps.keep_rule(found, by=request.user, **form.cleaned_data)
        messages.success(request, _("Kept."))
        return redirect("review_rules")
    title = last_titles([found], get_language() or "").get(found.translation_key, (str(found),))[0]
    return render(request, "courses/cms/review/rule.html", {"form": form} | _head(title))


def _ruled_by(user):
    """Administrators rule every course; a publisher of one course, that one."""
    keys = _ruled_courses(user)
    every = Course.objects.filter(archived_at=None)
    return every if keys is None else every.filter(translation_key__in=keys)


def _only(is_allowed: bool) -> None:
    if not is_allowed:
        raise Http404


def _head(title: str = "") -> dict:
    """What Wagtail's header asks for."""
    desk = {"url": reverse("reviews") if title else "", "label": _("Reviews")}
    here = [{"url": "", "label": title}] if title else []
    home = {"url": reverse("wagtailadmin_home"), "label": _("Home")}
    return {
        "header_title": title or _("Reviews"),
        "header_icon": "tasks",
        "breadcrumbs_items": [home, desk, *here],
    }
