"""Style rules as their authors wrote them: one YAML file a rule, the path its name."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from assistant.errors import Mistake
from assistant.library.border import Border, PhraseText, read_each, read_shaped
from assistant.schema import Family, Severity, Tone
from assistant.text import ENGLISH, Phrase

Kind = Literal["avoid", "prefer", "limit", "require"]
Counted = Literal[
    "exclamation_marks",
    "question_marks",
    "capital_words",
    "emoji",
    "words",
    "sentences",
    "ellipses",
    "hashtags",
    "links",
    "phrases",
]
_MESSAGE_LIMIT = 120


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing a style reviewer wants found, named `family.name` after its path.

    `language` is the code of the language it judges, or `any`.
    """

    name: str
    family: Family
    kind: Kind
    severity: Severity
    message: str
    why: str
    path: Path
    phrases: tuple[Phrase, ...] = ()
    unless: tuple[Phrase, ...] = ()
    fix: str | None = None
    swap: tuple[tuple[Phrase, str], ...] = ()
    of: Counted | None = None
    most: int = 0
    per: Literal["reply", "sentence"] = "reply"
    when: tuple[Phrase, ...] = ()
    in_quotes: bool = False
    tones: frozenset[Tone] = frozenset(Tone)
    channels: frozenset[str] = frozenset()
    public: bool | None = None
    language: str = ENGLISH
    flags: tuple[str, ...] = ()
    passes: tuple[str, ...] = ()


class _RuleFile(Border):
    kind: Kind
    severity: Severity
    message: str = Field(max_length=_MESSAGE_LIMIT)
    why: str
    phrases: list[PhraseText] = []
    unless: list[PhraseText] = []
    fix: str | None = None
    swap: dict[PhraseText, str] = {}
    of: Counted | None = None
    most: int | None = Field(default=None, ge=0)
    per: Literal["reply", "sentence"] = "reply"
    when: list[PhraseText] = []
    in_quotes: bool = False
    tones: list[Tone] = list(Tone)
    channels: list[str] = []
    public: bool | None = None
    language: str = Field(default=ENGLISH, pattern=r"^(any|[a-z]{2,3})$")
    flags: list[str] = Field(min_length=1)
    passes: list[str] = Field(min_length=1)

    @model_validator(mode="after")
    def _has_what_its_kind_needs(self) -> Self:
        needs = {
            "avoid": ("phrases",),
            "prefer": ("swap",),
            "limit": ("of", "most"),
            "require": ("phrases",),
        }[self.kind]
        for name in needs:
            if getattr(self, name) in (None, [], {}):
                raise ValueError(f"a rule of kind {self.kind} needs {name}")
        return self


def load_rules(folder: Path) -> tuple[list[Rule], list[Mistake]]:
    """Read every rule under `folder`, and every mistake in them."""
    return read_each(sorted(folder.glob("*/*.yml")), read_rule)


def read_rule(path: Path) -> tuple[Rule | None, list[Mistake]]:
    """Read one rule; its folder is the family of every finding it makes."""
    family = path.parent.name
    if family not in list(Family):
        problem = f"folder '{family}' is no family; use one of {', '.join(Family)}"
        return None, [Mistake(path, 1, problem)]
    content, mistakes = read_shaped(path, _RuleFile)
    if content is None:
        return None, mistakes
    return _as_rule(content, path, Family(family)), []


def _as_rule(content: _RuleFile, path: Path, family: Family) -> Rule:
    return Rule(
        name=f"{family}.{path.stem}",
        family=family,
        kind=content.kind,
        severity=content.severity,
        message=content.message,
        why=content.why,
        path=path,
        phrases=_parsed(content.phrases),
        unless=_parsed(content.unless),
        fix=content.fix,
        swap=tuple((Phrase.parse(old), new) for old, new in content.swap.items()),
        of=content.of,
        most=content.most or 0,
        per=content.per,
        when=_parsed(content.when),
        in_quotes=content.in_quotes,
        tones=frozenset(content.tones),
        channels=frozenset(content.channels),
        public=content.public,
        language=content.language,
        flags=tuple(content.flags),
        passes=tuple(content.passes),
    )


def _parsed(phrases: list[str]) -> tuple[Phrase, ...]:
    return tuple(Phrase.parse(phrase) for phrase in phrases)
