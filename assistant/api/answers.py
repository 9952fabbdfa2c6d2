"""Write answers as chat completions and as responses, whole or in pieces."""

import json
import re
import time
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal, Self

from assistant.api.tasks import Done
from assistant.text import sentence_spans
from assistant.wire import Json, finding_json

_TOKEN = re.compile(r"\w+|[^\w\s]")
_PIECE = re.compile(r"\S+\s*|\s+")
_ENDINGS = ".!?…"
Finish = Literal["stop", "length"]


@dataclass(frozen=True, slots=True)
class Answer:
    """A finished answer; each text has the reason why it ends where it ends."""

    id: str
    created: int
    model: str
    texts: tuple[tuple[str, Finish], ...]
    prompt_tokens: int
    done: Done

    @classmethod
    def of(
        cls,
        texts: Sequence[str],
        done: Done,
        *,
        model: str,
        prompt: Iterable[str],
        stops: Sequence[str],
        most_tokens: int | None,
    ) -> Self:
        """Return the answer, within the tokens and stops that were asked for."""
        return cls(
            id=uuid.uuid4().hex,
            created=int(time.time()),
            model=model,
            texts=tuple(_ended(text, stops, most_tokens) for text in texts),
            prompt_tokens=sum(count_tokens(text) for text in prompt),
            done=done,
        )

    @property
    def completion_tokens(self) -> int:
        """How long all texts are."""
        return sum(count_tokens(text) for text, _ in self.texts)

    @property
    def usage(self) -> Json:
        """What was read and written."""
        return {
            "prompt_tokens": self.prompt_tokens,
            "completion_tokens": self.completion_tokens,
            "total_tokens": self.prompt_tokens + self.completion_tokens,
        }

    @property
    def remarks(self) -> Json:
        """What was found in the first text, for callers who know us."""
        drafts = self.done.drafts
        return {
            "job": self.done.job,
            "able": self.done.able,
            "source": drafts[0].draft.source if drafts else None,
            "findings": [finding_json(finding) for finding in self.done.findings],
            "notes": list(self.done.notes),
        }


def count_tokens(text: str) -> int:
    """Return how many words and signs a text has: our tokens."""
    return sum(1 for _ in _TOKEN.finditer(text))


def chat_json(answer: Answer) -> Json:
    """Return the whole answer as a chat completion."""
    choices = [
        {
            "index": index,
            "message": {"role": "assistant", "content": text},
            "finish_reason": finish,
        }
        for index, (text, finish) in enumerate(answer.texts)
    ]
    return {
        "id": f"chatcmpl-{answer.id}",
        "object": "chat.completion",
        "created": answer.created,
        "model": answer.model,
        "choices": choices,
        "usage": answer.usage,
        "tactful": answer.remarks,
    }


def stream_chat(answer: Answer, *, with_usage: bool) -> Iterator[str]:
    """Yield the checked answer piece by piece, as server-sent events."""
    head: Json = {
        "id": f"chatcmpl-{answer.id}",
        "object": "chat.completion.chunk",
        "created": answer.created,
        "model": answer.model,
    }
    for index, (text, finish) in enumerate(answer.texts):
        for delta in ({"role": "assistant", "content": ""}, *_deltas(text)):
            yield _event(head | _choice(index, delta, None))
        yield _event(head | _choice(index, {}, finish))
    if with_usage:
        yield _event({**head, "choices": [], "usage": answer.usage})
    yield "data: [DONE]\n\n"


def response_json(answer: Answer, *, status: str = "completed") -> Json:
    """Return the whole answer as a response."""
    output = [message_json(answer)] if status == "completed" else []
    return {
        "id": f"resp_{answer.id}",
        "object": "response",
        "created_at": answer.created,
        "status": status,
        "model": answer.model,
        "output": output,
        "error": None,
        "incomplete_details": None,
        "usage": {
            "input_tokens": answer.prompt_tokens,
            "output_tokens": answer.completion_tokens,
            "total_tokens": answer.prompt_tokens + answer.completion_tokens,
            "input_tokens_details": {"cached_tokens": 0},
            "output_tokens_details": {"reasoning_tokens": 0},
        },
        "store": False,
        "tactful": answer.remarks,
    }


def message_json(answer: Answer, *, status: str = "completed") -> Json:
    """Return the first text as the message of a response."""
    text = answer.texts[0][0]
    content = [{"type": "output_text", "text": text, "annotations": []}]
    return {
        "id": f"msg_{answer.id}",
        "type": "message",
        "role": "assistant",
        "status": status,
        "content": content if status == "completed" else [],
    }


def stream_response(answer: Answer) -> Iterator[str]:
    """Yield the checked answer as the events of a response."""
    text = answer.texts[0][0]
    place = {"item_id": f"msg_{answer.id}", "output_index": 0, "content_index": 0}
    part = {"type": "output_text", "text": "", "annotations": []}
    opening = message_json(answer, status="in_progress")
    events: list[Json] = [
        _kind("created", response=response_json(answer, status="in_progress")),
        _kind("output_item.added", output_index=0, item=opening),
        _kind("content_part.added", **place, part=part),
        *(_kind("output_text.delta", **place, delta=p) for p in _pieces(text)),
        _kind("output_text.done", **place, text=text),
        _kind("content_part.done", **place, part={**part, "text": text}),
        _kind("output_item.done", output_index=0, item=message_json(answer)),
        _kind("completed", response=response_json(answer)),
    ]
    for number, event in enumerate(events):
        yield f"event: {event['type']}\n" + _event({**event, "sequence_number": number})


def _ended(
    text: str, stops: Sequence[str], most_tokens: int | None
) -> tuple[str, Finish]:
    """Cut a text at a stop, or after the last whole sentence that there is room for."""
    ends = [at for at in (text.find(stop) for stop in stops) if at >= 0]
    text = text[: min(ends)] if ends else text
    if most_tokens is None or count_tokens(text) <= most_tokens:
        return text, "stop"
    last = next(islice(_TOKEN.finditer(text), most_tokens - 1, None)).end()
    spans = sentence_spans(text[:last])
    ends = [s.end for s in spans if s.end < last or text[last - 1] in _ENDINGS]
    return text[: ends[-1] if ends else last], "length"


def _deltas(text: str) -> Iterator[Json]:
    return ({"content": piece} for piece in _pieces(text))


def _pieces(text: str) -> Iterator[str]:
    return (match[0] for match in _PIECE.finditer(text))


def _choice(index: int, delta: Json, finish: Finish | None) -> Json:
    return {"choices": [{"index": index, "delta": delta, "finish_reason": finish}]}


def _kind(kind: str, **fields: object) -> Json:
    return {"type": f"response.{kind}", **fields}


def _event(content: Json) -> str:
    return f"data: {json.dumps(content, ensure_ascii=False)}\n\n"
