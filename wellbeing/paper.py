"""The blank check on paper: a page that needs no program, and the same as a PDF.

For whoever has no JavaScript, or would rather leave no trace on a device. It is the same for
everybody; what a person ticks on it stays with the paper.
"""

import json

from django.template import Context
from django.template.loader import get_template
from django.utils import translation

from wellbeing import serving

TEMPLATE, CHECK = "wellbeing/sheet.html", "checks/our-check.json"
NOWHERE = "http://room.invalid"


class NoPdf(Exception):
    """What sets PDFs (pango, by WeasyPrint) is not on this machine."""


def page(language: str) -> bytes:
    """The sheet in this language, or in the check's first where it has no such."""
    check = json.loads(serving.files()[CHECK].body)
    said = language if language in check["languages"] else check["languages"][0]
    scales = check["response_scales"]
    context = {
        "language": language,
        "check_language": said,
        "title": check["title"][said],
        "intro": check["intro"][said],
        "items": [
            {
                "text": item["text"][said],
                "boxes": [option["label"][said] for option in scales[item["scale"]]],
            }
            for item in check["items"]
        ],
        "attribution": check["rights"]["attribution"][said],
        "sheets": [{"path": path} for path in serving.SHEETS],
    }
    with translation.override(language):
        return get_template(TEMPLATE).template.render(Context(context)).encode()


def pdf(language: str) -> bytes:
    """The same, to hand out. Raises NoPdf."""
    try:
        from weasyprint import HTML, urls  # noqa: PLC0415  slow, and there may be no pango
    except (ImportError, OSError):
        raise NoPdf from None

    class OnlyOurs(urls.URLFetcher):
        """Style sheets and letters of the room; nothing else is reached."""

        def fetch(self, url, headers=None):
            file = serving.files().get(url.removeprefix(f"{NOWHERE}{serving.ASSETS}"))
            if file is None:
                raise ValueError(url)
            return urls.URLFetcherResponse(url, file.body, {"Content-Type": file.kind})

    made = HTML(string=page(language).decode(), base_url=NOWHERE, url_fetcher=OnlyOurs())
    return made.write_pdf()
