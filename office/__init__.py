"""The ground floor: what every room above needs and none should write twice.

`due` (what must happen), `notices` (words to a person that are never lost), `audit` (who did or
read what), `sealed` (encrypted fields), `files` (private files), `organisation` (names, exit
target, whom to ask), `pages` and `blocks` (what every page and every text is made of).

It deliberately knows no person's role, no course and no certificate: it takes a room's answer
(`write=`, a file's scope) instead of asking for its model.

Decisions a newcomer would otherwise undo:
- A cause and what it causes are written in one transaction, as a row with a unique key (rejected:
  signals and `.delay()`, which forget what they were told when something is down).
- Media has no public address; every file goes through `files`, which asks the room that its scope
  names (rejected: a media folder served as it is, open to whoever has a link).
- A `due` row carries a generation that `add` raises; the sweep deletes only the generation that it
  claimed (rejected: delete by key, which loses a cause that arrives while the first is worked on).
"""
