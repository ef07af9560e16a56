"""The page itself."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.html import mark_safe
from django.views.decorators.http import require_safe

from learning.styleguide.samples import IN_A_LIST, samples
from learning.styleguide.tokens import colours


@require_safe
def page(request):
    if not (settings.DEMO or settings.DEBUG):
        raise Http404
    shown = [(name, [_drawn(name, *each) for each in states]) for name, states in samples().items()]
    context = {"components": sorted(each for each in shown if each[1]), "colours": colours()}
    return render(request, "learning/styleguide/page.html", context)


def _drawn(name: str, state: str, context: dict) -> tuple[str, str]:
    """By the template itself. Without a token: what is sent from here leads nowhere."""
    html = render_to_string(f"components/{name}.html", context)
    if name in IN_A_LIST:
        html = f'<ul class="rows bare">{html}</ul>'
    return state, mark_safe(html)  # noqa: S308  our own template escaped it
