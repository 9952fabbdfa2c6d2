"""Hold a text against every rule and checker, and measure it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cached_property, partial

from assistant.channels import count
from assistant.checks.grounding import check_grounding
from assistant.checks.languages import notes_on
from assistant.checks.leaks import check_leaks
from assistant.checks.length import check_length
from assistant.checks.rules import RuleChecker
from assistant.checks.scores import Impression, WarmthMeter, measure
from assistant.checks.surface import check_surface
from assistant.checks.tone import BY_MODEL, borne_out, check_tone
from assistant.checks.trained import Trained, open_trained
from assistant.library import Library
from assistant.schema import (
    CheckedText,
    Context,
    Family,
    Finding,
    LeakKind,
    Severity,
)
from assistant.text import ENGLISH, language_of

Checker = Callable[[str, Context], Iterator[Finding]]
CHECKERS: tuple[Checker, ...] = (  # beside that of private details
    check_length,
    check_grounding,
    check_surface,
)
_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.SUGGESTION: 2}

_RULES_ALONE = Trained()

__all__ = ["CHECKERS", "Checker", "Checks", "Trained", "notes_on", "open_trained"]


class Checks:
    """Every rule and checker of one library, ready to be held against texts.

    Without weights, tone and private details are what the rules find.
    """

    def __init__(
        self,
        library: Library,
        trained: Trained = _RULES_ALONE,
    ) -> None:
        self._library = library
        self._tone = trained.tone
        leaks = partial(check_leaks, model=trained.private)
        self._checkers: tuple[Checker, ...] = (leaks, *CHECKERS)
        self._meters: dict[str, WarmthMeter] = {}

    def check(self, text: str, context: Context) -> CheckedText:
        """Return the text with its findings, in reading order, and its scores."""
        language = context.language or language_of(text)
        findings = self.find(text, replace(context, language=language))
        meter = self._meter(language)
        hears = self._tone if language == ENGLISH else None
        heard = Impression(hears.rudeness(text), hears.warmth(text)) if hears else None
        return CheckedText(
            text=text,
            findings=findings,
            scores=measure(text, findings, meter, language=language, heard=heard),
            length=count(text, context.channel),
            language=language,
            notes=notes_on(language, self._library),
        )

    def find(self, text: str, context: Context) -> tuple[Finding, ...]:
        """Return the findings alone, in reading order."""
        found = list(self._findings(self._rules, text, context))
        if self._tone and context.language in ("", ENGLISH):
            least = self._library.borne_out
            found = list(borne_out(found, text, model=self._tone, least=least))
            rules = self._library.tone
            found += check_tone(text, context, model=self._tone, rules=rules)
        return tuple(_one_a_place(found, len(text)))

    def errors(self, text: str, context: Context) -> tuple[Finding, ...]:
        """Return the findings that keep the text from going out, in reading order.

        They are those of `find`, where no lesser finding takes an error's place; only
        the rules that make errors are held against the text.
        """
        found = self._findings(self._error_rules, text, context)
        errors = [one for one in found if one.severity is Severity.ERROR]
        return tuple(_one_a_place(errors, len(text)))

    def warmth(self, text: str, language: str = ENGLISH) -> float:
        """Return how warm a text reads, 0 to 1."""
        return self._meter(language).measure(text)

    def _findings(
        self, rules: RuleChecker, text: str, context: Context
    ) -> Iterator[Finding]:
        yield from rules.check(text, context)
        for checker in self._checkers:
            yield from checker(text, context)

    def _meter(self, language: str) -> WarmthMeter:
        texts = self._library.texts(language)
        if texts.language not in self._meters:
            self._meters[texts.language] = WarmthMeter(texts.warmth)
        return self._meters[texts.language]

    @cached_property
    def _rules(self) -> RuleChecker:
        return RuleChecker(self._library.rules)

    @cached_property
    def _error_rules(self) -> RuleChecker:
        rules = self._library.rules
        return RuleChecker(rule for rule in rules if rule.severity is Severity.ERROR)


def _one_a_place(findings: Iterable[Finding], length: int) -> list[Finding]:
    """Keep, where findings of one family overlap, the gravest and then the longest.

    A rule goes before the model: it names the words, and often offers better ones.
    """
    kept: list[Finding] = []
    taken: dict[tuple[Family, LeakKind | None], bytearray] = {}
    for finding in sorted(findings, key=_gravest_first):
        place = taken.setdefault((finding.family, finding.kind), bytearray(length))
        if not any(place[finding.start : finding.end]):
            place[finding.start : finding.end] = b"x" * len(finding.span)
            kept.append(finding)
    return sorted(kept, key=lambda finding: (finding.start, finding.end))


def _gravest_first(finding: Finding) -> tuple[int, bool, int, int]:
    return (
        _WEIGHT[finding.severity],
        finding.rule.endswith(BY_MODEL),
        finding.start - finding.end,
        finding.start,
    )
