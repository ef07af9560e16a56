"""What editors may not do with pages that have records."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks

from courses.models import CoursePage, LessonPage, ModulePage
from courses.removal import archive, has_records

KINDS = (CoursePage, ModulePage, LessonPage)


@hooks.register("before_delete_page")
def archive_instead(request, page):
    """People learned from it: it is taken off in every language and kept."""
    page = page.specific
    if request.method != "POST" or not isinstance(page, KINDS) or not has_records(page):
        return None
    archive(page)
    messages.warning(
        request,
        _("People have learned from this page, so it was withdrawn in all languages and kept."),
    )
    return redirect("wagtailadmin_explore", page.get_parent().pk)
