"""Measure how well Tactful reads, routes and checks, on labelled cases."""

from pathlib import Path

from assistant.engine import Engine
from assistant.evaluation.cases import read_cases
from assistant.evaluation.privacy import measure_privacy
from assistant.evaluation.report import EvaluationReport
from assistant.evaluation.route import measure_route
from assistant.evaluation.tone import measure_tone
from assistant.evaluation.triage import measure_triage

__all__ = ["EvaluationReport", "evaluate_folder"]


def evaluate_folder(folder: Path, engine: Engine) -> EvaluationReport:
    """Measure each task that the JSON lines in a folder, or one such file, hold.

    Raises CasesError with every mistake in them.
    """
    cases = read_cases(folder, engine.channel)
    sections = (
        measure_tone(cases.tone, engine),
        measure_privacy(cases.privacy, engine),
        measure_route(cases.route, engine),
        measure_triage(cases.triage, engine),
    )
    return EvaluationReport(tuple(section for section in sections if section.cases))
