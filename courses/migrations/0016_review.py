import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

BASES = ("wagtailcore.task",)


def task(name, words):
    """A step has no columns of its own beside Wagtail's."""
    parent = models.OneToOneField(
        auto_created=True,
        on_delete=django.db.models.deletion.CASCADE,
        parent_link=True,
        primary_key=True,
        serialize=False,
        to="wagtailcore.task",
    )
    return migrations.CreateModel(
        name=name,
        fields=[("task_ptr", parent)],
        options={"verbose_name": words},
        bases=BASES,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0015_languages"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        task("LivedExperienceTask", "review by somebody who has lived it"),
        task("LanguageTask", "review of the language"),
        task("PublishTask", "publishing"),
        migrations.CreateModel(
            name="ReviewRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "lived_experience",
                    models.BooleanField(
                        default=True, verbose_name="Somebody who has lived it reads it"
                    ),
                ),
                (
                    "language",
                    models.BooleanField(
                        default=True, verbose_name="A second reader of the language reads it"
                    ),
                ),
                (
                    "course",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="review_rule",
                        to="courses.course",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LivedReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("page_key", models.UUIDField(db_index=True)),
                ("language", models.CharField(max_length=12)),
                ("at", models.DateTimeField()),
                ("consented_at", models.DateTimeField()),
                (
                    "paid",
                    models.CharField(
                        choices=[("unsaid", "Not said"), ("yes", "Yes"), ("no", "No")],
                        default="unsaid",
                        max_length=10,
                    ),
                ),
                ("paid_note", models.CharField(blank=True, max_length=200)),
                (
                    "opinion",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("agrees", "Can go on as it is"),
                            ("change", "Should be changed first"),
                            ("dissents", "Should not be published like this"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.TextField(blank=True, max_length=4000)),
                ("dissent", models.TextField(blank=True, max_length=4000)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "reviewer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lived_reviews",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                    ),
                ),
                (
                    "task_state",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="lived_reviews",
                        to="wagtailcore.taskstate",
                    ),
                ),
            ],
        ),
    ]
