from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("courses", "0022_guide")]

    operations = [
        migrations.AddField(
            "h5pactivity",
            "own",
            models.CharField(blank=True, default="", editable=False, max_length=60),
            preserve_default=False,
        ),
        migrations.AddField(
            "h5pactivity",
            "packages",
            models.JSONField(blank=True, default=dict, editable=False),
        ),
        migrations.AddConstraint(
            "h5pactivity",
            models.UniqueConstraint(
                fields=["own"],
                condition=~models.Q(own=""),
                name="one_h5p_activity_of_a_name",
            ),
        ),
        migrations.RemoveConstraint("h5pstate", "one_h5p_state_a_key"),
        migrations.AddConstraint(
            "h5pstate",
            models.UniqueConstraint(
                fields=["enrolment", "block_id", "package", "key"],
                name="one_h5p_state_of_a_package",
            ),
        ),
    ]
