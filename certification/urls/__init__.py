"""Addresses of this room, a file for each of its tables."""

from certification.urls import hands, needed, others, proof, signing

app_name = "certification"
urlpatterns = [
    *needed.urlpatterns,
    *signing.urlpatterns,
    *others.urlpatterns,
    *proof.urlpatterns,
    *hands.urlpatterns,
]
