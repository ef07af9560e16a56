from django.apps import AppConfig


class CoursesConfig(AppConfig):
    name = "courses"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from courses import publishing  # noqa: PLC0415  models load after apps
        from courses.review import roles, telling  # noqa: PLC0415

        publishing.connect()
        telling.connect()
        roles.connect()
