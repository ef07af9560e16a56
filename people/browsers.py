"""Which kind of browser, as coarsely as its owner would say it: “Firefox · Android”.

Made of names that stand here and of nothing that the browser sent, so that a label is safe wherever
it is shown, fits its column and reads the same in every language. No versions: they tell people
apart. What is not known has no name.
"""

BROWSERS = (  # the first mark that is found decides: most browsers also call themselves others
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("CriOS/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("CrOS", "Chromebook"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)
READ = 400  # characters; what is longer is no browser's


def label_of(user_agent: str) -> str:
    told = user_agent[:READ]
    parts = (_first(BROWSERS, told), _first(SYSTEMS, told))
    return " · ".join(filter(None, parts))


def _first(marks, told: str) -> str:
    return next((name for mark, name in marks if mark in told), "")
