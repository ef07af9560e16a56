from django.apps import AppConfig


class WellbeingConfig(AppConfig):
    name = "wellbeing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from wellbeing import checks  # noqa: F401, PLC0415  they register themselves
