"""What was answered so far, in the new shape: `option` and right or wrong, one part of one."""

from itertools import islice

from django.db import migrations

BATCH = 1000


def carry_over(apps, schema_editor):
    Attempt = apps.get_model("courses", "Attempt")
    answered = Attempt.objects.filter(verb="answered")
    for attempts in _batches(answered):
        for attempt in attempts:
            attempt.given = [["option", str(attempt.option_id)]]
            attempt.right, attempt.of = int(bool(attempt.is_right)), 1
        Attempt.objects.bulk_update(attempts, ["given", "right", "of"])
    Progress = apps.get_model("courses", "Progress")
    for rows in _batches(Progress.objects.all()):
        for row in rows:
            row.state["answers"] = _answers(row.state.get("answers", {}))
        Progress.objects.bulk_update(rows, ["state"])


def _answers(before):
    return {
        block: [[["option", option]], int(bool(is_right)), 1]
        for block, (option, is_right) in before.items()
    }


def _batches(rows):
    found = rows.order_by("pk").iterator(BATCH)
    while batch := list(islice(found, BATCH)):
        yield batch


class Migration(migrations.Migration):
    dependencies = [("courses", "0004_given")]
    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
