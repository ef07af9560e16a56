"""The living style guide: every component in all its states, drawn by the site's own templates.

Served at `/<lang>/styleguide/` where DEMO or DEBUG is on; in four languages by the switch of every
page. A component without a sample fails a test. Its own words are for developers, so English.
"""
