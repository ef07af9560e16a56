from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("office", "0007_instrument"),
    ]

    operations = [
        migrations.CreateModel(
            name="NamedValue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40, unique=True)),
                ("label", models.CharField(blank=True, max_length=80)),
                ("texts", models.JSONField(blank=True, default=dict)),
            ],
        ),
    ]
