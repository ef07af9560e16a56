"""One block of each kind as a page stores it, with names in the place of uuids' digits."""

from tests.courses.questions.asked import block, id_of, item


def line(name, text):
    return item(name, text=text)


CHECKLIST = {
    "type": "checklist",
    "id": id_of("checklist"),
    "value": {"title": "Before", "items": [line("water", "Some water"), line("door", "A door")]},
}
PAUSE = {
    "type": "pause",
    "id": id_of("pause"),
    "value": {"title": "", "exercise": "breathe", "text": "<p>A moment.</p>", "steps": []},
}
OWN_STEPS = {
    "type": "pause",
    "id": id_of("own steps"),
    "value": {"title": "Tea", "exercise": "own", "text": "", "steps": [line("tea", "Drink tea.")]},
}
REFLECTION = block("reflection", prompt="<p>What went <b>well</b>?</p>")
SURVEY = block(
    "survey",
    prompt="<p>About this part.</p>",
    statements=[line("useful", "It is useful."), line("clear", "It is clear.")],
    asks_words=True,
)
ALL = [CHECKLIST, PAUSE, OWN_STEPS, REFLECTION, SURVEY]
