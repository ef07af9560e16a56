"""Below /<lang>/support/: to ask somebody of the list for a conversation; for whoever is here."""

from django.urls import path

from people.views import conversation

urlpatterns = [
    path("conversation/", conversation.ask, name="conversation"),
    path("conversation/to-me/", conversation.mine, name="conversations"),
    path("conversation/to-me/<uuid:uuid>/", conversation.mark, name="conversation_mark"),
]
