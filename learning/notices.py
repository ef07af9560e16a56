"""All that a person was told, with the words that each room has for it now.

It stands on the top floor, because a notice may come from any room.
"""

import logging

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from learning.sweep import write
from office import letters, notices
from office.notices import Notice
from people import api as people

logger = logging.getLogger(__name__)

AT_ONCE = 20


@require_safe
@login_required
def page(request: HttpRequest):
    """What is new stands first. Looking changes nothing: mail scanners and previews look, too."""
    found = Notice.objects.for_person(request.user).told_at(timezone.now()).unread_first()
    shown = Paginator(found, AT_ONCE).get_page(request.GET.get("page"))
    rows = in_words(shown.object_list, request.user)
    context = {
        "page": shown,
        "new": [row for row in rows if row["is_new"]],
        "read": [row for row in rows if not row["is_new"]],
    }
    return render(request, "learning/notices.html", context)


@require_POST
@login_required
def read(request: HttpRequest):
    notices.mark_read(request.user, notices.as_keys(request.POST.getlist("notice")))
    return redirect("account_notices")


def in_words(found, person) -> list[dict]:
    rows = list(found)
    people.look_up_notices(rows)
    for notice in rows:
        notice.to = person  # known already, so that no row asks for its reader
    return [_row(notice, person) for notice in rows]


def _row(notice: Notice, person) -> dict:
    words = _words(notice)
    return {
        "key": notice.pk,
        "subject": words.subject,
        "paragraphs": letters.paragraphs(words.body),
        "day": person.day(notice.send_at),
        "is_new": notice.read_at is None,
    }


def _words(notice: Notice) -> letters.Words:
    """A notice without words of its own any more still shows that there was one."""
    try:
        return write(notice)
    except notices.NothingToSay:
        pass
    except Exception:
        logger.exception("notice %s has no words", notice.pk)
    return letters.Words(_("A notice"), _("What this was about has been settled since."))
