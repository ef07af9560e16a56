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


@register.simple_tag
def named_site() -> str:
    """The site's address under its name; empty where it has none."""
    return "" if second_factor.is_number(settings.SITE_HOST) else settings.SITE_URL
