"""That what was taught changed, so that whoever finished is asked to look again."""

from django.db import models


class Refresher(models.Model):
    """One change of what is taught, as it was published. Append-only. No personal data.

    Who settled it follows from attempts (`courses.refreshing`). `lesson_keys` are the lessons to
    read again; `sentence` is what the editor wrote, in the language of the course.
    """

    course = models.ForeignKey("courses.Course", models.CASCADE, related_name="refreshers")
    lesson_keys = models.JSONField(default=list)
    sentence = models.CharField(max_length=300)
    at = models.DateTimeField()

    def __str__(self):
        return f"refresher {self.pk}"
