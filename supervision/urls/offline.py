"""Below offline/: sessions written without a network."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
