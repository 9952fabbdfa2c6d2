"""Measure how well Tactful reads, routes and checks, on labelled cases."""

from dataclasses import replace
from pathlib import Path

from assistant.engine import Engine
from assistant.evaluation.cases import read_cases
from assistant.evaluation.privacy import measure_privacy
from assistant.evaluation.report import EvaluationReport
from assistant.evaluation.route import measure_route
from assistant.evaluation.tone import measure_tone
from assistant.evaluation.triage import measure_triage
from assistant.training.held_out import is_held_out

__all__ = ["EvaluationReport", "evaluate_folder"]


def evaluate_folder(
    folder: Path, engine: Engine, *, held_out: bool = False
) -> EvaluationReport:
    """Measure each task that the JSON lines in a folder, or one such file, hold.

    With `held_out`, only on the tenth of each kind that nothing learns from.

    Raises CasesError with every mistake in them.
    """
    cases = read_cases(folder, engine.channel)
    if held_out:
        cases = replace(
            cases,
            tone=tuple(case for case in cases.tone if case.tenth == 0),
            privacy=tuple(case for case in cases.privacy if case.tenth == 0),
            route=tuple(case for case in cases.route if is_held_out(case.text)),
            triage=tuple(
                pair for pair in cases.triage if is_held_out(pair.more_urgent.text)
            ),
        )
    sections = (
        measure_tone(cases.tone, engine),
        measure_privacy(cases.privacy, engine),
        measure_route(cases.route, engine),
        measure_triage(cases.triage, engine),
    )
    return EvaluationReport(tuple(section for section in sections if section.cases))
