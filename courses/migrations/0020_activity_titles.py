from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("courses", "0019_quality")]

    operations = [
        migrations.AddField(
            "h5pactivity",
            "titles",
            models.JSONField(blank=True, default=dict, verbose_name="titles in other languages"),
        ),
    ]
