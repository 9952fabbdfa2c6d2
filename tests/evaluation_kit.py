"""Make labelled cases, a row at a time."""


def tone(number, text, *labels, span=()):
    return {
        "id": f"t{number}",
        "channel": "x",
        "text": text,
        "labels": labels,
        "span": span,
    }


def privacy(number, text, *leaks):
    named = [{"type": kind, "text": words} for kind, words in leaks]
    return {"id": f"p{number}", "channel": "x", "text": text, "leaks": named}


def route(number, text, reason, move, severity, *, troll=False):
    return {
        "id": f"r{number}",
        "channel": "x",
        "text": text,
        "author": {"followers": 5, "verified": False},
        "contact_reason": reason,
        "move": move,
        "best": move[0],
        "severity": severity,
        "troll": troll,
    }


def pair(number, more, less, why, *, texts=("inquiry dm 1", "inquiry dm 1")):
    rows = [
        {"channel": "x", "text": text, "followers": 0, "minutes_waiting": minutes}
        for text, minutes in zip(texts, (more, less), strict=True)
    ]
    ids = {"id": f"q{number}", "why": why}
    return ids | dict(zip(("more_urgent", "less_urgent"), rows, strict=True))
