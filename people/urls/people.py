"""Below /<lang>/people/: for those who invite, and give and end roles."""

from django.urls import path

from people.views.mail_trouble import mail_trouble
from people.views.role_words import role_words

urlpatterns = [
    path("mail/", mail_trouble, name="mail_trouble"),
    path("words/", role_words, name="role_words"),
]
