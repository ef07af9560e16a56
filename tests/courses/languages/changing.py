"""A lesson whose words are changed: what its blocks are called, and what readers of Spanish get."""

from datetime import UTC, datetime

from wagtail_localize.models import StringSegment

from courses.languages import texts
from courses.models import Change, PageInLanguage

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
WORDS = "<p>Listen first.</p><p>Then ask.</p>"
CALL = "<p>Call 116 111.</p>"


def blocks(page):
    return [f"body.{raw['id']}" for raw in page.body.raw_data]


def with_words(page, n, html):
    """The body, with other words in its n-th block."""
    raw = [dict(each) for each in page.body.raw_data]
    raw[n]["value"] = html
    return raw


def strings(page, block):
    rows = StringSegment.objects.filter(source__object_id=page.translation_key)
    rows = rows.select_related("string", "context").order_by("order")
    return [row for row in rows if texts.block_of(row.context.path) == block]


def spanish(page):
    return type(page).objects.get(translation_key=page.translation_key, locale__language_code="es")


def words(page, n):
    return spanish(page).body[n].value.source


def told(page):
    """{block: severity} of what stands."""
    rows = Change.objects.filter(page_key=page.translation_key, language="es")
    return dict(rows.values_list("block", "severity"))


def summed(page):
    return PageInLanguage.objects.get(page_key=page.translation_key, language="es")
