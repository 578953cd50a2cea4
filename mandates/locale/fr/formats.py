"""How French writes a day: "22 déc.", where the framework's M gives "22 Déc"."""


def __getattr__(name):
    """The format "j M Y" with its month in small letters; the framework looks up every format here before it uses it.

    The names of its own formats (DATE_FORMAT), which it keeps for French, all have an underscore."""
    if "M" not in name or "_" in name:
        raise AttributeError(name)
    return name.replace("M", "b")
