"""What must hold on a site that is open to a network (`manage.py check --deploy`)."""

from django.core.checks import Error, Tags, Warning, register
from django.db import DatabaseError

from learning import prepare


@register(Tags.security, deploy=True)
def no_demonstration(app_configs, **kwargs):
    """Their password is published."""
    try:
        there_are_some = prepare.holds_demonstration()
    except DatabaseError:
        said = "The database can't be asked whether it holds demonstration accounts."
        return [Warning(said, id="learning.W001")]
    if not there_are_some:
        return []
    said = "This site holds demonstration accounts, whose password is published."
    return [Error(said, hint="Start with an empty database and DEMO=0.", id="learning.E001")]
