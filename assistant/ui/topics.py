"""The line under a reading where an agent says what the message is about instead."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.library import Topic
from assistant.ui.badges import YOU_CHOSE
from assistant.ui.events import Updates, saying

Chosen = Callable[..., Updates]


@dataclass(frozen=True)
class TopicChoice:
    """The likeliest other topics, a click each, and all of them by title."""

    likely: gr.Radio
    every: gr.Dropdown
    chosen: gr.HTML

    def outputs(self) -> list[Any]:
        """Every part."""
        return list(vars(self).values())

    def wire(
        self,
        handler: Chosen,
        trouble: gr.Textbox,
        given: list[Any],
        outputs: list[Any],
        **how: Any,
    ) -> None:
        """Let a choice call `handler` with the topic's name and what is `given`."""

        def choose(topic: str | None, *values: Any) -> Updates:
            return handler(topic, *values) if topic else {}

        told = saying(trouble, choose)
        for part in (self.likely, self.every):
            part.input(told, [part, *given], outputs, **how)


def build_topic_choice(topics: Mapping[str, Topic], name: str) -> TopicChoice:
    """Lay out the line; the page knows it by its name."""
    titles = sorted((t.title, t.name) for t in topics.values() if t.readable)
    chosen = gr.HTML(YOU_CHOSE, visible=False, elem_classes=["t-chose"])
    with gr.Row(elem_classes=["t-or"], elem_id=name):
        likely = gr.Radio(
            [], label="Or is it", visible=False, elem_classes=["t-likely"]
        )
        every = gr.Dropdown(
            titles, value=None, label="Another topic", elem_classes=["t-every"]
        )
    return TopicChoice(likely, every, chosen)


def show_topics(
    choice: TopicChoice,
    others: Iterable[str],
    topics: Mapping[str, Topic],
    *,
    chosen: bool,
) -> Updates:
    """Return the line with these others, and whether the agent chose what stands."""
    titles = [(topics[name].title, name) for name in others if name in topics]
    return {
        choice.likely: gr.update(choices=titles, value=None, visible=bool(titles)),
        choice.every: None,
        choice.chosen: gr.update(visible=chosen),
    }
