from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0005_conversation"),
    ]

    operations = [
        migrations.AddField(
            model_name="roleheld",
            name="course",
            field=models.UUIDField(blank=True, null=True),
        ),
    ]
