"""Below papers/: earlier hours in, proofs out."""

from django.urls import path

from supervision.views import bringing, papers

urlpatterns = [
    path("papers/", papers.take_along, name="take_along"),
    path("papers/keys.json", papers.keys, name="site_keys"),
    path("papers/certificate.pem", papers.certificate, name="certificate"),
    path("papers/import/", bringing.bring, name="import"),
    path("papers/evidence/<uuid:key>", bringing.evidence, name="evidence"),
]
