"""people invite: a way in for one person, from the command line."""

import json as as_json
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone

from learning.management.plain import PlainCommand
from office import organisation
from people import api as people

HELP = """Invite one person, and print the link that lets them in once, within 14 days.

Whoever has an address is written to as well, where the site sends mail. Anybody else is invited by
a sign-in name; --card puts the link, as a square for a camera, and eight words on paper for them.
A team that does not exist yet is made, which is said on stderr."""


class Command(PlainCommand):
    help = HELP
    example = 'manage.py people invite luz --role mentor --team "Front desk" --language es --card'

    def add_arguments(self, parser):
        parser.add_argument("verb", choices=["invite"])
        parser.add_argument("who", metavar="EMAIL_OR_NAME")
        roles = ", ".join(people.Role.values)
        parser.add_argument("--role", default=people.Role.TRAINEE, help=f"{roles} (the first)")
        parser.add_argument("--team", default="", help="by its name")
        parser.add_argument("--language", default="", help="theirs: en, es, …; else the first")
        parser.add_argument("--name", default="", help="to be called by; they may change it")
        parser.add_argument("--card", action="store_true", help="write a card into this folder")
        parser.add_argument("--json", action="store_true", help="the answer as one JSON object")

    def handle(self, *, who, card, json, **options):
        if card and "@" in who:
            raise CommandError("A card is for somebody without an address: give a sign-in name.")
        invitation = self.invite(who, **options)
        path = self.write_card(invitation) if card else None
        link = people.link_of(invitation)
        if json:
            self.stdout.write(
                as_json.dumps(
                    {
                        "link": link,
                        "card": path and str(path),
                        "words": people.words_of(invitation),
                        "until": timezone.localdate(invitation.expires_at).isoformat(),
                    },
                    ensure_ascii=False,
                )
            )
        else:
            self.stdout.write("\n".join(str(line) for line in (link, path) if line))

    def invite(self, who, *, role, team, language, name, **options):
        of_whom = {"email": who} if "@" in who else {"sign_in_name": who, "is_card": True}
        language = language or organisation.first_language()
        try:
            with transaction.atomic():  # a team that was made for nobody goes again
                return people.invite(
                    by=None,
                    role=people.role_called(role),
                    team=self.team(team),
                    language=language,
                    chosen_name=name,
                    **of_whom,
                )
        except people.LanguageNotOpen:
            spoken = ", ".join(code for code, _ in organisation.languages())
            raise CommandError(f"The site speaks {spoken}, not “{language}”.") from None
        except people.NoSuchRole:
            known = ", ".join(people.Role.values)
            raise CommandError(f"There is no role “{role}”. Roles are: {known}.") from None
        except people.AlreadyHere as here:
            raise CommandError(already(who, here.invitation)) from None
        except people.NameTaken:
            raise CommandError(f"Somebody else signs in as “{who}”.") from None
        except ValidationError as problem:
            raise CommandError(" ".join(problem.messages)) from None

    def team(self, name):
        if not name.strip():
            return None
        team, is_new = people.team_called(name.strip())
        if is_new:
            self.stderr.write(f"The team “{team}” is new.")
        return team

    def write_card(self, invitation) -> Path:
        ending, content = people.printed(invitation)
        if ending != "pdf":
            self.stderr.write("No PDF can be made on this machine, so the card is a page (HTML).")
        path = Path.cwd() / f"card-{invitation.sign_in_name}.{ending}"
        path.write_bytes(content)
        return path


def already(who, invitation) -> str:
    if invitation is None:
        return f"Somebody with the address {who} has an account."
    day = timezone.localdate(invitation.expires_at).isoformat()
    return f"{who} is invited already, until {day}. Withdraw that first, at /people/invitations/."
