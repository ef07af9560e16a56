"""Below answers/ and months/: yes, not quite, and closing a month."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
