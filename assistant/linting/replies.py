"""Lint reply templates: what each one says, and how the tones of a topic stand."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from itertools import combinations, pairwise

from assistant.checks import Checks
from assistant.errors import Mistake
from assistant.library import (
    CIRCUMSTANCES,
    GIVEN,
    Library,
    Place,
    ReplyLine,
    ReplyTemplate,
    Topic,
)
from assistant.schema import Brand, Channel, Context, Tone
from assistant.text import ENGLISH

_CORE_LIMIT = 200  # characters that must stay; X has 280 with name, link and sign-off
_CORE_LIMIT_PLAIN = 135  # so that one tone fits the 150 of TikTok
_PLACES: tuple[Place, ...] = ("dm", "phone", "email", "in_person", "none", "here")
QUOTE = "quote"  # words of a message as they stand, in any language
_TURNED = frozenset(["matter", "subject", "question", "acknowledgement"])
_CONTACTS = ("contact", "status_page", "phone", "email")
IN_PUBLIC = Channel("lint", "anywhere public", None, "none", public=True, form="post")


def lint_reply(
    reply: ReplyTemplate, library: Library, checks: Checks
) -> Iterator[Mistake]:
    """Yield the mistakes of one template."""
    yield from _lint_placeholders(reply, library)
    yield from _lint_language(reply, library)
    yield from _lint_wants(reply, library)
    yield from _lint_length(reply)
    yield from _lint_wording(reply, checks)


def lint_ladder(
    topic: Topic,
    ladder: Mapping[Tone, ReplyTemplate],
    checks: Checks,
    *,
    language: str = ENGLISH,
) -> Iterator[Mistake]:
    """Yield what is wrong between the tones of a topic: one is missing, or too cool.

    In another language than English a topic may have no templates at all.
    """
    ending = "j2" if language == ENGLISH else f"{language}.j2"
    if not ladder and language != ENGLISH:
        return
    missing = [tone for tone in Tone if tone not in ladder]
    for tone in missing:
        yield Mistake(topic.path, 1, f"{tone}.{ending} is missing beside it")
    if not missing:
        yield from _lint_rungs(ladder, checks)


def warmth_of(
    reply: ReplyTemplate, checks: Checks, values: Mapping[str, str] | None = None
) -> float:
    """Return how warm the whole template reads, with its own words or with `values`.

    From 0 to 1.
    """
    return checks.warmth(" ".join(own_words(reply, values)), reply.language)


def all_told(replies: Iterable[ReplyTemplate]) -> dict[str, str]:
    """Return the values with which some templates have nothing left to ask for."""
    wants = {name for one in replies for line in one.lines for name in line.line.wants}
    return {name if name == QUOTE else f"{GIVEN}{name}": name for name in wants}


def own_words(
    reply: ReplyTemplate, values: Mapping[str, str] | None = None
) -> list[str]:
    """Return the lines of its usual handoff with its own words or with `values`."""
    place: Place = _PLACES[0]
    place = next((p for p in _PLACES if p == reply.handoff.value), place)
    rendered = (line.line.render(values or {}) for line in reply.lines_for(place))
    return [text for text in rendered if text]


def _lint_placeholders(reply: ReplyTemplate, library: Library) -> Iterator[Mistake]:
    known = {**library.placeholders, **reply.placeholders}
    for line in reply.wordings:
        for name in sorted(line.line.placeholders):
            if name not in known:
                problem = f"placeholder '{name}' is not known; declare it in the header"
                yield Mistake(reply.path, line.number, problem)
            elif name not in reply.example and not known[name].example:
                problem = f"placeholder '{name}' has no example in the header"
                yield Mistake(reply.path, line.number, problem)


def _lint_language(reply: ReplyTemplate, library: Library) -> Iterator[Mistake]:
    """Hold a template against the English one, which says where cases usually go."""
    english = library.replies.get((reply.topic, reply.tone))
    if english is not None and english.handoff is not reply.handoff:
        problem = f"handoff is '{reply.handoff}' and '{english.handoff}' in English"
        yield Mistake(reply.path, 1, problem)
    turned = [one for one in reply.wordings if _TURNED & one.line.placeholders]
    for line in turned if reply.language != ENGLISH else ():
        problem = "uses words turned from the message, which there are in English only"
        yield Mistake(reply.path, line.number, problem)


def _lint_wants(reply: ReplyTemplate, library: Library) -> Iterator[Mistake]:
    """Hold what a template asks for against the details that messages are read for."""
    for line in reply.wordings:
        for name in sorted(line.line.wants - wanted_in(library)):
            near = get_close_matches(name, sorted(wanted_in(library)), 1, cutoff=0.0)
            problem = f"detail '{name}' is not known; did you mean '{near[0]}'?"
            yield Mistake(reply.path, line.number, problem)
        if line.line.wants - CIRCUMSTANCES - {QUOTE} and reply.language != ENGLISH:
            problem = "leaves out what was told, which is read in English only"
            yield Mistake(reply.path, line.number, problem)


def wanted_in(library: Library) -> frozenset[str]:
    """Return the names of all that a template can ask for unless it was told."""
    details = {one.name for one in library.details}
    mentions = {one.name for one in library.mentions}
    return frozenset(details | mentions | {"subject", QUOTE} | CIRCUMSTANCES)


def _ways_to_be_told(reply: ReplyTemplate) -> Iterator[dict[str, str]]:
    """Yield the values of each way in which a customer can have told what it wants."""
    wants = sorted(all_told((reply,)))
    for count in range(len(wants) + 1):
        for told in combinations(wants, count):
            yield dict.fromkeys(told, "told")


def _lint_length(reply: ReplyTemplate) -> Iterator[Mistake]:
    limit = _CORE_LIMIT_PLAIN if reply.tone is Tone.PLAIN else _CORE_LIMIT
    ways = [*_ways_to_be_told(reply)]
    for place in _PLACES:
        if not reply.speaks_of(place) and place != "none":
            continue
        core = [line for line in reply.lines_for(place) if line.drop == 0]
        length = max(
            len(" ".join(filter(None, (_longest(line, told) for line in core))))
            for told in ways
        )
        if length > limit:
            problem = (
                f"what must stay for @{place} has {length} characters; "
                f"at most {limit} in {reply.tone}"
            )
            yield Mistake(reply.path, 1, problem)


def _longest(line: ReplyLine, told: Mapping[str, str]) -> str:
    """Return the longest that a line says in any of its wordings."""
    said = (one.line.render(told) or "" for one in line.wordings)
    return max(said, key=len)


def _lint_wording(reply: ReplyTemplate, checks: Checks) -> Iterator[Mistake]:
    """Check the example text and the template's own words as if they went out."""
    values = dict(reply.example)
    ours = tuple(values[name] for name in _CONTACTS if name in values)
    in_public = Context(IN_PUBLIC, True, Brand(contacts=ours), tone=reply.tone)
    in_public = replace(in_public, language=reply.language)
    in_private = replace(in_public, public=False)
    ways = [*_ways_to_be_told(reply)]
    for private, context in ((False, in_public), (True, in_private)):
        lines = [one for one in reply.lines if (one.place == "here") is private]
        for said in _each_said(lines, values, ways):
            yield from _lint_text(reply, said, context, checks)


def _each_said(
    lines: Sequence[ReplyLine],
    values: Mapping[str, str],
    ways: Iterable[Mapping[str, str]],
) -> Iterator[list[tuple[ReplyLine, str]]]:
    """Yield what lines say in each way of being told, each once.

    Other wordings stand beside their lines where they say something new.
    """
    first = {line.number for line in lines}
    seen: set[str] = set()
    together: set[tuple[str, ...]] = set()
    for told in ways:
        given = {**values, **told}
        every = [(one, one.line.render(given)) for n in lines for one in n.wordings]
        texts = [(n, t) for n, t in every if t]
        fresh = {text for _, text in texts} - seen
        own = tuple(text for line, text in texts if line.number in first)
        if fresh or own not in together:
            yield [(n, t) for n, t in texts if n.number in first or t in fresh]
        seen |= fresh
        together.add(own)


def _lint_text(
    reply: ReplyTemplate,
    said: Sequence[tuple[ReplyLine, str]],
    context: Context,
    checks: Checks,
) -> Iterator[Mistake]:
    """Check all lines at once, and name each error at the line it stands in."""
    text = "\n".join(words for _, words in said)
    for finding in checks.errors(text, context) if text else ():
        line = said[text.count("\n", 0, finding.start)][0]
        problem = f"{finding.rule}: {finding.message}"
        yield Mistake(reply.path, line.number, problem)


def _lint_warmth(
    ladder: Mapping[Tone, ReplyTemplate],
    checks: Checks,
    values: Mapping[str, str] | None = None,
    where: str = "",
) -> Iterator[Mistake]:
    """Yield each tone that in some wording reads no warmer than one below it."""
    warmth = {
        tone: [warmth_of(one, checks, values) for one in _extremes(reply, checks)]
        for tone, reply in ladder.items()
    }
    for cooler, warmer in pairwise(Tone):
        below, above = max(warmth[cooler]), min(warmth[warmer])
        if above <= below:
            problem = (
                f"measures {above:.2f} in warmth, "
                f"not more than {cooler} ({below:.2f}){where}"
            )
            yield Mistake(ladder[warmer].path, 1, problem)


def _extremes(reply: ReplyTemplate, checks: Checks) -> Iterator[ReplyTemplate]:
    """Yield a template in the words in which it reads coolest, and warmest."""
    if not any(line.others for line in reply.lines):
        yield reply
        return

    def warmth(line: ReplyLine) -> float:
        return checks.warmth(line.line.render({}) or "", reply.language)

    told = [
        sorted(line.wordings, key=warmth) if line.others else [line]
        for line in reply.lines
    ]
    yield replace(reply, lines=tuple(wordings[0] for wordings in told))
    yield replace(reply, lines=tuple(wordings[-1] for wordings in told))


def _lint_rungs(
    ladder: Mapping[Tone, ReplyTemplate], checks: Checks
) -> Iterator[Mistake]:
    yield from _lint_warmth(ladder, checks)
    if told := all_told(ladder.values()):
        yield from _lint_warmth(
            ladder, checks, told, ", where all is told that it asks for"
        )
    moves = {reply.handoff for reply in ladder.values()}
    if len(moves) > 1:
        plain = ladder[Tone.PLAIN]
        problem = f"handoff differs between tones: {', '.join(sorted(moves))}"
        yield Mistake(plain.path, 1, problem)


def lint_twins(
    by_topic: Mapping[str, Mapping[Tone, ReplyTemplate]],
) -> Iterator[Mistake]:
    """Find lines that stand word for word in another template."""
    first: dict[str, ReplyTemplate] = {}
    for ladder in by_topic.values():
        for reply in ladder.values():
            for line in reply.wordings:
                source = line.line.source
                other = first.setdefault(source, reply)
                if other is not reply and len(source) > _TWIN_LENGTH:
                    problem = f"stands word for word in {other.path}: {source!r}"
                    yield Mistake(reply.path, line.number, problem)


_TWIN_LENGTH = 60  # shorter lines ("We'll come back to you here.") may well recur
