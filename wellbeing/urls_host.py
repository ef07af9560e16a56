"""All addresses of the room, for a host of its own and for whoever looks for its page."""

from django.urls import path

from wellbeing import urls, views

urlpatterns = [
    *urls.urlpatterns,
    path("<slug:language>/notes/", views.shell, name="room_page"),
    path("<path:rest>", views.unknown),
    path("", views.unknown),
]
