"""Below agreements/: who supervises whom, workplaces, qualifications."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
