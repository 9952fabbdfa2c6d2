"""Hold rules and cues against the examples that their authors gave."""

from collections.abc import Callable, Iterator, Sequence

from assistant.checks.rules import RuleChecker
from assistant.errors import Mistake
from assistant.library import Cues, Detail, Mention, Rule
from assistant.schema import Brand, Channel, Context, Customer
from assistant.text import ENGLISH


def lint_rule(rule: Rule, languages: Sequence[str]) -> Iterator[Mistake]:
    """Hold a rule against its own examples, and its language against the library's."""
    checker, context = RuleChecker([rule]), _context_for(rule)
    if rule.language not in ("any", *languages):
        known = ", ".join(("any", *languages))
        problem = f"language: '{rule.language}' is none here; use one of {known}"
        yield Mistake(rule.path, 1, problem)
    for text in rule.flags:
        if not any(checker.check(text, context)):
            yield Mistake(rule.path, 1, f"does not find its flags: {text!r}")
    for text in rule.passes:
        if any(checker.check(text, context)):
            yield Mistake(rule.path, 1, f"finds its passes: {text!r}")


def lint_heard(
    cues: Cues | Detail | Mention, hears: Callable[[str], bool]
) -> Iterator[Mistake]:
    """Hold a file of cues against its own examples, as messages are read."""
    for text in cues.flags:
        if not hears(text):
            yield Mistake(cues.path, 1, f"does not find its flags: {text!r}")
    for text in cues.passes:
        if hears(text):
            yield Mistake(cues.path, 1, f"finds its passes: {text!r}")


def _context_for(rule: Rule) -> Context:
    """Return a place where the rule applies."""
    key = min(rule.channels, default="lint")
    channel = Channel(key, key, None, "none", public=True, form="post")
    return Context(
        channel=channel,
        public=rule.public is not False,
        brand=Brand(),
        customer=Customer(),
        customer_text=rule.when[0].sample() if rule.when else "",
        language=ENGLISH if rule.language == "any" else rule.language,
    )
