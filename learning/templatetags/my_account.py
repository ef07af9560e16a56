"""The places of My account, for the links that stand on each of its pages."""

from django import template

from learning import places

register = template.Library()


@register.simple_tag
def account_groups():
    return places.groups()
