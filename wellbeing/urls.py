"""Addresses of the room without its page, which stands below a language (`urls_host`)."""

from django.urls import path, re_path

from wellbeing import views

urlpatterns = [
    path("notes/box", views.box, name="room_box"),
    path("notes/enter", views.enter, name="room_enter"),
    path("notes/lists.json", views.signed_lists, name="room_lists"),
    path("notes/manifest.json", views.manifest, name="room_manifest"),
    path("notes/-/notes-<slug:language>.html", views.takeaway, name="room_takeaway"),
    path("notes/-/paper-<slug:language>.html", views.paper, name="room_paper"),
    path("notes/-/<path:path>", views.asset, name="room_asset"),
    re_path(r"^notes/(?P<rest>.*)$", views.unknown),
]
