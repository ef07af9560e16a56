"""The set-up guide: from an empty site to one that people can be invited to.

`manage.py setup` gives a link. Whoever opens it becomes the first administrator, and then goes
through a few pages, in any order, each of which can be left out. Which are behind is kept, so that
an interruption, another device or a restart goes on at the first open one. Everything can be
changed later in the editor, under Organisation.
"""
