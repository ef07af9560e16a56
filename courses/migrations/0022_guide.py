from django.db import migrations
from wagtail.fields import RichTextField


class Migration(migrations.Migration):
    dependencies = [("courses", "0021_take_with_you")]

    operations = [
        migrations.AddField(
            "coursepage",
            "guide",
            RichTextField(
                blank=True,
                default="",
                help_text="It is offered on paper, with the parts and their minutes below it.",
                verbose_name="guide for whoever leads a group",
            ),
            preserve_default=False,
        ),
    ]
