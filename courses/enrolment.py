"""Where `enrol` used to stand; see `courses.joining`."""

from courses.joining import CourseClosed, enrol

__all__ = ["CourseClosed", "enrol"]
