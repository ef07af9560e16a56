"""Answers of any kind of question in one shape, sets of questions, and answers that were begun."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

BIG_ID = {"auto_created": True, "primary_key": True, "serialize": False, "verbose_name": "ID"}
VERBS = [("answered", "Answered"), ("sat", "Sat"), ("attested", "Attested"), ("read", "Read")]


def of_an_enrolment(related_name):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT,
        related_name=related_name,
        to="courses.enrolment",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0003_h5p"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(**BIG_ID)),
                ("block_id", models.UUIDField()),
                ("given", models.JSONField(default=list)),
                ("at", models.DateTimeField(db_index=True)),
                ("enrolment", of_an_enrolment("drafts")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("enrolment", "block_id"), name="one_draft_per_question"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Talk",
            fields=[
                ("id", models.BigAutoField(**BIG_ID)),
                ("lesson_key", models.UUIDField()),
                ("block_id", models.UUIDField()),
                ("asked_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                ("enrolment", of_an_enrolment("talks")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("enrolment", "block_id"), name="one_talk_per_set"
                    )
                ],
            },
        ),
        migrations.AddField("attempt", "given", models.JSONField(default=list)),
        migrations.AddField("attempt", "right", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("attempt", "of", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("attempt", "passed", models.BooleanField(blank=True, null=True)),
        migrations.AddField("attempt", "note", models.CharField(blank=True, max_length=300)),
        migrations.AddField(
            "attempt",
            "by",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField("attempt", "verb", models.CharField(choices=VERBS, max_length=12)),
    ]
