"""Names of languages in pages."""

from django import template

from people.account_forms import language_within

register = template.Library()
register.filter("language_within", language_within)
