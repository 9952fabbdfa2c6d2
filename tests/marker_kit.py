"""Words of a text as if a model had marked them."""

from assistant.drafting.marking import Marked
from assistant.schema import Span


def marked(text, words, label="the", chance=1.0):
    start = text.index(words)
    return Marked(Span(start, start + len(words)), label, chance)
