"""The front door of the courses room: what neighbours may hold."""

from courses.shelf import shelf_for

__all__ = ["shelf_for"]
