"""Below /<lang>/account/, before allauth's own: what is one's own, and the ways in."""

from django.urls import path

from people.views import (
    breaks,
    devices,
    invitation,
    lock,
    myself,
    recovery,
    second_step,
    signing_up,
)

urlpatterns = [
    path("names/", myself.names, name="account_names"),
    path("languages/", myself.languages, name="account_languages"),
    path("told/", myself.told, name="account_told"),
    path("breaks/", breaks.page, name="account_breaks"),
    path("breaks/<int:pk>/end/", breaks.end, name="account_break_end"),
    path("breaks/<int:pk>/remove/", breaks.remove, name="account_break_remove"),
    path("invitation/<str:token>/", invitation.open_link, name="invitation"),
    path("card/", invitation.card, name="card"),
    path("signup/", signing_up.ask, name="account_signup"),
    path("signup/sent/", signing_up.sent, name="sign_up_sent"),
    path("devices/", devices.my_devices, name="account_devices"),
    path("lock/", lock.locked, name="account_lock"),
    path("here/", lock.here, name="account_here"),
    path("parked/", lock.not_sent, name="account_parked"),
    path("help/", second_step.help_page, name="door_help"),
    path("second-step/", second_step.second_step, name="second_step"),
    path("closed/", recovery.closed_notes, name="closed_notes"),
    # In place of allauth's own, under their names and addresses.
    path("email/", second_step.Addresses.as_view(), name="account_email"),
    path("2fa/", second_step.Steps.as_view(), name="mfa_index"),
    path("2fa/totp/activate/", second_step.AddApp.as_view(), name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", second_step.RemoveApp.as_view(), name="mfa_deactivate_totp"),
    path("2fa/webauthn/add/", second_step.AddKey.as_view(), name="mfa_add_webauthn"),
    path(
        "2fa/webauthn/keys/<int:pk>/remove/",
        second_step.RemoveKey.as_view(),
        name="mfa_remove_webauthn",
    ),
    path(
        "2fa/recovery-codes/generate/",
        second_step.NewCodes.as_view(),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "2fa/recovery-codes/download/",
        second_step.DownloadCodes.as_view(),
        name="mfa_download_recovery_codes",
    ),
]
