import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0018_adapting"),
    ]

    operations = [
        migrations.CreateModel(
            name="Wording",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("language", models.CharField(max_length=12)),
                (
                    "term",
                    models.CharField(
                        help_text="A line | parts ways to say it. A star * stands for any ending.",
                        max_length=200,
                        verbose_name="word or words",
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="why to think about it"
                    ),
                ),
                (
                    "instead",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="what one could write"
                    ),
                ),
                (
                    "is_used",
                    models.BooleanField(default=True, verbose_name="use it in checks"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("language", "term"), name="one_wording_per_term"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="coursepage",
            name="level",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="A reader of this age should manage it. Checks of the text go by it.",
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(8),
                    django.core.validators.MaxValueValidator(18),
                ],
                verbose_name="reading level",
            ),
        ),
    ]
