"""The activities of a lesson as one learner sees them: plain dictionaries for the templates."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from courses import statements
from courses.activities import Activity, Rule
from courses.h5p import passes
from courses.h5p.passes import Pass
from courses.models import H5PActivity
from courses.place import Place
from courses.prose import Play


def chosen(parts: Iterable) -> Mapping[int, H5PActivity]:
    """What stands in these parts of a lesson, by id. One query, or none."""
    keys = {part.activity_id for part in parts if isinstance(part, Play)}
    if not keys:
        return {}
    rows = H5PActivity.objects.select_related("package").filter(pk__in=keys)
    return {row.pk: row for row in rows}


def one(place: Place, part: Play, row: H5PActivity | None, *, today: date) -> dict:
    rule = place.lesson.activity(part.id)
    address = [place.course.slug, place.module.slug, place.lesson.slug, part.id]
    return {
        **look(part, row, rule),
        "is_done": bool(rule and rule.is_done(place.summary(place.lesson).activity(part.id))),
        "can_record": place.is_enrolled,
        "player_url": player_url(row, str(place.course.translation_key), place.reader, today=today),
        "attempt": uuid.uuid4(),
        "said_url": reverse("courses:activity_said", args=address),
        "statement_url": reverse("courses:activity_statement", args=address),
        "state_url": reverse("courses:activity_state", args=address),
    }


def untold(place: Place, part: Play, row: H5PActivity | None, *, today: date) -> dict:
    """To be played without telling us anything: what is done in it would say that it was opened."""
    url = player_url(row, str(place.course.translation_key), place.reader, today=today)
    return look(part, row, None) | {"player_url": url, "attempt": uuid.uuid4()}


def look(part: Play, row: H5PActivity | None, rule: Activity | None) -> dict:
    """What does not depend on who looks. Without a row it can't be opened (any more)."""
    is_by_learner = rule is None or rule.rule == Rule.MARKED
    reads = get_language() or ""
    title, title_lang = row.title_for(reads) if row else ("", part.lang)
    package, language = row.package_for(reads) if row else ("", part.lang)
    return {
        "kind": part.kind,
        "id": part.id,
        "lang": part.lang,
        "instead": part.instead,
        "title": title,
        "title_lang": title_lang,
        "language": language,
        "package": package,
        "name": statements.name_of(part.id),
        "counts": _counts(rule),
        "is_by_learner": is_by_learner,
        "tells_opening": bool(rule and rule.rule == Rule.OPENED),
        "has_other_way": bool(part.instead) or row is None,
    }


def player_url(row: H5PActivity | None, scope: str, reader: str, *, today: date) -> str:
    if row is None:
        return ""
    user_id = int(reader) if reader.isdigit() else None
    package, _language = row.package_for(get_language() or "")
    opens = passes.written(Pass(package, scope, user_id, today))
    scheme = "https" if settings.IS_HTTPS else "http"
    host = f"{scheme}://{settings.PACKAGE_HOST}" if settings.PACKAGE_HOST else ""
    return f"{host}{reverse('player', args=[opens])}?lang={get_language()}"


def _counts(activity: Activity | None) -> str:
    if activity is None:
        return ""
    words = {
        Rule.OPENED: _("It counts once you have opened it."),
        Rule.ANY_ANSWER: _("It counts once you have answered something."),
        Rule.COMPLETED: _("It counts once you have reached its end."),
        Rule.MARKED: _("You say yourself when you are done."),
    }
    known = words.get(activity.rule)
    return known or _("It counts from %(percent)s percent.") % {"percent": activity.percent}
