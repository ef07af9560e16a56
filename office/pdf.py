"""Paper as a file: a page of ours set as a tagged PDF/A, with our fonts and nothing fetched.

WeasyPrint needs Pango of the system. It is loaded when it is first asked for, so that a site
without Pango runs; whoever asks for a PDF there gets `NoPdf`, and can print the same page instead.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from pathlib import Path, PurePosixPath
from types import ModuleType
from typing import IO
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils.translation import gettext_lazy as _

BASE = "https://paper.invalid/"  # a name that nobody can have (RFC 2606)
OURS = {".css": "text/css", ".woff2": "font/woff2"}
TAGGED = "pdf/a-3a"  # its last letter: with its structure, and the text behind what one sees


class NoPdf(Exception):
    """Words for people: why there is no file, and what to do instead."""

    def __init__(self):
        super().__init__(
            _(
                "This site cannot make PDF files, because Pango is missing on its machine. "
                "You can print the page instead."
            )
        )


class NotOurs(Exception):
    """A page names something that is not a built style sheet or font of ours."""


class NotBuilt(Exception):
    """A page names a style sheet or font of ours that is not there: `make` builds them."""


def render(html: str, *, data: Mapping[str, bytes] | None = None) -> bytes:
    """The page as a file. Its title and language become the file's; no author is named.

    `data` are files by name that travel in it, as what the page was made of.
    """
    weasyprint = _engine()
    inside = [
        weasyprint.Attachment(file_obj=BytesIO(content), name=name, relationship="Data")
        for name, content in (data or {}).items()
    ]
    with _as_ours():
        return _page(html).write_pdf(pdf_variant=TAGGED, attachments=inside)


def render_within(sheets: int, ways: Iterable[str]) -> bytes:
    """The first of several ways to set one page that needs no more sheets than this, else the last.

    A later way is set only where those before it did not fit.
    """
    with _as_ours():
        for html in ways:
            document = _page(html).render(pdf_variant=TAGGED)
            if len(document.pages) <= sheets:
                break
        return document.write_pdf(pdf_variant=TAGGED)


def _page(html: str):
    return _engine().HTML(string=html, base_url=BASE, url_fetcher=_fetcher(), media_type="print")


@contextmanager
def _as_ours() -> Iterator[None]:
    weasyprint = _engine()
    try:
        yield
    except weasyprint.urls.FatalURLFetchingError as problem:  # it is no Exception; ours is
        raise NotBuilt(str(problem)) from None


def asset(url: str) -> IO[bytes]:
    """A built style sheet or font by its address; any other address is refused, not opened."""
    home = BASE.rstrip("/") + settings.STATIC_URL
    if not url.startswith(home) or suffix_of(url) not in OURS:
        raise NotOurs
    name = unquote(urlsplit(url).path).removeprefix(settings.STATIC_URL)
    if staticfiles_storage.exists(name):
        return staticfiles_storage.open(name)
    found = finders.find(name)
    if not found:
        raise NotBuilt(name)
    return Path(found).open("rb")


def suffix_of(url: str) -> str:
    return PurePosixPath(urlsplit(url).path).suffix


@cache
def _engine() -> ModuleType:
    try:
        import weasyprint  # noqa: PLC0415
    except OSError:  # a library of the system did not load
        raise NoPdf from None
    return weasyprint


@cache
def _fetcher():
    """Whatever a page names, by link, picture, import or attachment, is asked for here."""
    from weasyprint import urls  # noqa: PLC0415

    class OnlyOurs(urls.URLFetcher):
        def fetch(self, url, headers=None):
            try:
                file = asset(url)
            except NotBuilt as problem:
                raise urls.FatalURLFetchingError(str(problem)) from None
            return urls.URLFetcherResponse(url, file, {"Content-Type": OURS[suffix_of(url)]})

    return OnlyOurs(allowed_protocols=(), allow_redirects=False)
