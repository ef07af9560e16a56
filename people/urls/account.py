"""Below /<lang>/account/, before allauth's own: what is one's own, and the ways in."""

from django.urls import path

from people.views import devices, lock

urlpatterns = [
    path("devices/", devices.my_devices, name="account_devices"),
    path("lock/", lock.locked, name="account_lock"),
    path("here/", lock.here, name="account_here"),
    path("parked/", lock.not_sent, name="account_parked"),
]
