"""The short version of a lesson: three sentences and a picture, a page of its own by `?short=1`."""

from django.utils import translation

from courses import two_ways
from courses.models import LessonPage
from courses.place import Place
from office.named_values import Book
from office.shown import shown


def page(place: Place) -> dict | None:
    """What the short page shows; None where the lesson has no short version."""
    known = place.lesson.known
    if not known.short_text:
        return None
    picture, alt = _picture(place)
    bidi = translation.get_language_info(known.short_lang)["bidi"]
    return {
        "course": place.outline,
        "module": place.module,
        "lesson": place.lesson,
        "note": two_ways.note(place),
        "text": known.short_text,
        "lang": known.short_lang,
        "direction": "rtl" if bidi else "ltr",
        "picture": picture,
        "alt": alt,
    }


def _picture(place: Place):
    pages = LessonPage.objects.select_related("short_picture").defer("body")
    found = pages.get(pk=place.lesson.page_id)
    picture = found.short_picture
    places = shown([picture], scope=place.scope)
    alt = Book().fill(found.short_alt, place.lesson.known.short_lang)
    return (places.get(picture.pk) if picture else None), alt
