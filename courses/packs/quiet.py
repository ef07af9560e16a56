"""That a pack is being imported: whoever listens to publishing leaves the translations to us."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_importing: ContextVar[bool] = ContextVar("importing", default=False)


def is_importing() -> bool:
    return _importing.get()


@contextmanager
def importing() -> Iterator[None]:
    token = _importing.set(True)
    try:
        yield
    finally:
        _importing.reset(token)
