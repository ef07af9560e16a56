"""Offering a language to learners, and hiding it again. Both are a choice of the organisation.

The home page and the shelf of an added language are live while it is open. Nothing below them is
touched, so what was translated is there when it opens again.
"""

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from wagtail.models import Page

from office import audit, organisation
from office.organisation import Organisation

ABOVE_COURSES = (2, 3)  # depth of the home page and of what stands right below it


class NotSpoken(Exception):
    """The site does not speak it, or not before it starts again."""


class NotSetUp(Exception):
    """There is no organisation yet that could choose."""


class LastOne(Exception):
    """A site speaks at least one language."""


def open_(code: str, *, by) -> None:
    """Offer it, after those that are offered. Twice is once. `by=None` is the operator."""
    if code not in dict(settings.LANGUAGES):
        raise NotSpoken(code)
    _choose(lambda codes: codes if code in codes else [*codes, code], by=by)


def close(code: str, *, by) -> None:
    """Offer it no more. Whoever reads it is led to the site's first."""
    if code not in dict(settings.LANGUAGES):
        raise NotSpoken(code)
    _choose(lambda codes: [each for each in codes if each != code], by=by)


@transaction.atomic
def _choose(change, *, by) -> None:
    row = Organisation.objects.select_for_update().order_by("pk").first()
    if row is None:
        raise NotSetUp
    now = [code for code, _name in organisation.offered(row.languages)]
    wanted = change(now)
    if not wanted:
        raise LastOne
    if wanted == now:
        return
    row.languages = wanted
    row.save(update_fields=["languages"])
    audit.note("changed organisation", by=by, object_kind="office.organisation", object_key=row.pk)
    settle()


def settle() -> None:
    """Show the first two pages of what is open, hide those of what is not."""
    if not settings.ADDED_LANGUAGES:
        return
    codes = {code for code, _name in organisation.languages()}
    _set(codes.intersection(settings.ADDED_LANGUAGES), live=True)
    hide(set(settings.ADDED_LANGUAGES) - codes)


def hide(codes: Iterable[str]) -> None:
    _set(codes, live=False)


def _set(codes: Iterable[str], *, live: bool) -> None:
    pages = Page.objects.filter(locale__language_code__in=list(codes), depth__in=ABOVE_COURSES)
    first = pages.filter(content_type__model__in=("homepage", "coursesindexpage"))
    first.exclude(live=live).update(live=live, has_unpublished_changes=not live)
