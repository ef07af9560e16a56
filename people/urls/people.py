"""Below /<lang>/people/: for those who invite, and give and end roles."""

from django.urls import path

from people.views import inviting, inviting_many, people, recovery
from people.views.mail_trouble import mail_trouble
from people.views.role_words import role_words

urlpatterns = [
    path("mail/", mail_trouble, name="mail_trouble"),
    path("words/", role_words, name="role_words"),
    path("", people.people, name="people"),
    path("<int:pk>/", people.person, name="person"),
    path("<int:pk>/roles/", people.give_role, name="give_role"),
    path("<int:pk>/roles/<int:held>/end/", people.end_role, name="end_role"),
    path("<int:pk>/card/", people.reset_card, name="reset_card"),
    path("<int:pk>/close/", people.close, name="close_account"),
    path("<int:pk>/reopen/", people.reopen, name="reopen_account"),
    path("teams/", people.teams, name="teams"),
    path("teams/<int:pk>/", people.team, name="team"),
    path("invite/", inviting.invite, name="invite"),
    path("invite/many/", inviting_many.invite_many, name="invite_many"),
    path("invite/many/report.csv", inviting_many.report, name="invite_many_report"),
    path("invite/many/cards/", inviting_many.cards, name="invite_many_cards"),
    path("invitations/", inviting.open_ones, name="invitations"),
    path("invitations/<uuid:uuid>/", inviting.made, name="invitation_made"),
    path("invitations/<uuid:uuid>/card/", inviting.card_page, name="invitation_card"),
    path("invitations/<uuid:uuid>/card.pdf", inviting.card_file, name="invitation_card_file"),
    path("invitations/<uuid:uuid>/withdraw/", inviting.withdraw, name="withdraw_invitation"),
    path("invitations/<uuid:uuid>/again/", inviting.send_again, name="send_invitation_again"),
    path("recoveries/", recovery.recoveries, name="recoveries"),
    path("recoveries/<int:pk>/agree/", recovery.agree, name="agree_recovery"),
    path("recoveries/<int:pk>/stop/", recovery.stop, name="stop_recovery"),
]
