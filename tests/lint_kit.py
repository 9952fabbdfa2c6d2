"""Spoil a file of a library, and see what lint says of it."""

from assistant.linting import lint_paths


def mistakes_in(path):
    return [(m.line, m.problem) for m in lint_paths([path]).mistakes]


def spoil(path, old, new):
    """Put other words into a file, and return the number of their line."""
    content = path.read_text("utf-8")
    assert old in content
    path.write_text(content.replace(old, new, 1), "utf-8")
    return 1 + content[: content.index(old)].count("\n")
