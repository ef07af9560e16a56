"""Below log/ and sessions/: the quick form, one session, the list, the calendar."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
