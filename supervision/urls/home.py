"""The first page of this room."""

from django.urls import path

from supervision.views import home

urlpatterns = [path("", home.page, name="home")]
