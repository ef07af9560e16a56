"""Below notes/: the shared record, one's own notes, access requests, handing over."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
