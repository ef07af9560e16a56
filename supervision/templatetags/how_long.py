"""Whole minutes in words."""

from django import template

from supervision.words import in_minutes

register = template.Library()


@register.filter
def in_words(minutes: int) -> str:
    return in_minutes(minutes)
