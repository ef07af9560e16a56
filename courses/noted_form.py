"""What an editor may say of a lesson and the equal way round it, before it is published."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from courses.noted import is_marked

Trouble = tuple[str, str]  # a field, and what is wrong with it


def troubles(page, above, cleaned: dict) -> Iterator[Trouble]:
    """`page` is the lesson, `above` the module it stands in, `cleaned` what the editor wrote.

    Asked of the source language only: where a lesson leads is never translated.
    """
    if not above.is_source():
        return
    other, note = cleaned.get("way_round"), cleaned.get("note", "")
    asks = _asks(cleaned.get("body"), above)
    if other:
        yield from _of_other(page, above, cleaned, asks=asks)
    leading_here = type(page).objects.filter(way_round__translation_key=page.translation_key)
    for each in leading_here.filter(locale=page.locale) if page.pk else ():
        words = {"lesson": each.title}
        if note:
            yield "note", _("“%(lesson)s” leads here, so this one has no note.") % words
        if not asks and _asks(each.body, each.get_parent().specific):
            said = _("“%(lesson)s” leads here and is marked, so this one must be, too.")
            yield "body", said % words


def _of_other(page, above, cleaned: dict, *, asks: bool) -> Iterator[Trouble]:
    other = cleaned["way_round"]
    if not cleaned.get("note"):
        yield "note", _("Say first what the lesson contains.")
    if cleaned.get("is_way_round_only"):
        yield "way_round", _("This is itself another way, so it has none.")
    if other.translation_key == page.translation_key:
        yield "way_round", _("Choose another lesson than this one.")
    elif not _is_of_same_course(above, other):
        yield "way_round", _("Choose a lesson of the same course.")
    elif not other.live:
        yield "way_round", _("Publish the other lesson first.")
    elif other.note:
        yield "way_round", _("The other lesson has a note itself. Choose one without.")
    elif asks and not _asks(other.body, other.get_parent().specific):
        yield "way_round", _("This lesson is marked, so the other one must be marked, too.")


def _is_of_same_course(above, other) -> bool:
    """A course is the page above a module."""
    return other.path.startswith(above.get_parent().path)


def _asks(body, module) -> bool:
    return is_marked(body.get_prep_value() if body else [], module.bank.get_prep_value())
