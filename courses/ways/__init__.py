"""Read it my way: the same lesson listened to, in short, larger, on paper, or taken along.

`offered.of` says what the bar on a lesson offers, and what people are told at its end. What it
needs comes with the outline (`known`), so a page without a recording and replies costs no query
more, cold or warm; with them, one each when cold. A recording and a reply are rows beside the
pages; whoever changes one draws a new edition of the course. Rejected: reading aloud with a voice
from elsewhere, since the words would leave the device.
"""
