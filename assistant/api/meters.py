"""Count what the server does, in the text format that Prometheus reads.

Labels come from closed lists, never from a request.
"""

from collections import Counter
from collections.abc import Iterable
from threading import Lock

from assistant.schema import CheckedDraft, Finding

_HELP = {
    "tactful_requests_total": "Requests answered, by route and status.",
    "tactful_drafts_total": "Drafts written, by where their words came from.",
    "tactful_findings_total": "Findings in texts that were checked, by family.",
}
Labels = tuple[tuple[str, str], ...]


class Meters:
    """The counters of one server."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts: dict[str, Counter[Labels]] = {name: Counter() for name in _HELP}

    def count_request(self, route: str, status: int) -> None:
        """Count a request that was answered."""
        labels = (("route", route), ("status", str(status)))
        self._add("tactful_requests_total", labels)

    def count_drafts(self, drafts: Iterable[CheckedDraft]) -> None:
        """Count drafts that were written, and what was found in them."""
        for draft in drafts:
            source = draft.draft.source.partition(":")[0]
            self._add("tactful_drafts_total", (("source", source),))
            self.count_findings(draft.findings)

    def count_findings(self, findings: Iterable[Finding]) -> None:
        """Count what was found in a text."""
        for finding in findings:
            labels = (("family", finding.family.value),)
            self._add("tactful_findings_total", labels)

    def as_text(self) -> str:
        """Return every counter in the Prometheus text format."""
        lines = []
        with self._lock:
            for name, what in _HELP.items():
                lines += [f"# HELP {name} {what}", f"# TYPE {name} counter"]
                lines += [
                    f"{name}{{{_written(labels)}}} {count}"
                    for labels, count in sorted(self._counts[name].items())
                ]
        return "\n".join(lines) + "\n"

    def _add(self, name: str, labels: Labels) -> None:
        with self._lock:
            self._counts[name][labels] += 1


def _written(labels: Labels) -> str:
    return ",".join(f'{name}="{value}"' for name, value in labels)
