"""One question of each kind as a page stores it, with names in the place of uuids' digits."""

import uuid

from tests.courses.builders import question


def id_of(name):
    return str(uuid.uuid5(uuid.NAMESPACE_OID, name))


def item(name, **value):
    return {"type": "item", "id": id_of(name), "value": value}


def block(kind, **value):
    value = {"prompt": f"<p>About {kind}?</p>"} | value
    return {"type": kind, "id": id_of(f"{kind} block"), "value": value}


def option(name, is_right):
    return item(name, text=f"Words {name}", is_right=is_right, feedback=f"Said of {name}.")


def choice(name, leads_to=None, is_right=False):
    value = {"text": f"Do {name}", "feedback": f"Came of {name}.", "leads_to": leads_to}
    return item(name, is_right=is_right, **value)


ONE = question("Which one?") | {"id": id_of("question block")}
SEVERAL = block("several", options=[option("a", True), option("b", False), option("c", True)])
TRUE_FALSE = block("true_false", is_true=False, said_true="Said of true.", said_false="Indeed.")
MATCHING = block(
    "matching",
    pairs=[item("m1", left="Left 1", right="Right 1"), item("m2", left="Left 2", right="Right 2")],
    others=[item("m3", text="Fits nothing")],
    after="Said after.",
)
ORDERING = block(
    "ordering", items=[item(f"o{n}", text=f"Step {n}") for n in (1, 2, 3)], after="Said after."
)
SCENARIO = block(
    "scenario",
    steps=[
        item("s1", happens="<p>They wait.</p>", choices=[choice("x", 2), choice("y")]),
        item("s2", happens="<p>They sit.</p>", choices=[choice("v"), choice("w", is_right=True)]),
    ],
)
SCALE = block("scale", statements=[item("t1", text="I sleep."), item("t2", text="I rest.")])

KINDS = {
    each["type"]: each for each in (ONE, SEVERAL, TRUE_FALSE, MATCHING, ORDERING, SCENARIO, SCALE)
}
SCORED = [kind for kind in KINDS if kind != "scale"]


def a_set(draw=2, pass_mark=100, sittings=None):
    value = {"title": "What you know", "draw": draw, "pass_mark": pass_mark, "sittings": sittings}
    return {"type": "question_set", "id": id_of("set block"), "value": value}
