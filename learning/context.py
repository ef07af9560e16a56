"""What the frame of every page needs."""

from django.conf import settings
from django.utils.translation import get_language, get_language_bidi

from office import organisation


def frame(request):
    return {
        "org": organisation.current(),
        "is_demo": settings.DEMO,
        "exit_url": "/exit/",
        "text_direction": "rtl" if get_language_bidi() else "ltr",
        "signed_in": request.user.is_authenticated if hasattr(request, "user") else False,
        "person": getattr(request, "user", None),
        "language_switch": [
            {"code": code, "name": name, "url": f"/{code}/", "is_current": code == get_language()}
            for code, name in settings.LANGUAGES
        ],
    }
