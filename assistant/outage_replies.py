"""Answer an outage: announce it, answer each apart, tell all that it is over."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import combinations

from assistant.engine import MOST_DRAFTS, Engine
from assistant.fitting import join
from assistant.outages import Outage, Report
from assistant.schema import CheckedDraft, Customer, Message

_MOST_SPARE = 3  # sentences that may go; eight versions of each tone


def announce(
    outage: Outage, engine: Engine, words: Mapping[str, str]
) -> tuple[CheckedDraft, ...]:
    """Return drafts of the announcement, one a tone; `words` fill its placeholders."""
    message = _stating(outage.reports[0].message, words)
    reply = engine.reply(
        replace(message, customer=Customer()),
        topic="outage_notice",
        drafts=MOST_DRAFTS,
        words=words,
    )
    return reply.drafts


def reply_to_each(
    outage: Outage,
    engine: Engine,
    words: Mapping[str, str],
    *,
    fixed: bool = False,
) -> Iterator[tuple[Report, CheckedDraft]]:
    """Yield an answer for each writer: the same in substance, apart in words.

    With `fixed` it is the news that the trouble is over.
    """
    topic = "outage_fixed" if fixed else "outage"
    used: Counter[str] = Counter()
    for report in _first_of_each_writer(outage.reports):
        message = _stating(report.message, words)
        reply = engine.reply(message, topic=topic, drafts=MOST_DRAFTS, words=words)
        ready = [draft for draft in reply.drafts if draft.ready] or [*reply.drafts[:1]]
        versions = [v for draft in ready for v in _versions(draft, message, engine)]
        best = min(versions, key=lambda version: _worn(version, used))
        used.update(_lines(best))
        yield report, best


def _first_of_each_writer(reports: Iterable[Report]) -> Iterator[Report]:
    seen: set[str] = set()
    for report in reports:
        if report.writer not in seen:
            seen.add(report.writer)
            yield report


def _versions(
    draft: CheckedDraft, message: Message, engine: Engine
) -> Iterator[CheckedDraft]:
    """Yield a draft, and the same without some of the sentences that may go."""
    yield draft
    sentences = draft.draft.sentences
    spare = [s for s in sentences if s.drop and s.role == "body"][:_MOST_SPARE]
    if len(draft.draft.parts) > 1:
        return
    for many in range(1, len(spare) + 1):
        for going in combinations(spare, many):
            kept = tuple(s for s in sentences if not any(s is one for one in going))
            text = join(kept, message.channel, language=draft.draft.language)
            changed = replace(draft.draft, parts=(text,), sentences=kept)
            yield engine.recheck(changed, message)


def _worn(version: CheckedDraft, used: Counter[str]) -> tuple[int, int, int]:
    lines = _lines(version)
    whole = used[_body(version)]
    return whole, max((used[line] for line in lines), default=0), -len(lines)


def _lines(version: CheckedDraft) -> list[str]:
    body = [s.text for s in version.draft.sentences if s.role == "body"]
    return [" ".join(body), *body]


def _body(version: CheckedDraft) -> str:
    return _lines(version)[0]


def _stating(message: Message, words: Mapping[str, str]) -> Message:
    """Return the message of a brand that allows these words to be stated."""
    brand = message.brand
    facts = {**brand.facts, "outage": " ".join(words.values())}
    return replace(message, brand=replace(brand, facts=facts), thread=())
