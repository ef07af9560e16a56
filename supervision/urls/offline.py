"""Below offline/: sessions written without a network."""

from django.urls import path

from supervision.views import deciding, offline

urlpatterns = [
    path("offline/", offline.page, name="offline"),
    path("offline/form/", offline.form, name="offline_form"),
    path("offline/send/", offline.send, name="offline_send"),
    path("offline/decide/", deciding.page, name="offline_decide"),
    # Here and not below offline/: a worker may not see more than the folder it is served from.
    path("sw.js", offline.worker, name="offline_worker"),
]
