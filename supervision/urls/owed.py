"""Below people/ and calendar/: what is owed, the caseload, the feed."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
