"""What the frame of every page needs; no query when warm."""

from functools import partial

from django.conf import settings
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_bidi

from learning import look, text_size
from learning.templatetags.kept import NEVER
from office import organisation


def frame(request):
    user, org = getattr(request, "user", None), organisation.current()
    return {
        "org": org,
        "look": look.of(org),
        "is_demo": settings.DEMO and org.is_made_up,
        "can_mail": not settings.EMAIL_BACKEND.endswith("dummy.EmailBackend"),
        "sign_up_open": settings.SIGNUP == "open",
        "exit_url": "/exit/",
        "save_data": saves_data(request),
        "text_size": text_size.of(request),
        "text_direction": "rtl" if get_language_bidi() else "ltr",
        "signed_in": bool(user and user.is_authenticated),
        "person": user,
        "page_path": page_path(request),
        "kept_path": kept_path(page_path(request)),
        "language_switch": partial(language_switch, page_path(request)),  # asked for once a path
        "demo_people": SimpleLazyObject(_demo_people) if org.is_made_up else [],
    }


def saves_data(request) -> bool:
    """Whether the browser was told to: then no font of ours, and the small pictures."""
    return request.headers.get("Save-Data", "").lower() == "on"


def page_path(request) -> str:
    """Where we are; for an answer that shows a page under a verb's address, that page."""
    return getattr(request, "page_path", request.path)


def kept_path(path: str) -> object:
    """The address as part of a kept piece's key. Those of the door, and of papers that are
    checked, may hold a secret: never kept."""
    return NEVER if "/account/" in path or path.startswith("/verify/") else path


def language_switch(path: str) -> list[dict]:
    """The same page in each language on offer: addresses differ in their first part only."""
    now = get_language()
    rest = path.removeprefix(f"/{now}/") if path.startswith(f"/{now}/") else ""
    return [
        {"code": code, "name": name, "url": f"/{code}/{rest}", "is_current": code == now}
        for code, name in organisation.languages()
    ]


def _demo_people():
    if not settings.DEMO:
        return []
    from learning import demo  # noqa: PLC0415  only a demonstration needs it

    return demo.demo_people(get_language())
