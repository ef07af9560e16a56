"""How hard a text is to read, by a measure made for its language, or by none.

- English: Flesch-Kincaid grade (Kincaid, Fishburne, Rogers and Chissom 1975, "Derivation of new
  readability formulas for Navy enlisted personnel"). A grade and five years are an age.
- Spanish: Szigriszt-Pazos (1993) on the INFLESZ scale (Barrio-Cantalejo et al. 2008, Anales del
  Sistema Sanitario de Navarra 31(2)): from 65 on "fairly easy", as read in primary school.
- French: Kandel and Moles (1958, "Application de l'indice de Flesch à la langue française"): from
  70 on fairly easy, from 80 on easy.
- Arabic: no grade. What is published (OSMAN, El-Haj and Rayson 2016) needs vowel signs, which our
  texts do not have. So only the words of an average sentence are counted, and the limit is ours.
- Other languages: nothing is measured, and nothing said.

A measure sees sentences and syllables, not sense: it is a hint to read a text again.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from courses.quality.lists import Lists
from courses.quality.parts import Finding, Said, Sheet
from courses.quality.syllables import count
from courses.quality.words import plain, sentences, without_headings, words

ENOUGH = 80  # words; of fewer a measure says nothing
IN_PROSE = {"text", "prompt", "happens", "feedback", "said_true", "said_false", "after", "instead"}
YEARS_BEFORE_SCHOOL = 5


@dataclass(frozen=True)
class Counted:
    sentences: int
    words: int
    syllables: int

    @property
    def length(self) -> float:
        """Words of an average sentence."""
        return self.words / self.sentences

    @property
    def weight(self) -> float:
        """Syllables of an average word."""
        return self.syllables / self.words


def english(text: Counted) -> float:
    return 0.39 * text.length + 11.8 * text.weight - 15.59


def spanish(text: Counted) -> float:
    return 206.835 - 62.3 * text.weight - text.length


def french(text: Counted) -> float:
    return 207 - 1.015 * text.length - 73.6 * text.weight


def arabic(text: Counted) -> float:
    return text.length


@dataclass(frozen=True)
class Measure:
    """What is counted, and where it becomes too hard for a reader of some age."""

    name: str
    of: Callable[[Counted], float]
    limit: Callable[[int], float]
    is_more_harder: bool = True

    def is_too_hard(self, value: float, reader: int) -> bool:
        limit = self.limit(reader)
        return value > limit if self.is_more_harder else value < limit


MEASURES = {
    "en": Measure("Flesch-Kincaid", english, lambda age: age - YEARS_BEFORE_SCHOOL),
    "es": Measure("INFLESZ", spanish, lambda age: 65 + max(0, 12 - age) * 2.5, False),
    "fr": Measure("Kandel-Moles", french, lambda age: 70 + max(0, 12 - age) * 5, False),
    "ar": Measure("words per sentence", arabic, lambda age: age + 3),
}
LONGEST = {"en": 2.2, "es": 2.6, "fr": 2.6, "ar": 2.0}  # words of one sentence, by the age


def measure(language: str) -> Measure | None:
    return MEASURES.get(language.partition("-")[0])


def counted(texts: list[str], language: str) -> Counted:
    """Sentences, words, and syllables where the language's measure needs them."""
    code = language.partition("-")[0]
    every = [sentence for text in texts for sentence in sentences(text)]
    them = [word for sentence in every for word in words(sentence)]
    n = 0 if code == "ar" else sum(count(word, code) for word in them)
    return Counted(len(every), len(them), n)


def prose(said: Said) -> str:
    """Whole sentences: headings, titles and short answers would make any text look easy."""
    return plain(without_headings(said.words)) if said.is_rich else said.text


def look(sheet: Sheet, lists: Lists) -> Iterator[Finding]:
    how = measure(sheet.language)
    if how is None:
        return
    read = [(each, prose(each)) for _part, each in sheet.said() if each.name in IN_PROSE]
    yield from _long_sentences(read, sheet)
    text = counted([words for _said, words in read], sheet.language)
    if text.words < ENOUGH or not how.is_too_hard(how.of(text), sheet.reader):
        return
    said = {"measure": how.name, "value": round(how.of(text), 1), "age": sheet.reader}
    said["limit"] = round(how.limit(sheet.reader), 1)
    said["most"] = _("at most") if how.is_more_harder else _("at least")
    message = _(
        "This may be hard to read at %(age)d: %(measure)s says %(value)s, and %(most)s %(limit)s "
        "is wanted. Shorten sentences, choose shorter words."
    )
    yield Finding("", "reading-level", message % said)


def _long_sentences(read: list[tuple[Said, str]], sheet: Sheet) -> Iterator[Finding]:
    most = round(sheet.reader * LONGEST[sheet.language.partition("-")[0]])
    for said, text in read:
        for sentence in sentences(text):
            n = len(words(sentence))
            if n > most:
                message = _("This sentence has %(n)d words. Make two of it.") % {"n": n}
                yield Finding(said.place, "sentence-long", message, quote=sentence)
