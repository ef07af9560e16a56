"""Publishing past the steps that a course wants: with a reason, which stays with the page."""

from django.contrib import messages
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import Translation

from courses.asking_again import ask_again, was_asked
from courses.models.pages import KINDS
from courses.review import acting, forms
from courses.review.steps import wanted

PAST, PREFIX = "courses.published_past_review", "past"
PAGE = "courses/cms/review/why.html"


def ask_why(request, page):
    """None once a reason was given, or where none is needed; else the page that asks."""
    if getattr(request, "came_through_review", False):
        return None
    left_out = wanted(page)
    if not left_out:
        return None
    given = request.POST if was_asked(request, forms.Why, PREFIX) else None
    form = forms.Why(given, prefix=PREFIX)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        revision = page.get_latest_revision()
        acting.note(PAST, revision, request.user, reason=reason, steps=sorted(left_out))
        return None
    return ask_again(
        request,
        page,
        form,
        title=_("Nobody has read this yet"),
        button=_("Publish it all the same"),
        template=PAGE,
        left_out=left_out,
    )


def ask_why_of_translation(request, page):
    """The translation editor publishes by a button of its own."""
    if request.method != "POST" or request.POST.get("action") != "publish":
        return None
    if (
        not isinstance(page.specific, KINDS)
        or not page.permissions_for_user(request.user).can_publish()
    ):
        return None
    kept_in_step = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True
    )
    if not kept_in_step.exists():
        return None
    if page.get_latest_revision() is None:
        page.specific.save_revision(user=request.user)
    return ask_why(request, page)


def not_many_at_once(request, action_type, chosen, action) -> None:
    """What has steps before it is published one by one, where its reason can be asked."""
    if action_type != "publish" or action.model is not Page or request.method != "POST":
        return
    free = [page for page in chosen if not _has_steps(page)]
    if len(free) < len(chosen):
        messages.warning(request, _("Pages of courses are published one by one."))
    chosen[:] = free


def _has_steps(page) -> bool:
    below = page.get_descendants(inclusive=True)
    return any(kind.objects.filter(pk__in=below.values("pk")).exists() for kind in KINDS)
