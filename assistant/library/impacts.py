"""Sentences that show what a customer has been through, by why they write and by tone.

`trouble` is said to complaints and reports of a problem, `praise` to who is content,
`question` to who asks and `idea` to who gives an opinion.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from assistant.errors import Mistake
from assistant.library.acknowledgements import Ladder, read_ladder
from assistant.library.border import Border, LadderFile, read_if_there
from assistant.library.cues import Cues, load_cues
from assistant.schema import ContactReason, Impact
from assistant.text import WordLists

GROUPS: Mapping[str, tuple[ContactReason, ...]] = {
    "trouble": (ContactReason.DISSATISFACTION, ContactReason.PROBLEM_ALERT),
    "praise": (ContactReason.SATISFACTION,),
    "question": (ContactReason.INQUIRY,),
    "idea": (ContactReason.FEEDBACK,),
}


@dataclass(frozen=True, slots=True)
class Impacts:
    """What is said of each impact, and which the words of a topic say themselves."""

    said: Mapping[ContactReason, Mapping[Impact, Ladder]] = field(default_factory=dict)
    by_topic: Mapping[str, frozenset[Impact]] = field(default_factory=dict)

    def ladder(self, impact: Impact, reason: ContactReason, topic: str) -> Ladder:
        """Return the sentences for an impact; none where the topic says it itself."""
        if impact in self.by_topic.get(topic, ()):
            return {}
        return self.said.get(reason, {}).get(impact, {})

    def named(self) -> dict[str, Ladder]:
        """Return the sentences of each impact by where they stand in the file."""
        return {
            f"{group}.{impact}": ladder
            for group, (reason, *_) in GROUPS.items()
            for impact, ladder in self.said.get(reason, {}).items()
        }


class _ImpactsFile(Border):
    said_by_topic: dict[str, list[Impact]]
    trouble: dict[Impact, LadderFile]
    praise: dict[Impact, LadderFile]
    question: dict[Impact, LadderFile]
    idea: dict[Impact, LadderFile]


def load_impacts(path: Path) -> tuple[Impacts, list[Mistake]]:
    """Read the sentences, and every mistake in them; a library may have none."""
    document, content, mistakes = read_if_there(path, _ImpactsFile)
    if document is None or content is None:
        return Impacts(), mistakes
    said: dict[ContactReason, Mapping[Impact, Ladder]] = {}
    for group, reasons in GROUPS.items():
        ladders = {
            impact: read_ladder(
                document, (group, impact.value), given, frozenset(), mistakes
            )
            for impact, given in getattr(content, group).items()
        }
        said |= dict.fromkeys(reasons, ladders)
    by_topic = {
        topic: frozenset(impacts) for topic, impacts in content.said_by_topic.items()
    }
    return Impacts(said, by_topic), mistakes


def load_impact_cues(
    folder: Path, lists: WordLists
) -> tuple[list[Cues], list[Mistake]]:
    """Read the wording that shows an impact by itself, a file or a folder for each."""
    cues, mistakes = load_cues(folder, lists)
    known = [one for one in cues if one.name in set(Impact)]
    for one in cues:
        if one not in known:
            problem = f"{one.name!r} is no impact; they are {', '.join(Impact)}"
            mistakes += (Mistake(file.path, 1, problem) for file in one.files)
    return known, mistakes
