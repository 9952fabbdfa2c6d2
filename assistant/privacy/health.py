"""Conditions, treatments, tests and the state of somebody's body."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal

from assistant.privacy.details import Guess
from assistant.privacy.page import WORD, Page, Word, expression, plain_letters
from assistant.schema import LeakKind

_FILE = Path(__file__).with_name("health_words.txt")
_LONGEST = 4  # words in the longest term
Strength = Literal["telling", "everyday"]
_OWN = (
    r"\b(?:your|his|her|their|my|whose|(?!(?:here|what|it|that|there|let|where|how"
    r"|today|who|she|he)'s)[a-z]+'s|ihr[e]?[nmrs]?|dein[e]?[nmrs]?|votre|vos|ton"
    r"|ta|tus?|sus?|seu|sua|suo|uw|jouw|congratulations on the|congrats on the)\b"
)
_OTHERS = (
    r"\b(?:his|her|he|she|he's|she's|they|who|patient|passenger|guest|gentleman|lady"
    r"|man"
    r"|woman|child|boy|girl|baby|son|daughter|husband|wife|partner|mum|mom|mother|dad"
    r"|father|brother|sister|neighbou?r|driver|rider|colleague|member|resident|tenant"
    r"|mr"
    r"|mrs|ms)\b"
)
_STATE = (
    rf"(?:\b(?:you|{_OTHERS[5:-3]}|[A-Z]\w+)(?:'re|'ve|'d|'s)?|\b(?:sie|vous|usted"
    r"|voce|lei|u))\b"
    r"[^,;:.!?\n]{0,40}\b(?:have|had|has|having|are|were|was|is|been|being|got|on"
    r"|suffer\w*|with"
    r"|after|from|for|took|take[sn]?|taking|using|mentioned|told|disclosed|declared"
    r"|used"
    r"|underwent|tested|needs?|hatten|haben|leiden|avez|souffrez|tiene|padece|tem"
    r"|sofre|ha"
    r"|heeft|a|an|the)\b[^,;:.!?\n]{0,25}$"
    r"|\b(?:you|he|she|they)(?:'re|'ve|'d|'s) (?:\w+ ){0,3}$"
)
_SUFFERED = (
    r"\b(?:suffer\w*(?: from)?|diagnosed with|tested positive for|treated for"
    r"|recovering from"
    r"|living with|hospitali[sz]ed with|battling|survived) (?:an? |the |his "
    r"|her )?(?:\w+ )?$"
)
_YOU = r"\b(?:you|you're|you've|sie|vous|usted|voce|lei)\b"
_RECORDS = (
    r"\b(?:records?|notes?|file|on file|form|noted|recorded|logged|disclosed?"
    r"|declared?|mentioned|told us"
    r"|diagnosed|history|previous(?:ly)?|earlier|pre-?existing|existing|prescribed"
    r"|results?|treated|treatment for|suffer(?:s|ed|ing)?|because of (?:your|his|her)"
    r"|due to (?:your|his|her)|we see|we can see|shows?|your appointment|your booking"
    r"|came back|tested|recover(?:ing|y) from|since (?:your|the)|after (?:your|his"
    r"|her))\b"
)
_ANYONE = (
    r"\b(?:if (?:you|your|anyone|someone|a|the)|in case|anyone|anybody|everyone"
    r"|people with"
    r"|those with|customers with|guests with|passengers with|members with"
    r"|travellers with"
    r"|drivers with|patients with|for (?:people|those|anyone|customers|guests|members)"
    r"|should you|do you|are you|have you|did you|would you|any |whether|unless you"
    r"|when"
    r" you're|we (?:offer|treat|run|cover|sell|stock|screen|support|welcome)"
    r"|you can (?:get"
    r"|book|ask|order|find|buy|have)|clinics?|department|charity|policy covers|leaflet"
    r"|campaign|awareness|research|insurance covers|help with|speak to your|ask your"
    r"|talk"
    r" to your|see your|consult your|falls|wenn sie|falls sie|si vous|si tienes|se voce"
    r"|per person|may contain|contains|free of|suitable for|not suitable|advice on)\b"
    r"|\b(?:gp|doctor's|local|nearest|vet|vet's) $"
)
_NOT_A_BODY = (
    r"^(?:'s)? (?:insurance|cover|plan|team|class|classes|week|day|centre|center"
    r"|department"
    r"|parking|bay|access|accessible|toilet|toilets|space|spaces|ramp|lift|policy"
    r"|charity"
    r"|shop|ward|clinic|clinics|line|theme|date for|for delivery|friendly|seat|lane"
    r"|hours"
    r"|opens|is (?:on|open|closed)|friendly)\b"
)
_WISH = r"\b(?:hope|wish(?:es|ing)?|get well|feel better|speedy|take care)\b"


def find_health(page: Page) -> Iterator[Guess]:
    """Yield what is said about somebody's health, the term itself as its core."""
    for start, end, strength in _terms(page):
        before = page.before(start, reach=160)
        after = page.after(end, reach=80)
        if expression(_NOT_A_BODY).search(after) or expression(_ANYONE).search(before):
            continue
        sure = _how_sure(before, after, strength)
        if sure:
            opens = _opening(before, start)
            why = "says something about somebody's health"
            yield Guess(LeakKind.HEALTH, opens, end, sure, why, (start, end))


@cache
def health_words() -> dict[str, Strength]:
    """Return the terms of the list, each with how telling it is."""
    words: dict[str, Strength] = {}
    strength: Strength = "telling"
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            strength = "everyday" if "everyday" in line else "telling"
        elif line.strip() and not line.startswith("#"):
            for term in line.split(","):
                key = " ".join(WORD.findall(plain_letters(term)))
                words.setdefault(key, strength)
    return words


@cache
def _first_words() -> frozenset[str]:
    return frozenset(term.split()[0] for term in health_words())


def _terms(page: Page) -> Iterator[tuple[int, int, Strength]]:
    known, words = health_words(), page.words
    openings = _first_words()
    position = 0
    while position < len(words):
        first = words[position].plain
        if first not in openings and "'" not in first:
            position += 1
            continue
        count, strength = _longest_term(known, words, position)
        if strength is not None:
            last = words[position + count - 1]
            yield words[position].start, last.end, strength
        position += max(1, count)


def _longest_term(
    known: dict[str, Strength], words: tuple[Word, ...], position: int
) -> tuple[int, Strength | None]:
    for count in range(min(_LONGEST, len(words) - position), 0, -1):
        piece = words[position : position + count]
        term = " ".join(word.plain for word in piece)
        strength = known.get(term) or known.get(term.partition("'")[2])
        if strength is not None:
            return count, strength
    return 0, None


def _how_sure(before: str, after: str, strength: Strength) -> float:
    near = before[-70:]
    somebody = _is_about_somebody(before)
    others = bool(expression(_OTHERS).search(near))
    recorded = bool(expression(_RECORDS).search(near + " | " + after[:40]))
    if expression(_WISH).search(before):
        return 0.0
    if strength == "telling":
        if somebody:
            return 0.8
        on_record = expression(
            r"^[^.!?]{0,30}\b(?:on (?:your|his|her|the) (?:file|record|notes|booking"
            r"|account)|you (?:had|have|mentioned|told|were))\b"
        )
        return 0.6 if on_record.search(after) else 0.0
    if others and recorded:
        return 0.65
    if somebody and recorded:
        return 0.6
    hit = (
        r"\b(?:was|is|were|had|has|got|being|been|having|suffered|felt"
        r"|feeling) (?:\w+ )?$"
    )
    return 0.6 if others and expression(hit).search(near) else 0.0


def _is_about_somebody(before: str) -> bool:
    clause = max(before.rfind(mark) for mark in ",;:(")
    if expression(_SUFFERED).search(before):
        return True
    own = expression(_OWN).search(before[max(clause + 1, len(before) - 45) :])
    return bool(own or expression(_STATE).search(before[-75:]))


def _opening(before: str, start: int) -> int:
    """Begin the stretch at the nearest word for the person, at most 45 letters off."""
    for match in reversed(
        list(expression(f"{_OWN}|{_OTHERS}|{_YOU}").finditer(before))
    ):
        return max(start - len(before) + match.start(), start - 45)
    return start
