"""Rows that a text points to, fetched together: its blocks take them from here and ask nothing.

Wagtail fetches what each kind of block points to for itself, one statement a kind. A lesson has
many kinds, and a page has twelve statements (`tests/courses/test_cost.py`).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db.models import Model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

Rows = dict[type[Model], dict[int, Model]]
_rows: ContextVar[Rows | None] = ContextVar("rows at hand", default=None)


@contextmanager
def at_hand(rows: Rows) -> Iterator[None]:
    """For as long as the blocks of one text are read; what is not among `rows` was removed."""
    token = _rows.set(rows)
    try:
        yield
    finally:
        _rows.reset(token)


class FromHand:
    """A chooser that looks there first."""

    def bulk_to_python(self, values):
        known = (_rows.get() or {}).get(self.model_class)
        if known is None:
            return super().bulk_to_python(values)
        return [known.get(pk) for pk in values]


class PictureChooser(FromHand, ImageChooserBlock):
    pass


class DocumentChooser(FromHand, DocumentChooserBlock):
    pass
