"""Below /<lang>/account/, before allauth's own: what is one's own, and the ways in."""

from django.urls import path

from people.views import devices, invitation, lock, myself, signing_up

urlpatterns = [
    path("names/", myself.names, name="account_names"),
    path("languages/", myself.languages, name="account_languages"),
    path("told/", myself.told, name="account_told"),
    path("invitation/<str:token>/", invitation.open_link, name="invitation"),
    path("card/", invitation.card, name="card"),
    path("signup/", signing_up.ask, name="account_signup"),
    path("signup/sent/", signing_up.sent, name="sign_up_sent"),
    path("devices/", devices.my_devices, name="account_devices"),
    path("lock/", lock.locked, name="account_lock"),
    path("here/", lock.here, name="account_here"),
    path("parked/", lock.not_sent, name="account_parked"),
]
