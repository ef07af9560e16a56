"""What stands outside the languages: the address on a certificate must not depend on one."""

from django.urls import path

from certification.views import proof

urlpatterns = [
    path("verify/", proof.ask, name="verify_ask"),
    path("verify/<slug:code>/", proof.verify, name="verify"),
]
