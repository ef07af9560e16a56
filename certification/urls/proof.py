from django.urls import path

from certification.views import badges, proof

urlpatterns = [
    path("mine/<uuid:uuid>/", proof.award, name="award"),
    path("shown/<uuid:uuid>/page/", proof.page, name="paper_page"),
    path("shown/<uuid:uuid>/paper.pdf", proof.file, name="paper"),
    path("shown/<uuid:uuid>/badge.json", badges.as_json, name="badge_json"),
    path("shown/<uuid:uuid>/badge.png", badges.as_png, name="badge_png"),
    path("shown/<uuid:uuid>/end/", proof.take_back, name="share_end"),
]
