"""Work on plain text that every other room needs: folding, sentences, phrases."""

from assistant.text.folding import Folded, fold
from assistant.text.forms import word_forms
from assistant.text.languages import ENGLISH, is_english, language_name, language_of
from assistant.text.phrase_index import PhraseIndex, PhraseMatch
from assistant.text.phrases import Phrase, PhraseError
from assistant.text.reading import MAX_CODE_POINTS, read_text
from assistant.text.sentences import sentence_spans
from assistant.text.word_lists import WordLists
from assistant.text.words import Token

__all__ = [
    "ENGLISH",
    "MAX_CODE_POINTS",
    "Folded",
    "Phrase",
    "PhraseError",
    "PhraseIndex",
    "PhraseMatch",
    "Token",
    "WordLists",
    "fold",
    "is_english",
    "language_name",
    "language_of",
    "read_text",
    "sentence_spans",
    "word_forms",
]
