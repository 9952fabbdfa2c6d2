"""One job over all its texts, each once, in a process of its own.

`python -m benchmarks.jobs JOB` prints the times as JSON for `benchmarks.speed`.
"""

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from assistant.collecting import collect_seldom
from benchmarks.texts import WARM_UP, Sample, messages, pieces

Job = Callable[[], Iterator[Callable[[], object]]]
LENGTH = 280  # characters of a checked text, a full post on X
NOT_INSTALLED = 3  # exit status


def main(name: str) -> int:
    """Run the job of that name and print how long each text took."""
    started = time.perf_counter()
    calls = JOBS[name]()
    try:
        for _ in WARM_UP:  # as a running server has answered before
            next(calls)()
    except ModuleNotFoundError as error:
        print(f"{error.name} is not installed", file=sys.stderr)
        return NOT_INSTALLED
    collect_seldom()  # as `tactful serve` does
    ready = time.perf_counter() - started
    wall, cpu = _times(calls)
    print(json.dumps({"ready_seconds": ready, "wall_ms": wall, "cpu_ms": cpu}))
    return 0


def _times(calls: Iterable[Callable[[], object]]) -> tuple[list[float], list[float]]:
    """Return how long each call took by the clock and on the processor, in ms."""
    wall: list[float] = []
    cpu: list[float] = []
    for call in calls:
        wall_before, cpu_before = time.perf_counter(), time.process_time()
        call()
        cpu.append((time.process_time() - cpu_before) * 1000)
        wall.append((time.perf_counter() - wall_before) * 1000)
    return wall, cpu


def check() -> Iterator[Callable[[], object]]:
    """Hold each text against every rule and checker, as a public reply on X."""
    from assistant.engine import Engine
    from assistant.schema import Context

    engine = Engine.open(model="none")
    context = Context(engine.channel("x"), public=True)
    for text in (*WARM_UP, *pieces(LENGTH)):
        yield partial(engine.check, text, context)


def leaks() -> Iterator[Callable[[], object]]:
    """Look for private details alone, which is what Presidio does."""
    from assistant.checks.leaks import check_leaks
    from assistant.engine import Engine
    from assistant.schema import Context

    engine = Engine.open(model="none")
    context = Context(engine.channel("x"), public=True)
    for text in (*WARM_UP, *pieces(LENGTH)):
        yield partial(_exhaust, check_leaks, text, context)


def triage() -> Iterator[Callable[[], object]]:
    """Read each message and decide where it goes."""
    engine, make = _engine_and_message()
    for sample in _messages():
        message = make(sample)
        yield partial(engine.triage, message)


def reply() -> Iterator[Callable[[], object]]:
    """Answer each message from templates alone, with three drafts."""
    engine, make = _engine_and_message()
    for sample in _messages():
        message = make(sample)
        yield partial(engine.reply, message)


def presidio() -> Iterator[Callable[[], object]]:
    """Let Presidio look for private details, with a blank spaCy pipeline."""
    analyzer = _presidio_analyzer()
    for text in (*WARM_UP, *pieces(LENGTH)):
        yield partial(analyzer.analyze, text, language="en")


def _exhaust(finds: Callable[..., Iterable[object]], *arguments: object) -> int:
    return sum(1 for _ in finds(*arguments))


def _messages() -> Iterator[Sample]:
    for number, text in enumerate(WARM_UP):
        yield Sample(f"warm-up-{number}", "message", "x", text)
    yield from messages()


def _engine_and_message() -> tuple[Any, Callable[[Sample], Any]]:
    from assistant.engine import Engine
    from assistant.schema import Message

    engine = Engine.open(model="none")
    return engine, lambda sample: Message(sample.text, engine.channel(sample.channel))


def _presidio_analyzer() -> Any:
    """Return an analyzer that needs neither a model nor a network."""
    import spacy
    import tldextract
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import SpacyNlpEngine

    class Blank(SpacyNlpEngine):
        def load(self) -> None:
            self.nlp = {"en": spacy.blank("en")}

    # The first e-mail address would fetch the list of public suffixes.
    offline = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
    tldextract.extract = offline
    engine = Blank()
    engine.load()
    return AnalyzerEngine(nlp_engine=engine, supported_languages=["en"])


JOBS: dict[str, Job] = {
    "check": check,
    "leaks": leaks,
    "triage": triage,
    "reply": reply,
    "presidio": presidio,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
