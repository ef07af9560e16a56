"""Words that wait for a publication of their own: they do not come out with the source's.

wagtail-localize keeps one row for a string, so words that a translator saved have taken the place
of those that readers have. While the translated page is saved for its source's sake, readers' words
stand there again; where nothing says which those were, none do, and the source's are shown.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils import timezone
from wagtail_localize.models import StringTranslation

from courses.languages import texts
from courses.languages.texts import CARRIED, Place, Text

Words = dict[str, list[str]]  # by path, in order


@dataclass(frozen=True)
class Held:
    """Rows as their translator left them."""

    rows: list[StringTranslation]

    def give_back(self) -> None:
        """Younger than the page that went live without them: so they still count as waiting."""
        now = timezone.now()
        for row in self.rows:
            row.updated_at = now
        StringTranslation.objects.bulk_update(self.rows, ["data", "has_error", "updated_at"])


def hold(
    twin, before: Iterable[Text], replaced: Mapping[Place, Place], *, let_out: str = CARRIED
) -> Held:
    """Put readers' words in the place of newer ones; to be called in a transaction.

    `twin` is the live translation, `before` the strings of the source that it was made of, and
    `replaced` says which of them each new one stands for. What the tool `let_out` wrote comes out.
    """
    since = twin.live_revision.created_at if twin.live_revision else twin.last_published_at
    if since is None:
        return Held([])
    newer = StringTranslation.objects.select_for_update(of=("self",)).filter(
        context__object_id=twin.translation_key, locale=twin.locale_id, updated_at__gt=since
    )
    rows = [
        row
        for row in newer.select_related("context", "translation_of")
        if row.tool_name == CARRIED or row.tool_name != let_out
    ]
    if all(row.tool_name == CARRIED for row in rows):
        return Held([])
    public = _by_path(texts.of_draft(twin.specific))
    held = [row for row in rows if _plain(row.data) not in map(_plain, public.get(_path(row), ()))]
    stands = _standing(before, public)
    StringTranslation.objects.bulk_update(
        [_as_readers_have(row, stands, replaced) for row in held], ["data", "has_error"]
    )
    return Held(held)


def _as_readers_have(
    row: StringTranslation, stands: Mapping[Place, str], replaced: Mapping[Place, Place]
) -> StringTranslation:
    place = (row.context_id, row.translation_of_id)
    words = stands.get(place) or stands.get(replaced.get(place, place), "")
    is_sure = words.count("<a ") < 2 and texts.fits(words, row.translation_of.data)
    if words and is_sure:
        return StringTranslation(pk=row.pk, data=words, has_error=row.has_error)
    return StringTranslation(pk=row.pk, data=row.data, has_error=True)


def _standing(before: Iterable[Text], public: Words) -> dict[Place, str]:
    """Where as many strings stand as were in the source, they stand in its order."""
    places: dict[str, list[Place]] = {}
    for text in before:
        places.setdefault(text.path, []).append(text.place)
    return {
        place: words
        for path, many in places.items()
        if len(many) == len(public.get(path, ()))
        for place, words in zip(many, public[path], strict=True)
    }


def _by_path(strings: Iterable[Text]) -> Words:
    found: Words = {}
    for text in strings:
        found.setdefault(text.path, []).append(text.data)
    return found


def _path(row: StringTranslation) -> str:
    return row.context.path


def _plain(data: str) -> str:
    return " ".join(texts.plain_text(data).split())
