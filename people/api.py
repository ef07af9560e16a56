"""The front door of this room: what neighbours may hold."""

__all__: list[str] = []
