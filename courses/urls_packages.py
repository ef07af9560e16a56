"""Addresses of packages: no language, no cookie, and perhaps on a host of their own."""

from django.urls import path

from courses import views_player

urlpatterns = [
    path("h5p/core/<slug:mark>/<path:path>", views_player.core_file, name="player_core"),
    path("h5p/<str:opens>/", views_player.page, name="player"),
    path("h5p/<str:opens>/<path:path>", views_player.file, name="player_file"),
]
