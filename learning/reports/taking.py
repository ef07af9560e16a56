"""A report handed over: as a PDF, as a spreadsheet; in the language of the moment."""

from collections.abc import Iterator

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from learning.models import Report
from learning.reports.meanings import shown
from office import organisation, pdf, workbooks


def as_html(report: Report) -> str:
    context = {"report": report, "figures": shown(report.figures), "org": organisation.current()}
    return render_to_string("learning/reports/sheet.html", context)


def as_pdf(report: Report) -> bytes:
    """Raises office.pdf.NoPdf."""
    return pdf.render(as_html(report))


def as_xlsx(report: Report) -> bytes:
    headers = [
        _("Figure"),
        _("Of this"),
        _("Number"),
        _("In words"),
        _("What it means"),
        _("Source"),
    ]
    return workbooks.write(headers, _rows(report), title=_("Report"))


def _rows(report: Report) -> Iterator[list]:
    for figure in shown(report.figures):
        if not figure.parts:
            yield [figure.title, "", figure.number, figure.value, figure.means, figure.source]
        for name, words, number in figure.parts:
            yield [figure.title, name, number, words, figure.means, figure.source]
