"""Tell which job a help desk asks for, from the words of its instructions."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache

from assistant.schema import Tone
from assistant.text import Phrase, PhraseIndex

_READ = 6_000  # characters of instructions; what is asked for stands at the start


class Job(StrEnum):
    """What a help desk can ask for; we do the first three."""

    PROBE = "connection test"
    REPLY = "reply"
    REWRITE = "rewrite"
    REFINE = "refine"
    SUMMARY = "summary"
    LABELS = "labels"
    TRANSLATION = "translation"
    ARTICLE = "article"
    QUESTION = "question"


_CUES: Mapping[Job, Sequence[str]] = {
    Job.PROBE: ["connection test", "^ (reply|respond|answer) with (the word)? ok"],
    Job.REPLY: [
        "draft* ... (reply|replies|response|responses|answer)",
        "(write|suggest|compose|generate|prepare) ... (reply|replies|response|answer)",
        "(reply|respond) to (the|a|this)? (customer|email|message|ticket|review)",
    ],
    Job.REWRITE: [
        "(rewrite|rewrites|rewriting|rephrase|reword|polish|proofread)",
        "improv* ... (message|draft|text|writing|wording|reply)",
        "(fix|correct) ... (grammar|spelling|typos|mistakes)",
        "spelling and grammar",
        "writing assistant",
        "(shorten|expand|simplify|lengthen) ... (text|message|draft|reply|it)",
        "(change|adjust) ... tone",
        "make ... (friendlier|friendly|formal|professional|casual|shorter|longer)",
    ],
    Job.REFINE: ["^ you just performed"],
    Job.SUMMARY: ["summar*", "condense"],
    Job.LABELS: [
        "(label|labels|tag|tags) ... (conversation|ticket|list|select|choose)",
        "(select|choose|suggest|pick|assign) ... (label|labels|tag|tags|category)",
        "potential labels",
        "(classify|categorize|categorise)",
    ],
    Job.TRANSLATION: ["(translate|translates|translator|translation)"],
    Job.ARTICLE: ["(write|create|generate) ... (article|faq|faqs)"],
    Job.QUESTION: ["(copilot|search query)", "answer ... questions"],
}
_GREETINGS = frozenset(["hello", "hi", "ping", "test", "hello world"])
_TONES: Sequence[tuple[Tone, Sequence[str]]] = (
    (Tone.HEARTFELT, ["(empathy|empathetic|heartfelt|compassion*|caring)"]),
    (Tone.FORMAL, ["(formal|professional|sophisticated|business appropriate)"]),
    (Tone.WARM, ["(friendly|friendlier|warm|warmer|casual|positive|approachable)"]),
    (Tone.PLAIN, ["(straightforward|concise|simplify|simpler|confident|plain)"]),
)


def job_of(instructions: str, asked: str) -> Job:
    """Return the job that is named first; a text without instructions is a message.

    `asked` is what the last `user` message says.
    """
    words = " ".join(asked.lower().split()).strip(" .!?")
    if not instructions.strip() and words in _GREETINGS:
        return Job.PROBE
    text = instructions if instructions.strip() else asked[:200]
    found = [(match.span.start, match.owner) for match in _jobs().find(text[:_READ])]
    named = min(found, default=(0, Job.REPLY), key=lambda one: one[0])[1]
    return named if instructions.strip() or named is Job.PROBE else Job.REPLY


def tone_of(wish: str) -> Tone | None:
    """Return the rung that a wish names first, or None."""
    found = [(match.span.start, match.owner) for match in _tones().find(wish[:_READ])]
    return min(found, default=(0, None), key=lambda one: one[0])[1]


@lru_cache(maxsize=1)
def _jobs() -> PhraseIndex[Job]:
    return PhraseIndex({job: map(Phrase.parse, cues) for job, cues in _CUES.items()})


@lru_cache(maxsize=1)
def _tones() -> PhraseIndex[Tone]:
    return PhraseIndex({tone: map(Phrase.parse, cues) for tone, cues in _TONES})
