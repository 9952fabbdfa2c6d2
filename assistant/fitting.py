"""Make a draft fit its channel, sentence by sentence and never inside one."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from assistant.channels import count, in_septets
from assistant.schema import Channel, Draft, Sentence
from assistant.text import ENGLISH

_MOST_PARTS = 4
_ROOMY = 1000  # from this many units on there is room for paragraphs
_OPENERS = frozenset(
    [
        *("a", "an", "the", "this", "that", "these", "those", "there", "there's"),
        *("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
        *("one", "eleven", "twelve", "over", "nearly", "almost", "several"),
        *("it", "its", "it's", "that's", "we", "we're", "we've", "we'd", "we'll"),
        *("you", "you're", "you've", "you'd", "you'll", "your", "our", "my", "they"),
        *("thank", "thanks", "sorry", "please", "could", "would", "can", "is", "are"),
        *("no", "not", "nobody", "nothing", "nothing's", "anyone", "anybody", "people"),
        *("someone", "somebody", "something", "things", "everyone", "every", "each"),
        *("what", "what's", "when", "where", "while", "who", "how", "if", "as", "so"),
        *("to", "for", "from", "with", "without", "after", "before", "behind", "by"),
        *("in", "on", "at", "and", "even", "yes", "good", "all", "some", "few", "most"),
        *("half", "two", "three", "hours", "words", "money", "then", "here", "having"),
    ]
)

_OPENERS_ABROAD = {  # never a noun or a polite "Sie" or "Ihr", which keep their capital
    "fr": frozenset(
        [
            *("nous", "je", "vous", "votre", "vos", "notre", "nos", "on", "il", "elle"),
            *("c", "j", "l", "d", "n", "s", "qu", "ce", "cet", "cette", "ces", "ça"),
            *("le", "la", "les", "un", "une", "des", "du", "de", "merci", "pardon"),
            *("attendre", "se", "être", "rien", "personne", "deux", "à", "au", "pour"),
            *("dans", "avec", "sans", "sur", "après", "et", "si", "quand", "rester"),
            *("payer", "chercher", "compter", "devoir", "recevoir", "perdre", "voir"),
        ]
    ),
    "de": frozenset(
        [
            *("wir", "ich", "es", "das", "dass", "der", "die", "ein", "eine", "einen"),
            *("vielen", "danke", "herzlichen", "so", "hier", "dafür", "bitte", "wer"),
            *("wenn", "wie", "was", "auf", "nach", "bei", "mit", "ohne", "zu", "da"),
            *("dieser", "diese", "dieses", "niemand", "nichts", "für", "zwei", "in"),
            *("auch", "schon", "gut", "schön", "leider", "eben", "manchmal", "man"),
        ]
    ),
}
_NONE: frozenset[str] = frozenset()
_LOWER_IN_LETTERS = frozenset(["de"])  # where a letter goes on after "Guten Tag Dana,"


def fit(draft: Draft, channel: Channel, *, mention: str = "") -> Draft | None:
    """Return the draft with its parts written out so that each fits, or None.

    Marked sentences go first, the readiest before the others; then, where the channel
    has threads, the rest becomes numbered parts. `mention` is put before the first
    part where the site needs it in the text.
    """
    kept = _within(draft.sentences, channel, mention, draft.language)
    if kept is None and channel.unit == "septets":
        plain = [replace(s, text=in_septets(s.text)) for s in draft.sentences]
        kept = _within(plain, channel, mention, draft.language)
    if kept is not None:
        text = join(kept, channel, mention=mention, language=draft.language)
        return replace(draft, parts=(text,), sentences=kept)
    core = [sentence for sentence in draft.sentences if sentence.drop == 0]
    parts = _split(core, channel, mention, draft.language) if channel.threads else None
    if parts is None:
        return None
    return replace(draft, parts=parts, sentences=tuple(core))


def whole(draft: Draft, channel: Channel, *, mention: str = "") -> Draft:
    """Return the draft with what must stay in one part, though it does not fit."""
    kept = tuple(sentence for sentence in draft.sentences if sentence.drop == 0)
    text = join(kept, channel, mention=mention, language=draft.language)
    return replace(draft, parts=(text,), sentences=kept)


def _within(
    sentences: Sequence[Sentence], channel: Channel, mention: str, language: str
) -> tuple[Sentence, ...] | None:
    """Return the sentences that fit together: as many as can, the weightiest first."""

    def fits(kept: Sequence[Sentence]) -> bool:
        text = join(kept, channel, mention=mention, language=language)
        return count(text, channel).fits

    kept = list(sentences)
    gone: list[Sentence] = []
    while not fits(kept):
        going = _first_to_go(kept)
        if going is None:
            return None
        kept.remove(going)
        gone.append(going)
    for back in reversed(gone):  # what went last weighs most; a short one may fit yet
        again = [s for s in sentences if s in kept or s is back]
        if fits(again):
            kept = again
    return tuple(kept)


def join(
    sentences: Sequence[Sentence],
    channel: Channel,
    *,
    mention: str = "",
    language: str = ENGLISH,
) -> str:
    """Write sentences out as one text in the form of the channel."""
    roomy = channel.form in ("letter", "review", "post") and (
        channel.limit is None or channel.limit >= _ROOMY
    )
    greeting = next((s.text for s in sentences if s.role == "greeting"), "")
    sign_off = next((s.text for s in sentences if s.role == "sign_off"), "")
    body = ""
    for sentence in sentences:
        if sentence.role != "body":
            continue
        gap = "\n\n" if sentence.paragraph and roomy else " "
        body = f"{body}{gap}{sentence.text}" if body else sentence.text
    if channel.form == "letter":
        if language in _LOWER_IN_LETTERS and _may_be_lower(body, language):
            body = f"{body[:1].lower()}{body[1:]}" if greeting.endswith(",") else body
        return "\n\n".join(piece for piece in (greeting, body, sign_off) if piece)
    text = _greet(greeting, body, language)
    text = f"{mention} {text}" if mention else text
    gap = "\n" if channel.form == "review" else " "
    return f"{text}{gap}{sign_off}" if sign_off else text


def _first_to_go(sentences: Sequence[Sentence]) -> Sentence | None:
    """Return what goes next: the readiest, the last of these, the sign-off last."""
    droppable = [sentence for sentence in sentences if sentence.drop]
    if not droppable:
        return None
    most = max(sentence.drop for sentence in droppable)
    readiest = [sentence for sentence in droppable if sentence.drop == most]
    signed = [sentence for sentence in readiest if sentence.role == "sign_off"]
    return ([s for s in readiest if s.role != "sign_off"] or signed)[-1]


def _greet(greeting: str, body: str, language: str) -> str:
    """Put a greeting before a text: "Hi Dana, we're sorry", but "Hi Dana. Leeds is"."""
    if not greeting:
        return body
    first = body.split(" ", 1)[0]
    if not greeting.endswith(","):
        return f"{greeting} {body}"
    if _may_be_lower(body, language):
        return f"{greeting} {body[:1].lower()}{body[1:]}"
    if first in ("I", "I'm", "I'll", "I've", "I'd"):
        return f"{greeting} {body}"
    return f"{greeting.rstrip(',')}. {body}"


def _may_be_lower(body: str, language: str) -> bool:
    """Say whether a text may begin with a small letter, as after "Hi Dana,"."""
    first = body.split(" ", 1)[0].replace("’", "'")
    if language == "fr":
        first = first.partition("'")[0]
    known = _OPENERS if language == ENGLISH else _OPENERS_ABROAD.get(language, _NONE)
    is_gerund = language == ENGLISH and first.endswith("ing")
    return first.lower().strip(",") in known or is_gerund


def _split(
    sentences: Sequence[Sentence], channel: Channel, mention: str, language: str
) -> tuple[str, ...] | None:
    """Spread sentences over as few parts as they need, each with its counter."""
    for total in range(2, _MOST_PARTS + 1):
        parts = _spread(sentences, channel, total, mention, language)
        if parts is not None:
            return tuple(parts)
    return None


def _spread(
    sentences: Sequence[Sentence],
    channel: Channel,
    total: int,
    mention: str,
    language: str,
) -> list[str] | None:
    write = partial(join, channel=channel, language=language)
    parts: list[str] = []
    current: list[Sentence] = []
    for sentence in sentences:
        lead = mention if not parts else ""
        counter = f" {len(parts) + 1}/{total}"
        longer = write([*current, sentence], mention=lead) + counter
        if count(longer, channel).fits:
            current.append(sentence)
            continue
        if not current:
            return None
        parts.append(write(current, mention=lead) + counter)
        current = [sentence]
        if not count(sentence.text + f" {total}/{total}", channel).fits:
            return None
    parts.append(write(current) + f" {len(parts) + 1}/{total}")
    return parts if len(parts) == total else None
