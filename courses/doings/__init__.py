"""Blocks in which one does something for oneself: a list to tick, a pause, a thought, a survey.

Nothing here is ever marked and nothing gates a lesson. What is ticked or written in the first three
stays in the page and goes with it: no field of theirs has a name or stands in a form
(`static/js/doings.js` empties them). A survey alone is sent, and counted without a person
(`courses.surveys`). They are no prose: what the site itself says in them is in the reader's
language, so they are rendered per request, from words that are kept per revision.
"""
