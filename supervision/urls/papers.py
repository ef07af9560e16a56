"""Below papers/: earlier hours in, proofs out."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
