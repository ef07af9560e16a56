"""What has become of each translation since its source was changed.

wagtail-localize keeps texts by string and place, and says nothing of what is out of date. When a
source is published its strings are compared, block by block, before and after (carrying.py). An
editor says how much the change means (declaring.py): for wording and meaning the old translation
is carried over to the new words, for a matter of safety it is not, and the source's words stand.
A `Change` row tells readers and translators, until each string of the block is translated anew
and these words are public, or the text is put back (settling.py).

Per block and not per paragraph: all paragraphs of one text share one place in wagtail-localize.
What is carried is no translation of its own: it has `tool_name` "carried" (texts.py), and saving
it in the editor, a catalogue or `settling.confirm` makes it one. `PageInLanguage` sums up each
page and language (summary.py), and can be made anew at any time.
"""
