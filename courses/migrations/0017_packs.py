from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("courses", "0016_review")]

    operations = [
        migrations.CreateModel(
            name="PackedCourse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(unique=True)),
                ("about", models.JSONField(default=dict)),
            ],
        ),
        migrations.AlterField("packedpage", "digest", models.CharField(blank=True, max_length=64)),
        migrations.AddField("packedpage", "course_key", models.UUIDField(db_index=True, null=True)),
        migrations.AddField("packedpage", "path", models.CharField(blank=True, max_length=170)),
        migrations.AddField("packedpage", "names", models.JSONField(default=dict)),
        migrations.AddField("packedpage", "base", models.JSONField(default=list)),
    ]
