"""Lint names every mistake, quickly, and never an old one."""

from assistant.checks import Checks
from assistant.schema import Context, Severity


def test_lint_sees_every_error_that_a_check_finds(library, x, in_private):
    checks = Checks(library)
    texts = [text for rule in library.rules for text in (*rule.flags, *rule.passes)]
    assert len(texts) > 1000
    for text in texts:
        for context in (Context(x, public=True), in_private):
            errors = [
                one
                for one in checks.find(text, context)
                if one.severity is Severity.ERROR
            ]
            assert list(checks.errors(text, context)) == errors
