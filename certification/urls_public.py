"""What stands outside the languages: the address on a certificate must not depend on one."""

from django.urls import path

from certification.views import badges, proof

urlpatterns = [
    path("verify/", proof.ask, name="verify_ask"),
    path("verify/<str:code>/", proof.verify, name="verify"),
    path("badges/issuer.json", badges.issuer, name="badge_issuer"),
    path("badges/status/<slug:key>/<int:number>.json", badges.status_list, name="badge_status"),
    path("badges/<slug:slug>.json", badges.achievement, name="badge_achievement"),
]
