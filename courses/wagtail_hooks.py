"""What editors may not do with pages that have records, whom a copied course is for, own desks."""

from django.contrib import messages
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail.permissions import page_permission_policy
from wagtail.snippets.models import register_snippet

from courses import (
    activity_desk,
    checks_desk,
    declaring_desk,
    draft_checks,
    drafts_desk,
    feedback_desk,
    home_desk,
    library_desk,
    po_desk,
    recording_desk,
    shelf_hooks,  # noqa: F401  they register themselves
    survey_desk,
    syncing_desk,
    translation_doors,
    translations_desk,
    wording_desk,
)
from courses.activity_chooser import chooser
from courses.models import Course
from courses.models.pages import KINDS, LessonPage
from courses.removal import archive, has_records
from courses.review import hooks as review_hooks  # noqa: F401  they register themselves
from courses.shape_desk import PathwayViewSet, TopicViewSet

register_snippet(TopicViewSet)
register_snippet(PathwayViewSet)


@hooks.register("before_delete_page")
def archive_instead(request, page):
    if request.method != "POST" or not is_kept(request, page.specific):
        return None
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("before_bulk_action")
def archive_those(request, action_type, chosen, action):
    """The list is Wagtail's own: what is left in it is deleted."""
    if action_type == "delete" and action.model is Page:
        chosen[:] = [page for page in chosen if not is_kept(request, page.specific)]


def is_kept(request, page) -> bool:
    """People learned from it: it is taken off in every language and kept, and the editor told."""
    if not has_records(page):
        return False
    if isinstance(page, KINDS):
        archive(page)
        words = _(
            "People have learned from this page, so it was withdrawn in all languages and kept."
        )
    else:
        words = _("People have learned from courses below this page, so it was kept.")
    messages.warning(request, words)
    return True


@hooks.register("construct_page_chooser_queryset")
def choose_among_ones_own(pages, request):
    """Wagtail would name every page to everybody there, with the title of its newest draft."""
    return pages.filter(pk__in=page_permission_policy.explorable_instances(request.user))


@hooks.register("after_copy_page")
def keep_audience(request, page, copy):
    """A copy of what is for a few must not be open to all."""
    first = Course.objects.filter(translation_key=page.translation_key).first()
    if first:
        Course.objects.filter(translation_key=copy.translation_key).update(audience=first.audience)


@hooks.register("after_copy_page")
def lead_round_within_the_copy(request, page, copy):
    """A way round leads to a lesson of the same course: of the copy, to the copied one."""
    for each in LessonPage.objects.descendant_of(copy).exclude(way_round=None):
        first = each.way_round.url_path.removeprefix(page.url_path)
        theirs = LessonPage.objects.filter(url_path=f"{copy.url_path}{first}").first()
        if theirs and theirs.pk != each.way_round_id:
            each.way_round = theirs
            each.save()
            revise(each)


def revise(page) -> None:
    """The newest draft says it, too, and nothing is published by it."""
    if page.latest_revision:
        draft = page.get_latest_revision_as_object()
        draft.way_round = page.way_round
        draft.save_revision()


class ForWhoReadsFeedback(MenuItem):
    def is_shown(self, request):
        return feedback_desk.may_see(request)


@hooks.register("register_admin_urls")
def desks():
    desks = (
        activity_desk,
        checks_desk,
        declaring_desk,
        drafts_desk,
        feedback_desk,
        library_desk,
        po_desk,
        recording_desk,
        survey_desk,
        translations_desk,
        wording_desk,
    )
    return [url for desk in desks for url in desk.urls()]


@hooks.register("register_admin_urls", order=-1)
def files_of_translations():
    """Before wagtail-localize's own: no file comes in unchecked, no sync publishes anything,
    nothing is begun or given up unasked."""
    doors = (po_desk.urls_of_editor, syncing_desk.urls_of_editor, translation_doors.urls_of_editor)
    return [url for urls in doors for url in urls()]


@hooks.register("construct_page_action_menu")
def given_up_by_who_publishes(items, request, context):
    translation_doors.without_giving_up(items, request.user, context.get("page"))


@hooks.register("register_admin_viewset")
def activity_chooser():
    return chooser


class ForWhoAddsActivities(MenuItem):
    def is_shown(self, request):
        return activity_desk.may_add(request.user)


@hooks.register("register_admin_menu_item")
def activities_item():
    where = reverse("activity_desk")
    words = gettext_lazy("Activities")
    return ForWhoAddsActivities(words, where, name="activities", icon_name="media", order=240)


class ForWhoJudgesLibraries(MenuItem):
    def is_shown(self, request):
        return library_desk.may_judge(request.user)


@hooks.register("register_admin_menu_item")
def libraries_item():
    where = reverse("library_desk")
    words = gettext_lazy("Programs of activities")
    return ForWhoJudgesLibraries(words, where, name="libraries", icon_name="code", order=260)


@hooks.register("register_admin_menu_item")
def feedback_item():
    where = reverse("feedback_desk")
    words = gettext_lazy("What learners said")
    return ForWhoReadsFeedback(words, where, name="feedback", icon_name="comment", order=250)


@hooks.register("register_page_header_buttons")
def draft_button(page, user, next_url=None, **kwargs):
    """In any language, on a phone, half way through."""
    if isinstance(page, KINDS) and drafts_desk.may_look(user, page):
        where = f"{reverse('draft_desk', args=[page.pk])}?in={page.locale.language_code}"
        yield Button(_("As a learner has it"), where, icon_name="view", priority=55)


@hooks.register("register_page_header_buttons")
def recording_button(page, user, next_url=None, **kwargs):
    """Beside a lesson's other verbs: the sound of its words."""
    if isinstance(page, LessonPage) and recording_desk.may_record(user, page):
        where = reverse("lesson_recording", args=[page.pk])
        yield Button(_("Recording"), where, icon_name="media", priority=60)


class ForWhoSeesTranslations(MenuItem):
    def is_shown(self, request):
        return translations_desk.may_see(request)


@hooks.register("register_admin_menu_item")
def languages_item():
    where = reverse("languages_desk")
    words = gettext_lazy("Translations")
    return ForWhoSeesTranslations(words, where, name="languages", icon_name="globe", order=230)


@hooks.register("construct_homepage_panels")
def desk_of_the_editor(request, panels):
    home_desk.lay_out(request, panels)


@hooks.register("before_publish_page")
def ask_what_changed(request, page):
    return declaring_desk.ask(request, page)


@hooks.register("register_page_header_buttons")
def changes_button(page, user, next_url=None, **kwargs):
    """While a draft waits: how much its changes mean for the translations."""
    if isinstance(page, KINDS) and declaring_desk.may_wait(user, page):
        where = reverse("translation_changes", args=[page.pk])
        yield Button(_("For translations"), where, icon_name="globe", priority=70)


@hooks.register("register_page_header_buttons")
def po_button(page, user, next_url=None, **kwargs):
    """On a translated page: its texts as a file, out and in."""
    if isinstance(page, KINDS) and po_desk.is_for(user, page):
        where = reverse("po_page", args=[page.pk, page.locale.language_code])
        yield Button(_("PO file"), where, icon_name="doc-full", priority=75)


@hooks.register("register_page_header_buttons")
def checks_button(page, user, next_url=None, **kwargs):
    """With how many there are, of the newest draft."""
    if isinstance(page, KINDS) and page.pk and checks_desk.may_see(user, page):
        words = _("Checks (%(n)d)") % {"n": len(draft_checks.of(page))}
        where = reverse("draft_checks", args=[page.pk])
        yield Button(words, where, icon_name="tasks", priority=50)


class ForWhoWrites(MenuItem):
    def is_shown(self, request):
        return wording_desk.may_keep(request.user)


@hooks.register("register_admin_menu_item")
def wording_item():
    where = reverse("wording_desk")
    words = gettext_lazy("Wording")
    return ForWhoWrites(words, where, name="wording", icon_name="openquote", order=255)


@hooks.register("insert_editor_js")
def to_the_very_text():
    """The table of languages leads to one text of the translation editor."""
    return format_html('<script type="module" src="{}"></script>', static("js/to-text.js"))
