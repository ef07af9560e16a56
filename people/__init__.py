"""Who comes in: accounts, names, teams, roles with dates, the sign-in.

Some of these people are survivors, some are watched by those they fled. An account therefore needs
no mail address, shows a chosen name, and keeps the legal name sealed.

It deliberately does not decide what a role may do with a course or an hour; the room that owns the
object does, through `roles_of` and `may` in `api.py`.

Decisions a newcomer would otherwise undo:
- Roles with dates (`RoleHeld`) are the truth; Wagtail's groups are derived from them (rejected:
  groups edited by hand, which nobody can explain a year later).
- `private_salt` exists for every account from the first day, used or not, so that its presence
  tells nothing (rejected: made on first use, which shows who opened the private room).
- Accounts are retired, never deleted: what others can prove must stay provable.
"""
