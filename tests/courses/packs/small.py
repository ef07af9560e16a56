"""A pack of two lessons, written into a folder; tests change single lines of it."""

import polib

from courses import packs

KEY = "5f0c3a52-0d4e-4f6c-9a41-3f6f0c1d2e3a"

COURSE = f"""---
format: mainstay-pack/1
key: {KEY}
slug: small-steps
source: en
audience: members
licence: CC-BY-4.0
title: Small steps
summary: How little is enough.
modules: [first]
---

Come in & **sit down**. Read [more](https://example.org/).

Stay as long as you like.
"""

MODULE = """---
title: First
summary: Two lessons.
lessons: [door, window]
---
"""

DOOR = """---
title: The door
minutes: 3
---

::: text #why
## Why a door

You can leave it *open*.

- One
- Two
:::

::: callout #pause tone=care
title: A pause
Breathe.
:::

::: image #picture file=door.svg
alt: A half-open door.
:::

::: question #choice
What do you do?

- [ ] #shut Shut it
  > It may feel closed.
- [x] #ask Ask first
  > Yes.
:::
"""

WINDOW = """---
title: The window
minutes: 2
---

::: text #light
Light comes in.
:::
"""

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'

FILES = {
    "course.md": COURSE,
    "first/module.md": MODULE,
    "first/door.md": DOOR,
    "first/window.md": WINDOW,
    "media/door.svg": DRAWING,
}


def write(folder, **changes):
    """The pack in `folder`; a change is file=(old, new), with _ for / and without .md."""
    for name, text in FILES.items():
        put(folder, name, text)
        for old, new in changes.get(name.removesuffix(".md").replace("/", "_"), []):
            change(folder, name, old, new)
    return folder


def put(folder, name, text):
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def change(folder, name, old, new):
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    put(folder, name, text.replace(old, new, 1))


def translate(folder, language, *, but=()):
    """Fill the catalogue: every word marked with the language, the marks kept."""
    file = folder / "locale" / f"{language}.po"
    catalogue = polib.pofile(str(file), wrapwidth=78)
    for entry in catalogue:
        if entry.msgctxt not in but and not entry.obsolete:
            entry.msgstr = f"{language} {entry.msgid}"
    catalogue.save()
    return file


def in_languages(folder, *languages):
    """Complete catalogues for these languages, and no others."""
    packs.write_messages(folder)
    for file in (folder / "locale").iterdir():
        if file.stem in languages:
            translate(folder, file.stem)
        else:
            file.unlink()
    return folder
