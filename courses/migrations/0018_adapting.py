import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0017_packs"),
    ]

    operations = [
        migrations.CreateModel(
            name="AdaptMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("course_key", models.UUIDField(db_index=True)),
                ("page_key", models.UUIDField()),
                ("block", models.CharField(max_length=36)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("law", "the law of your country"),
                            ("numbers", "numbers and addresses"),
                            ("names", "names and roles"),
                            ("examples", "examples"),
                        ],
                        max_length=10,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("page_key", "block"), name="one_adapt_mark_per_block"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AdaptedIn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("language", models.CharField(max_length=12)),
                ("came_as", models.CharField(blank=True, max_length=64)),
                ("fits", models.BooleanField(default=False)),
                (
                    "mark",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="languages",
                        to="courses.adaptmark",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("mark", "language"), name="one_adapted_per_language"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReceivedPack",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("path", models.CharField(max_length=200)),
                ("mark", models.CharField(max_length=64, unique=True)),
                ("facts", models.JSONField(default=dict)),
                ("received_at", models.DateTimeField()),
            ],
        ),
    ]
