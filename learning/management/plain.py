"""What our commands are alike in: an example in the help, one sentence on stderr, exit 0 or 1."""

import sys

from django.core.management.base import (
    BaseCommand,
    CommandError,
    CommandParser,
    DjangoHelpFormatter,
    SystemCheckError,
)
from django.db import OperationalError, ProgrammingError


class KeepLines(DjangoHelpFormatter):
    """Leaves the example as it was written."""

    def _fill_text(self, text, width, indent):
        return "".join(indent + line for line in text.splitlines(keepends=True))


class OneSentence(CommandParser):
    """A mistyped argument is told like any other mistake, not by a page of usage and exit 2."""

    def error(self, message):
        sys.stderr.write(f"{message[:1].upper()}{message[1:].rstrip('.')}. Try --help.\n")
        sys.exit(1)


class PlainCommand(BaseCommand):
    example = ""

    def create_parser(self, prog_name, subcommand, **options):
        example = f"Example:\n  {self.example}\n"
        parser = super().create_parser(
            prog_name, subcommand, formatter_class=KeepLines, epilog=example, **options
        )
        if self._called_from_command_line:
            parser.__class__ = OneSentence  # Django makes the parser and takes no class for it
        return parser

    def execute(self, *args, **options):
        try:
            return super().execute(*args, **options)
        except SystemCheckError:
            raise
        except (CommandError, OperationalError, ProgrammingError) as problem:
            if not self._called_from_command_line or options.get("traceback"):
                raise
            self.stderr.write(_in_words(problem))
            sys.exit(1)


def _in_words(problem: Exception) -> str:
    if isinstance(problem, CommandError):
        return str(problem)
    return "The database can't be used: is it running, and was manage.py migrate run?"
