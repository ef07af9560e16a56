"""The old shape of an answer is no longer needed."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("courses", "0005_carry_over")]
    operations = [
        migrations.RemoveField("attempt", "option_id"),
        migrations.RemoveField("attempt", "is_right"),
    ]
