"""Addresses by name, looked up once a process: it costs Django more than a small piece of page."""

from functools import lru_cache

from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language


def address(name: str, *args) -> str:
    """As `reverse` gives it. Not for an address that holds a token or a person: it is kept."""
    return _known(name, args, get_language(), get_script_prefix())


@lru_cache(maxsize=8000)
def _known(name: str, args: tuple, language: str | None, prefix: str) -> str:
    return reverse(name, args=args)
