"""Below practice/: hours of direct work."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
