"""Join what the rules say of a message with what the trained reader makes of it.

The trained reader has already seen what the rules found, so its answer leads; the
rules keep their words as evidence, and a word for what only they can tell.
"""

import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from assistant.library import FALLBACKS, Topic
from assistant.schema import ContactReason, Evidence, Handoff, Signal, SignalName, Span
from assistant.triage.emotions import Feeling
from assistant.triage.reasons import TROLL_TOPIC, Choice
from assistant.triage.trained import Opinion

_TROLL = 0.5
_TROLL_ABROAD = 0.85
_BAIT_COUNTS = 0.2  # where the rules see bait as well, less is enough
_RULES = 0.2  # how much a score of the rules counts beside log odds
_TOPICS = 1.0  # and how likely all topics of a reason are together
_SHOWN = 0.4
_TOLD_COUNTS = 0.02  # where the rules show a signal, this is enough
# Signals that are too rare in what was learned for the reader to tell them.
_LEFT_TO_RULES = frozenset(
    {
        SignalName.LEGAL_THREAT,
        SignalName.REPEAT_CONTACT,
        SignalName.SCAM_REPORT,
        SignalName.SEVERAL_PROBLEMS,
    }
)
_TOPIC_BY_RULES = 0.02
_CUES = 2.0  # log odds that a cue of a topic adds to what the reader makes of it
_HURT = (ContactReason.DISSATISFACTION, ContactReason.PROBLEM_ALERT)
_EITHER = 0.25  # how likely the opposite of what was read must be to count
_LITTLE = 2.5  # severity below which an answer may be as open as that
_DANGER = 0.5  # how likely all topics that go to safety must be together
_SURE_DANGER = 0.6  # and how likely it is that safety must see it
_NEAR = 0.6  # of the likeliest: how likely one is that the rules may choose
_BEST = 0.5  # how much the best handoff counts beside all that are acceptable
_TINY = 1e-4
_FELT = 0.55  # how strong a feeling is that the words show without naming it
_FAINT = 0.15
_AGAINST = 0.2  # how likely it is that a troll turns on us, chosen on those learnt from


def is_troll(opinion: Opinion, *, bait: bool, abroad: bool = False) -> bool:
    """Say whether there is no case; `bait` is what the rules say.

    Of a message in another language the reader alone must be surer.
    """
    alone = _TROLL_ABROAD if abroad else _TROLL
    return opinion.troll >= (_BAIT_COUNTS if bait else alone)


def shows_danger(opinion: Opinion, *, told: bool) -> bool:
    """Say whether words that have `told` of a danger may be meant.

    Who jests about a fire may stand beside one, so that is nobody to be brushed off.
    """
    return told and opinion.signals.get(SignalName.SAFETY, 0.0) >= _TOLD_COUNTS


def heed_cues(opinion: Opinion, told: Collection[str]) -> Opinion:
    """Return an opinion to which the topics are likelier that cues have `told`.

    The reader has seen the cues as well, but had few lessons of most topics; those who
    write them know more words for a topic than it could learn.
    """
    counts = {
        topic: likely * (math.exp(_CUES) if topic in told else 1.0)
        for topic, likely in opinion.topics.items()
    }
    whole = sum(counts.values()) or 1.0
    return replace(opinion, topics={name: one / whole for name, one in counts.items()})


def join_choice(
    opinion: Opinion,
    by_rules: Choice,
    topics: Mapping[str, Topic],
    *,
    troll: bool,
) -> Choice:
    """Return the likeliest reason and, where it is sure enough, topic."""
    if troll and TROLL_TOPIC in topics:
        return Choice(_of_troll(opinion), TROLL_TOPIC, by_rules.evidence)
    reason = _reason(opinion, by_rules, topics)
    topic = _topic(opinion, by_rules, topics, reason)
    danger = _danger(opinion, topics) if topic == FALLBACKS[reason] else ""
    if danger:
        reason, topic = topics[danger].contact_reason, danger
    elif topic == FALLBACKS[reason] and _may_be_either(opinion, reason):
        topic = FALLBACKS[ContactReason.FEEDBACK]
    kept = tuple(
        evidence
        for evidence in by_rules.evidence
        if evidence.shows in (f"reason:{reason}", f"topic:{topic}")
    )
    told = _told(opinion, kept, (("reason", str(reason)), ("topic", topic)))
    return Choice(reason, topic, (*kept, *told))


def join_signals(opinion: Opinion, by_rules: tuple[Signal, ...]) -> tuple[Signal, ...]:
    """Return the signals that are likely, and those that only rules can tell."""
    spans = {signal.name: signal.span for signal in by_rules}
    found: list[Signal] = []
    for name in SignalName:
        if name in _LEFT_TO_RULES or name not in opinion.signals:
            found += [Signal(name, spans[name])] if name in spans else []
            continue
        enough = _TOLD_COUNTS if name in spans else _SHOWN
        if opinion.signals[name] >= enough:
            span = spans.get(name) or opinion.telling("signal", name)
            found.append(Signal(name, span or Span(0, 0)))
    return tuple(found)


def join_feeling(opinion: Opinion, by_rules: Feeling) -> Feeling:
    """Return the likeliest feeling, as strong as the words and the loudness make it."""
    emotion = max(opinion.emotions, key=lambda emotion: opinion.emotions[emotion])
    if emotion is by_rules.emotion:
        return by_rules
    span = opinion.telling("emotion", emotion)
    evidence = (Evidence(f"emotion:{emotion}", span),) if span else ()
    strength = _FAINT + _FELT * opinion.emotions[emotion]
    if emotion == "neutral":
        return Feeling(emotion, 0.0, ())
    return Feeling(emotion, round(strength, 2), evidence)


def gravest_words(opinion: Opinion, severity: int) -> tuple[Evidence, ...]:
    """Return the words that make a message as grave as it is, if it is grave."""
    if severity == 1:
        return ()
    span = opinion.telling("graver", str(severity - 1))
    return (Evidence(f"severity:{severity}", span),) if span else ()


def suits(opinion: Opinion) -> tuple[tuple[Handoff, float], ...]:
    """Return each handoff and how well it would suit, the best first."""
    told = {
        handoff: math.log(opinion.suits[handoff] + _TINY)
        + _BEST * math.log(opinion.best[handoff] + _TINY)
        for handoff in Handoff
    }
    return tuple(
        (handoff, round(opinion.suits[handoff], 3))
        for handoff in sorted(told, key=lambda handoff: -told[handoff])
    )


def _of_troll(opinion: Opinion) -> ContactReason:
    """Say whether who has no case turns on us, or writes at large, as adverts do."""
    against = opinion.reasons[ContactReason.DISSATISFACTION]
    at_large = opinion.reasons[ContactReason.FEEDBACK]
    turns = against >= _AGAINST * (against + at_large)
    return ContactReason.DISSATISFACTION if turns else ContactReason.FEEDBACK


def _reason(
    opinion: Opinion, by_rules: Choice, topics: Mapping[str, Topic]
) -> ContactReason:
    """Return the reason that is likeliest by itself and by its topics.

    Cues make topics likelier (`heed_cues`), and so speak for their reason as well.
    """
    told = dict.fromkeys(opinion.reasons, _TINY)
    for name, likely in opinion.topics.items():
        if name in topics:
            told[topics[name].contact_reason] += likely
    odds = {
        reason: math.log(likely + _TINY)
        + _TOPICS * math.log(told[reason])
        + _RULES * by_rules.scores.get(reason, 0.0)
        for reason, likely in opinion.reasons.items()
    }
    return max(odds, key=lambda reason: odds[reason])


def _has_words(by_rules: Choice) -> bool:
    """Say whether the rules have words for a topic."""
    topic = f"topic:{by_rules.topic}"
    return any(evidence.shows == topic for evidence in by_rules.evidence)


def _topic(
    opinion: Opinion,
    by_rules: Choice,
    topics: Mapping[str, Topic],
    reason: ContactReason,
) -> str:
    within = {
        name: likely
        for name, likely in opinion.topics.items()
        if name in topics and topics[name].contact_reason is reason
    }
    best = max(within, key=lambda name: within[name], default=FALLBACKS[reason])
    first, told = within.get(best, 0.0), within.get(by_rules.topic, 0.0)
    if best in topics and first >= topics[best].sure:
        return best
    near = told >= max(_NEAR * first, _TOPIC_BY_RULES * sum(within.values()))
    return by_rules.topic if near and _has_words(by_rules) else FALLBACKS[reason]


def _may_be_either(opinion: Opinion, reason: ContactReason) -> bool:
    """Say whether praise may be blame or blame praise, where not much is at stake.

    Such a message is thanked for: an apology for a kind word, or joy at bitter irony,
    would be worse than either.
    """
    glad = opinion.reasons[ContactReason.SATISFACTION]
    hurt = sum(opinion.reasons[one] for one in _HURT)
    other = glad if reason in _HURT else hurt
    either = reason in _HURT or reason is ContactReason.SATISFACTION
    return either and other >= _EITHER and opinion.severity < _LITTLE


def _danger(opinion: Opinion, topics: Mapping[str, Topic]) -> str:
    """Return the likeliest danger where one of them it is, whichever; else nothing.

    Who is in danger is not met with a general answer for want of the right one.
    """
    dangers = {
        name: likely
        for name, likely in opinion.topics.items()
        if name in topics and topics[name].escalate == "safety"
    }
    sure = opinion.signals.get(SignalName.SAFETY, 0.0) >= _SURE_DANGER
    if not sure or sum(dangers.values()) < _DANGER:
        return ""
    return max(dangers, key=lambda name: dangers[name])


def _told(
    opinion: Opinion,
    kept: tuple[Evidence, ...],
    questions: tuple[tuple[str, str], ...],
) -> Iterator[Evidence]:
    """Yield the words that speak for an answer that no rule has words for."""
    shown = {evidence.shows for evidence in kept}
    for group, label in questions:
        if f"{group}:{label}" not in shown and not label.startswith("general_"):
            span = opinion.telling(group, label)
            if span:
                yield Evidence(f"{group}:{label}", span)
