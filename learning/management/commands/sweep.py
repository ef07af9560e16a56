import json
from dataclasses import asdict
from datetime import datetime, time

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from learning import sweep
from learning.management.plain import PlainCommand

FIRST_YEAR, LAST_YEAR = 2000, 2999


class Command(PlainCommand):
    help = "Do everything that is due: safe at any moment, twice, or beside a worker."
    example = "manage.py sweep --now 2027-03-01T09:00+01:00"

    def add_arguments(self, parser):
        parser.add_argument(
            "--now", metavar="ISO", help="do what will be due at this time (ISO 8601)"
        )
        parser.add_argument("--json", action="store_true", help="counts as one JSON object")

    def handle(self, *, now, json: bool, **options):
        done = sweep.run(now=_moment(now) if now is not None else None)
        self.stdout.write(_as_json(done) if json else _in_words(done))


def _as_json(done: sweep.Swept) -> str:
    return json.dumps(asdict(done))


def _in_words(done: sweep.Swept) -> str:
    return f"Settled {done.settled}, put off {done.postponed}, sent {done.sent} by mail."


def _moment(text: str) -> datetime:
    """A date is its first moment; a time without a zone is the site's."""
    try:
        moment = parse_datetime(text) or datetime.combine(parse_date(text), time.min)
    except (ValueError, TypeError):
        moment = datetime.min
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise CommandError(f"--now must be a time such as 2027-03-01T09:00+01:00, not “{text}”.")
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
