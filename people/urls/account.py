"""Below /<lang>/account/, before allauth's own: what is one's own, and the ways in."""

from django.urls import path

from people.views import invitation, myself, signing_up

urlpatterns = [
    path("names/", myself.names, name="account_names"),
    path("languages/", myself.languages, name="account_languages"),
    path("told/", myself.told, name="account_told"),
    path("invitation/<str:token>/", invitation.open_link, name="invitation"),
    path("card/", invitation.card, name="card"),
    path("signup/", signing_up.ask, name="account_signup"),
    path("signup/sent/", signing_up.sent, name="sign_up_sent"),
]
