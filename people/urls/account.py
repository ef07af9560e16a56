"""Below /<lang>/account/, before allauth's own: what is one's own, and the ways in."""

from django.urls import path

from people.views import devices

urlpatterns = [
    path("devices/", devices.my_devices, name="account_devices"),
]
