"""Papers of a course, for whoever may read it: as files, and as pages where no file can be made."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from courses import on_paper
from courses.views import found
from office.pdf import NoPdf

NOT_KEPT = "private, no-store"


@require_safe
def one_page(request, course):
    return _page(on_paper.ONE_PAGE, _one_page(request, course))


@require_safe
def one_page_file(request, course):
    sheet = _one_page(request, course)
    return _file(on_paper.ONE_PAGE, sheet, "page.pdf", "courses:one_page", course)


@require_safe
def leading(request, course):
    return _page(on_paper.LEADING, _leading(request, course))


@require_safe
def leading_file(request, course):
    sheet = _leading(request, course)
    return _file(on_paper.LEADING, sheet, "leading.pdf", "courses:leading", course)


def _one_page(request, course: str) -> on_paper.Sheet:
    return on_paper.one_page(found(request, course).outline, get_language())


def _leading(request, course: str) -> on_paper.Sheet:
    sheet = on_paper.leading(found(request, course).outline, get_language())
    if sheet is None:
        raise Http404
    return sheet


def _page(template: str, sheet: on_paper.Sheet) -> HttpResponse:
    response = HttpResponse(on_paper.as_html(template, sheet, is_screen=True))
    response["Cache-Control"] = NOT_KEPT
    return response


def _file(template: str, sheet: on_paper.Sheet, name: str, page: str, course: str) -> HttpResponse:
    """`name` is neutral: it stands in a list of downloads that others may see."""
    try:
        content = on_paper.as_pdf(template, sheet)
    except NoPdf:
        return redirect(page, course)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = NOT_KEPT
    return response
