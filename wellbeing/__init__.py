"""The private room: where a person looks at what the work does to them, and nobody else can see.

It has its own door, its own database (alias `wellbeing`), its own headers and log settings, and it
knows none of the other rooms, nor they it; contracts and a test over the app registry hold that.
It holds nothing yet but its place: the alias and the router exist from the first day, so that no
table of it can ever have stood in the main database.

Decisions a newcomer would otherwise undo:
- No user id, no foreign key, no clock time in any table of this room (rejected: rows by person
  with strict permissions, which whoever runs the server can still read).
- Encryption happens in the browser; there will be no endpoint that takes a score.
"""
