"""How the site looks outside of its pages, on a home screen or in a list of tabs: neutral."""

from django.http import JsonResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from office import organisation

PAPER, PINE = "#fbf7f0", "#1f5d57"
SIZES = (192, 512)


@require_safe
@cache_control(public=True, max_age=3600)
def manifest(request):
    """The short name only: it stands under an icon where others see it."""
    name = organisation.current().short_name
    told = {
        "name": name,
        "short_name": name,
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": PINE,
        "icons": [*map(_icon, SIZES), _icon(512) | {"purpose": "maskable"}],
    }
    return JsonResponse(told, content_type="application/manifest+json")


def _icon(size: int) -> dict:
    """The mark keeps to the middle, so that a round mask cuts nothing off."""
    address = static(f"img/mark-{size}.png")
    return {"src": address, "sizes": f"{size}x{size}", "type": "image/png"}


@require_safe
@cache_control(public=True, max_age=86400)
def favicon(request):
    """For who asks for the old address."""
    return redirect(static("img/mark-32.png"))
