"""A pack in its canonical form with each kind of block, and all that can be said of a course."""

import polib

from tests.courses.activities.conftest import OWN
from tests.courses.packs import small
from tests.courses.packs.test_words import PDF
from tests.office.clips import CAPTIONS, FILM, SMALL_FILM, sound

ALL = """---
title: "The window: all of it"
minutes: 20
topics: {ethics: 5}
note: A sad letter.
way_round: door
short: In three sentences.
short_picture: door.svg
short_alt: A door.
---

::: heading #light
title: Light
:::

::: heading #evening level=3 at=late
title: In the evening
:::

::: text #in adapt=law
It comes in. [Later](#late), \\*not\\* now, [x] & y < z; **all *of* it**.\\
A second line.

1. One
2. Two
:::

::: callout #first tone=important
title: First
Open it.
:::

::: image #frame file=door.svg decorative=yes
:::

::: figure #parts file=door.svg
alt: A window and its frame.
caption: A window
- #pane The pane
:::

::: figure #ours drawing=window
alt: A window.
:::

::: case_story #lena
title: The second chair
Lena asks.
:::

::: term #boundary
term: Boundary
What is all right.
:::

::: quotation #saying link=https://example.org/a?b=c
source: A saying
Ask first.
:::

::: download #card file=card.pdf
title: A card for your pocket
:::

::: audio #knock file=knock.wav seconds=70
title: Coming in
Somebody knocks.
:::

::: video #way file=way.mp4 small=way-small.mp4
title: The way
A path.
:::

::: checklist #before
title: Before
- #water Have some water.
:::

::: pause #tea exercise=own
title: Tea
Some words.

- #boil Boil water.
:::

::: reflection #mine
What went *well*?
:::

::: survey #said words=no
About this part.

- #useful It is useful.
:::

:::: noted #letter
note: A letter of a loss.

::: text #whole
The letter.
:::

::: quotation #line
source: A letter
So long.
:::

:::: instead

::: case_story #gist
title: What it comes to
It ends well.
:::
::::

::: several #two
Which?

- [x] #a One
- [ ] #b Two
  > No.
- [x] #c Three
:::

::: true_false #open is=false
said_true: It is shut.
It is open.
:::

::: matching #pairs
after: Well matched.
What goes with what?

- #one One = 1
- #two Two = 2
- #none = 3
:::

::: ordering #row
In a row.

- #one One
- #two Two
:::

::: scenario #story
A story.

## #start
Somebody comes.

- [ ] #wait Wait
  > They sit.
  -> #end
- [ ] #go Go

## #end
They speak.

- [x] #listen Listen
- [ ] #leave Leave
  > Alone.
:::

::: scale #how
How is it?

- #calm It is calm.
:::

::: question_set #set draw=1 pass=80 tries=3
title: A set
:::

::: activity #sort file=what-can-wait.h5p rule=score percent=80 language=es
title: What can wait
The same **on paper**.
:::
"""

BANK = """
::: question #banked
Banked?

- [x] #yes Yes
- [ ] #no No
:::
"""


GUIDE = """## Before you begin

Put the chairs in a circle. **Read it all** first, and [more](https://example.org/).

- One hour
- A door that *stays* open

### If it gets hard

1. Stop
2. Breathe
"""


def write(folder):
    """The small pack with a window that holds everything; its door is marked, so it is a way."""
    small.write(folder)
    small.put(folder, "first/window.md", ALL.replace("[x] & y < z", "\\[x\\] & y \\< z"))
    small.put(folder, "first/module.md", small.MODULE + BANK)
    small.change(
        folder,
        "course.md",
        "modules: [first]",
        "modules: [first]\nin_order: true\ncomes_first: [gone]\nwhat_changed: More light.\n"
        "plain: true\ncredits: [Ana, Bo]\nsuggests: [mentor]",
    )
    small.put(folder, "README.md", "# Read me\n")
    small.put(folder, "guide.md", GUIDE)
    small.put(folder, "LICENSE", "Free.\n")
    media = {
        "card.pdf": PDF.encode(),
        "knock.wav": sound(),
        "way.mp4": FILM,
        "way-small.mp4": SMALL_FILM,
        "way.en.vtt": CAPTIONS.encode(),
        "what-can-wait.h5p": OWN["what-can-wait.en.h5p"],
    }
    for name, content in media.items():
        (folder / "media" / name).write_bytes(content)
    small.in_languages(folder, "es")
    small.put(folder, "locale/es.md", "# Glosario\r\n\n| window | ventana |")
    file = folder / "locale/es.po"
    entries = polib.pofile(str(file), wrapwidth=78)
    entries[0].tcomment = "we say usted"
    entries.save(str(file))
    return folder
