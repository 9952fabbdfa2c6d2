"""Find what the style rules of reviewers ask for: the floor under every other check."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

import regex

from assistant.library import Rule
from assistant.schema import Context, Finding, Span
from assistant.text import (
    ENGLISH,
    Phrase,
    PhraseIndex,
    PhraseMatch,
    fold,
    is_english,
    language_of,
    sentence_spans,
)

_QUOTED = re.compile(r'"[^"\n]{1,400}"|“[^”\n]{1,400}”|«[^»\n]{1,400}»')
_LONG_NUMBER = re.compile(r"\d{4}")
_EMOJI = regex.compile(r"[\p{Extended_Pictographic}--[\d#*©®™]]", regex.V1)
_LINK = regex.compile(r"https?://\S++|\bwww\.\S++")
_CAPITAL_WORD = regex.compile(r"\b\p{Lu}{2,}+\b")
_ELLIPSIS = regex.compile(r"\.{3,}+|…")
_HASHTAG = regex.compile(r"(?<!\w)#\p{L}\w*+")
_COUNTERS: dict[str, Callable[[str], int]] = {
    "exclamation_marks": lambda text: text.count("!"),
    "question_marks": lambda text: text.count("?"),
    "capital_words": lambda text: len(_CAPITAL_WORD.findall(text)),
    "emoji": lambda text: len(_EMOJI.findall(text)),
    "words": lambda text: len(text.split()),
    "sentences": lambda text: len(sentence_spans(text)),
    "ellipses": lambda text: len(_ELLIPSIS.findall(text)),
    "hashtags": lambda text: len(_HASHTAG.findall(text)),
    "links": lambda text: len(_LINK.findall(text)),
}
Owner = tuple[int, str, int]  # rule number; phrases, unless or swap; which of them
Found = Mapping[tuple[int, str], list[PhraseMatch[Owner]]]


class RuleChecker:
    """All rules of a library, ready to be held against texts."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = tuple(rules)
        self._in_reply = PhraseIndex(_phrases_by_owner(self._rules))
        when = {n: rule.when for n, rule in enumerate(self._rules) if rule.when}
        self._in_message = PhraseIndex(when) if when else None
        self._always = frozenset(
            number
            for number, rule in enumerate(self._rules)
            if rule.kind in ("limit", "require")
        )
        self._asked_for = lru_cache(maxsize=256)(self._rules_asked_for)

    def check(self, text: str, context: Context) -> Iterator[Finding]:
        """Yield what each rule that applies here finds, one finding a place."""
        found: dict[tuple[int, str], list[PhraseMatch[Owner]]] = defaultdict(list)
        for match in self._in_reply.find(text):
            number, role, _ = match.owner
            found[number, role].append(match)
        quoted = _quoted(text)
        language = context.language or language_of(text)
        asked_for = self._asked_for(context.customer_text)
        for number in sorted(self._always.union(number for number, _ in found)):
            rule = self._rules[number]
            if not _applies(rule, context) or (rule.when and number not in asked_for):
                continue
            findings = _apply(rule, number, text, found, quoted)
            if rule.language in (language, "any"):
                yield from findings
            elif rule.language == ENGLISH and number not in self._always:
                yield from (one for one in findings if _in_english(text, one.span))

    def _rules_asked_for(self, customer_text: str) -> frozenset[int]:
        if self._in_message is None:
            return frozenset()
        return frozenset(match.owner for match in self._in_message.find(customer_text))


def _quoted(text: str) -> list[Span]:
    return [Span(*match.span()) for match in _QUOTED.finditer(text)]


def _phrases_by_owner(rules: tuple[Rule, ...]) -> dict[Owner, list[Phrase]]:
    owned: dict[Owner, list[Phrase]] = {}
    for number, rule in enumerate(rules):
        owned[number, "phrases", 0] = list(rule.phrases)
        owned[number, "unless", 0] = list(rule.unless)
        for which, (old, _) in enumerate(rule.swap):
            owned[number, "swap", which] = [old]
    return owned


def _applies(rule: Rule, context: Context) -> bool:
    return (
        (not rule.channels or context.channel.key in rule.channels)
        and (rule.public is None or rule.public == context.public)
        and (context.tone is None or context.tone in rule.tones)
    )


def _in_english(text: str, span: Span) -> bool:
    """Say whether a place in a text of another language is in English all the same."""
    sentences = (s for s in sentence_spans(text) if s.overlaps(span))
    return all(is_english(text[s.start : s.end]) for s in sentences)


def _apply(
    rule: Rule, number: int, text: str, found: Found, quoted: list[Span]
) -> Iterator[Finding]:
    if rule.kind == "require":
        if not found.get((number, "phrases")):
            yield _finding(rule, text, Span(0, len(text)))
    elif rule.kind == "limit":
        yield from _apply_limit(rule, number, text, found)
    else:
        role = "phrases" if rule.kind == "avoid" else "swap"
        unless = [match.span for match in found.get((number, "unless"), ())]
        pardoned = unless if rule.in_quotes else [*unless, *quoted]
        for match in _longest(found.get((number, role), [])):
            if not any(match.span.overlaps(span) for span in pardoned):
                better = rule.swap[match.owner[2]][1] if rule.swap else rule.fix
                yield _finding(rule, text, match.span, fix=better)


def _apply_limit(rule: Rule, number: int, text: str, found: Found) -> Iterator[Finding]:
    whole = [Span(0, len(text))]
    for span in sentence_spans(text) if rule.per == "sentence" else whole:
        piece = text[span.start : span.end]
        if rule.of == "phrases":
            matches = found.get((number, "phrases"), [])
            count = sum(match.span.overlaps(span) for match in matches)
        else:
            count = _COUNTERS[rule.of or "words"](piece)
        if count > rule.most:
            yield _finding(rule, text, span, count=count)


def _longest(matches: list[PhraseMatch[Owner]]) -> list[PhraseMatch[Owner]]:
    """Keep one match a place: the longest, then the first."""
    kept: list[PhraseMatch[Owner]] = []
    for match in sorted(matches, key=lambda m: m.span.start - m.span.end):
        if not any(match.span.overlaps(other.span) for other in kept):
            kept.append(match)
    return sorted(kept, key=lambda match: match.span.start)


def _finding(
    rule: Rule, text: str, span: Span, *, fix: str | None = None, count: int = 0
) -> Finding:
    matched = text[span.start : span.end]
    if fix and _has_a_capital(text, span):
        fix = fix[:1].upper() + fix[1:]
    message = (
        rule.message.replace("{match}", _shown(matched))
        .replace("{fix}", fix or "")
        .replace("{count}", str(count))
        .replace("{most}", str(rule.most))
    )
    return Finding(
        rule=rule.name,
        family=rule.family,
        severity=rule.severity,
        start=span.start,
        end=span.end,
        message=message,
        why=rule.why,
        fix=fix,
    )


def _has_a_capital(text: str, span: Span) -> bool:
    """Say whether words begin with a capital that a wording for them needs.

    That of an abbreviation ("DM") is its own, unless it opens a sentence.
    """
    word = text[span.start : span.end].partition(" ")[0]
    if len(word) > 1 and word.isupper():
        return any(one.start == span.start for one in sentence_spans(text))
    return word[:1].isupper()


def _shown(matched: str) -> str:
    """Never repeat what might be a private number."""
    plain = fold(matched).text
    return "these words" if _LONG_NUMBER.search(plain) else " ".join(plain.split())
