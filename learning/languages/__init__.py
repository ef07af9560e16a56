"""A new language: added by one act, prepared out of sight, opened when the organisation says so.

`kept` is the small file that settings read at the start, `adding` lays the tree of pages, `opening`
offers and withdraws a language, `catalogues` takes in the words of the interface, `desk` is
`/cms/languages/`. Offering a language is what it always was: a choice of the organisation
(`office.organisation`). A language that does not ship is offered only once it was chosen there.

Rejected: changing settings of running processes. `serve` starts its parts anew instead, and where
something else runs the site, LANGUAGES says what it speaks (docs/operator.md).
"""
