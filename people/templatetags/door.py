"""What the pages of the door ask about the request."""

from django import template
from django.conf import settings

from people import second_factor

register = template.Library()


@register.simple_tag(takes_context=True)
def no_passkey(context) -> str:
    """Why no passkey can be made here: "address", "shared", or empty."""
    return second_factor.no_passkey(context["request"])


@register.simple_tag(takes_context=True)
def takes_passkeys(context) -> bool:
    return second_factor.takes_passkeys(context["request"])


@register.simple_tag(takes_context=True)
def is_inside(context) -> bool:
    """Whether the places of the site are open to this person, or the second step stands before."""
    request = context["request"]
    is_here = request.user.is_authenticated
    return is_here and (not second_factor.needs(request.user) or second_factor.passed(request))


@register.filter
def in_fours(letters: str) -> str:
    """As one copies them by hand; spaces are nothing to an app."""
    return " ".join(letters[start : start + 4] for start in range(0, len(letters), 4))


@register.simple_tag
def named_site() -> str:
    """The site's address under its name; empty where it has none."""
    return "" if second_factor.is_number(settings.SITE_HOST) else settings.SITE_URL
