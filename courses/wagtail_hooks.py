"""What editors may not do with pages that have records, and whom a copied course is for."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page

from courses.models import Course
from courses.models.pages import KINDS
from courses.removal import archive, has_records


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


@hooks.register("after_copy_page")
def keep_audience(request, page, copy):
    """A copy of what is for a few must not be open to all."""
    first = Course.objects.filter(translation_key=page.translation_key).first()
    if first:
        Course.objects.filter(translation_key=copy.translation_key).update(audience=first.audience)
