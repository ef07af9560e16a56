from django.db import migrations, models

# The quarter stands before the body, so that looking for old rows reads no long ones.
FIELDS = [
    ("key", models.BinaryField(max_length=32, primary_key=True, serialize=False)),
    ("etag", models.BinaryField(max_length=16)),
    ("quarter", models.CharField(max_length=7)),
    ("body", models.BinaryField()),
]


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(name="Slot", fields=FIELDS, options={"abstract": False}),
        migrations.CreateModel(name="Vault", fields=FIELDS, options={"abstract": False}),
    ]
