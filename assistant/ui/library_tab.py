"""The tab for reviewers: see a ladder of tones, edit one, see what it does, save."""

from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.errors import InputError
from assistant.schema import ContactReason, Tone
from assistant.ui.badges import (
    SAVED,
    counts_badge,
    rung_badges,
    text_badges,
)
from assistant.ui.desk import channel_names
from assistant.ui.editor import faults
from assistant.ui.events import AT_ONCE, Updates, as_one_types, saying, trouble_line
from assistant.ui.show import plain, show_faults, show_findings, show_mistakes
from assistant.ui.workbench import Rung, Trial, Workbench

_FIRST = (ContactReason.DISSATISFACTION, "late_delivery", "x")


@dataclass(frozen=True)
class Choice:
    """What is looked at."""

    reason: gr.Dropdown
    topic: gr.Dropdown
    channel: gr.Dropdown


@dataclass(frozen=True)
class Step:
    """One rung of the ladder."""

    head: gr.HTML
    text: gr.HighlightedText
    summary: gr.Textbox
    edit: gr.Button

    def outputs(self) -> list[Any]:
        """What changes with the topic."""
        return [self.head, self.text, self.summary]


@dataclass(frozen=True)
class Sheet:
    """The text in hand, and what it would be."""

    frame: gr.Column
    name: gr.Textbox
    source: gr.Textbox
    save: gr.Button
    saved: gr.HTML
    status: gr.HTML
    mistakes: gr.HighlightedText
    shown: gr.HighlightedText
    counts: gr.HTML
    findings: gr.HighlightedText
    trouble: gr.Textbox

    def outputs(self) -> list[Any]:
        """Every part."""
        return list(vars(self).values())


def build_library_tab(demo: gr.Blocks, bench: Workbench) -> None:
    """Lay out the tab and let it work."""
    opened = gr.State(("", "", ""))  # topic, tone, and the text as it was opened
    choice = _build_choice(bench)
    trouble = trouble_line()
    with gr.Row(elem_classes=["t-cards", "t-ladder"]):
        steps = {tone: _build_step(tone) for tone in Tone}
    sheet = _build_sheet()
    _wire_choice(demo, bench, choice, steps, sheet, trouble)
    _wire_sheet(bench, choice, steps, sheet, opened)


def _build_choice(bench: Workbench) -> Choice:
    reason, topic, channel = _FIRST
    with gr.Row(elem_classes=["t-fields"]):
        return Choice(
            gr.Dropdown(
                [(plain(each).capitalize(), each) for each in bench.reasons()],
                value=reason,
                label="Contact reason",
                min_width=150,
                elem_id="reason",
            ),
            gr.Dropdown(
                bench.topics(reason),
                value=topic,
                label="Topic",
                min_width=150,
                elem_id="topic",
                allow_custom_value=True,
            ),
            gr.Dropdown(
                channel_names(bench.engine),
                value=channel,
                label="As it reads on",
                min_width=150,
                elem_id="place",
            ),
        )


def _build_step(tone: Tone) -> Step:
    with gr.Column(min_width=230, elem_classes=["t-card"], elem_id=f"rung-{tone}"):
        head = gr.HTML("")
        text = faults("")
        summary = _line("t-quiet")
        with gr.Row(elem_classes=["t-buttons"]):
            edit = gr.Button("Edit", size="sm")
    return Step(head, text, summary, edit)


def _line(name: str) -> gr.Textbox:
    return gr.Textbox(
        show_label=False,
        interactive=False,
        lines=1,
        max_lines=6,
        elem_classes=["t-plain", name],
    )


def _build_sheet() -> Sheet:
    with gr.Column(visible=False, elem_classes=["t-sheet"]) as frame:
        name = _line("t-about")
        with gr.Row(elem_classes=["t-editor"]):
            with gr.Column(scale=6, min_width=300):
                source = gr.Textbox(
                    label="The text and its header",
                    lines=14,
                    max_lines=30,
                    elem_id="source",
                    elem_classes=["t-write", "t-mono"],
                )
                with gr.Row(elem_classes=["t-buttons"]):
                    save = gr.Button(
                        "Save", variant="primary", size="sm", interactive=False
                    )
                saved = gr.HTML("", elem_id="saved")
            with gr.Column(scale=5, min_width=300, elem_classes=["t-panel"]):
                status = gr.HTML("", elem_id="sheet-status")
                trouble = trouble_line()
                mistakes = faults("Mistakes", name="t-mistakes")
                shown = faults("With its example", name="t-shown")
                counts = gr.HTML("")
                findings = faults("", name="t-list")
    return Sheet(
        frame=frame,
        name=name,
        source=source,
        save=save,
        saved=saved,
        status=status,
        mistakes=mistakes,
        shown=shown,
        counts=counts,
        findings=findings,
        trouble=trouble,
    )


def _wire_choice(
    demo: gr.Blocks,
    bench: Workbench,
    choice: Choice,
    steps: dict[Tone, Step],
    sheet: Sheet,
    trouble: gr.Textbox,
) -> None:
    def turn(reason: str) -> Updates:
        topics = bench.topics(reason)
        if not topics:
            raise InputError("there is no topic for this contact reason")
        return {choice.topic: gr.update(choices=topics, value=topics[0][1])}

    def show(topic: str, channel: str) -> Updates:
        hidden = {sheet.frame: gr.update(visible=False)}
        return hidden | _show_ladder(bench.ladder(topic, channel), steps)

    asked = [choice.topic, choice.channel]
    outputs = [sheet.frame, trouble]
    for step in steps.values():
        outputs += step.outputs()
    turned = saying(trouble, turn)
    choice.reason.input(turned, choice.reason, [choice.topic, trouble], **AT_ONCE)
    for part in asked:
        part.change(saying(trouble, show), asked, outputs, **AT_ONCE)
    demo.load(saying(trouble, show), asked, outputs, **AT_ONCE)


def _wire_sheet(
    bench: Workbench,
    choice: Choice,
    steps: dict[Tone, Step],
    sheet: Sheet,
    opened: gr.State,
) -> None:
    def try_out(at: tuple[str, str, str], text: str, channel: str) -> Updates:
        topic, tone, _ = at
        return _show_trial(bench.try_out(topic, tone, text, channel), sheet)

    def save(at: tuple[str, str, str], text: str, channel: str) -> Updates:
        topic, tone, seen = at
        bench.save(topic, tone, text, seen=seen)
        return {
            opened: (topic, tone, bench.source(topic, tone)),
            **_show_ladder(bench.ladder(topic, channel), steps),
            **_show_trial(bench.try_out(topic, tone, text, channel), sheet),
            sheet.saved: SAVED,
        }

    asked = [opened, sheet.source, choice.channel]
    tried = saying(sheet.trouble, try_out)
    sheet.source.change(tried, asked, sheet.outputs(), **as_one_types("tryText"))
    outputs = [opened, *sheet.outputs()]
    for step in steps.values():
        outputs += step.outputs()
    sheet.save.click(saying(sheet.trouble, save), asked, outputs, **AT_ONCE)
    for tone, step in steps.items():
        step.edit.click(
            saying(sheet.trouble, _opener(bench, tone, sheet, opened)),
            [choice.topic, choice.channel],
            [opened, *sheet.outputs()],
            **AT_ONCE,
        )


def _opener(bench: Workbench, tone: Tone, sheet: Sheet, opened: gr.State) -> Any:
    def open_it(topic: str, channel: str) -> Updates:
        text = bench.source(topic, tone)
        return {
            opened: (topic, tone.value, text),
            sheet.frame: gr.update(visible=True),
            sheet.name: f"{plain(topic).capitalize()} · {tone}",
            sheet.source: text,
            **_show_trial(bench.try_out(topic, tone, text, channel), sheet),
        }

    return open_it


def _show_ladder(ladder: list[Rung], steps: dict[Tone, Step]) -> Updates:
    updates: Updates = {}
    for rung in ladder:
        template, step = rung.template, steps[rung.template.tone]
        updates |= {
            step.head: rung_badges(template.tone, rung.warmth, template.handoff),
            step.text: show_faults(rung.checked.text, rung.checked.findings),
            step.summary: template.summary,
        }
    return updates


def _show_trial(trial: Trial, sheet: Sheet) -> Updates:
    wrong = gr.update(value=show_mistakes(trial.mistakes), visible=bool(trial.mistakes))
    updates: Updates = {
        sheet.mistakes: wrong,
        sheet.save: gr.update(interactive=not trial.mistakes),
        sheet.saved: "",
    }
    if trial.rung is None:
        return updates | {
            sheet.status: "",
            sheet.shown: gr.update(value=[], visible=False),
            sheet.counts: "",
            sheet.findings: gr.update(value=[], visible=False),
        }
    checked = trial.rung.checked
    found = checked.findings
    return updates | {
        sheet.status: text_badges(
            checked.length,
            trial.rung.warmth,
            ready=checked.ready and not trial.mistakes,
        ),
        sheet.shown: gr.update(value=show_faults(checked.text, found), visible=True),
        sheet.counts: counts_badge([finding.severity for finding in found])
        if found or not trial.mistakes
        else "",
        sheet.findings: gr.update(value=show_findings(found), visible=bool(found)),
    }
