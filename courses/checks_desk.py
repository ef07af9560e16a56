"""`/cms/checks/<page>/`: what one could mend in a page's newest draft. It refuses nothing.

For whoever may edit or publish that page, and for whoever is asked about it in a review.
"""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from wagtail.models import Page

from courses import draft_checks
from courses.blocks import LessonBlocks
from courses.models.pages import KINDS
from courses.quality import Finding, Sheet
from courses.quality.parts import MUST
from courses.review import waiting

BLOCKS = LessonBlocks().child_blocks


def urls():
    return [path("checks/<int:pk>/", checks, name="draft_checks")]


def may_see(user, page) -> bool:
    rights = page.permissions_for_user(user)
    if rights.can_edit() or rights.can_publish():
        return True
    return bool(waiting.actions_on(page, user))


@require_safe
def checks(request, pk):
    page = get_object_or_404(Page.objects.select_related("locale"), pk=pk).specific
    if not isinstance(page, KINDS) or not may_see(request.user, page):
        raise Http404
    sheet = draft_checks.sheet_of(page)
    can_edit = page.permissions_for_user(request.user).can_edit()
    found = draft_checks.findings_of(sheet)
    context = {
        "checked": page,
        "can_edit": can_edit,
        "language": page.locale.language_code,
        "musts": sum(each.severity == MUST for each in found),
        "groups": _by_block(page, sheet, found),
        "count": count_in_words(len(found)),
        **_head(page, can_edit),
    }
    return render(request, "courses/cms/checks.html", context)


def count_in_words(n: int) -> str:
    if not n:
        return _("Nothing to mend was found.")
    return ngettext("%(n)d thing to look at.", "%(n)d things to look at.", n) % {"n": n}


def _by_block(page, sheet: Sheet, found: list[Finding]) -> list[dict]:
    """What belongs to one block together, in the order of the page; what is of it all first."""
    kinds = {block_of(part.place): part.kind for part in sheet.parts}
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    groups: dict[str, dict] = {}
    for each in found:
        block = block_of(each.place)
        where = f"{edit}#block-{block}-section" if block else edit
        name = _name(each.place, kinds.get(block, ""))
        group = groups.setdefault(block or name, {"name": name, "url": where, "found": []})
        group["found"].append({"must": each.severity == MUST, **vars(each)})
    return list(groups.values())


def block_of(place: str) -> str:
    """The uuid of the block that the editor's page can be opened at; empty for a field."""
    steps = place.split(".")
    if steps[0] not in ("body", "bank") or len(steps) < 2:
        return ""
    is_behind_note = len(steps) > 3 and steps[2] in ("parts", "instead")
    return steps[3] if is_behind_note else steps[1]


def _name(place: str, kind: str) -> str:
    """What the editor calls the block or the field."""
    if kind in BLOCKS and block_of(place):
        return str(BLOCKS[kind].label)
    fields = {
        "title": _("Title"),
        "summary": _("In one sentence"),
        "intro": _("Introduction"),
        "guide": _("Guide for whoever leads a group"),
        "note": _("Content note"),
        "short_text": _("Short version"),
        "short_alt": _("Short version"),
        "short_picture": _("Short version"),
        "what_changed": _("What changed"),
    }
    return fields.get(place.partition(".")[0], _("The whole page"))


def _head(page, can_edit: bool) -> dict:
    """What Wagtail's header asks for."""
    home = {"url": reverse("wagtailadmin_home"), "label": _("Home")}
    where = reverse("wagtailadmin_pages:edit", args=[page.pk]) if can_edit else reverse("reviews")
    edited = {"url": where, "label": page.title if can_edit else _("Reviews")}
    return {
        "header_title": _("Checks"),
        "header_icon": "tasks",
        "breadcrumbs_items": [home, edited, {"url": "", "label": _("Checks")}],
    }
