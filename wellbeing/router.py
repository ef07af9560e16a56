"""Keeps this room's tables in this room's database, and everybody else's out of it."""

LABEL = ALIAS = "wellbeing"


class OwnDatabase:
    def db_for_read(self, model, **hints):
        return ALIAS if model._meta.app_label == LABEL else None

    db_for_write = db_for_read

    def allow_relation(self, one, other, **hints):
        return (one._meta.app_label == LABEL) == (other._meta.app_label == LABEL)

    def allow_migrate(self, db, app_label, **hints):
        return (db == ALIAS) == (app_label == LABEL)
