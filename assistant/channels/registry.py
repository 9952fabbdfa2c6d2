"""Read the channel files that people edit, and find a channel by any of its names."""

import difflib
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from assistant.errors import LibraryError, Mistake, UnknownChannel
from assistant.library.border import Border, read_document, read_each
from assistant.library.yaml_files import YamlDocument, read_yaml
from assistant.schema import Channel, Fact, Form, Handoff, Unit

FORBIDDABLE = (
    "accusations",
    "competitors",
    "contact_details",
    "incentives",
    "inline_lists",
    "links",
    "markup",
    "mentions",
    "names",
    "opinions",
    "personal_details",
    "promotion",
    "quotes",
    "raw_markup",
    "removal_requests",
    "signature",
    "site_policy",
    "threats",
)
_KEY = re.compile(r"[a-z0-9_]+")
_LONGEST_NAME = 60
_NEAREST = 3
_REMEMBERED = 1024  # names


def _as_number(value: object) -> object:
    if type(value) is not int:
        raise ValueError(f"is {value!r}; write a whole number")
    return value


def _as_switch(value: object) -> object:
    if type(value) is not bool:
        raise ValueError(f"is {value!r}; write true or false")
    return value


Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Number = Annotated[int, BeforeValidator(_as_number), Field(gt=0)]
Switch = Annotated[bool, BeforeValidator(_as_switch)]


class _FactFile(Border):
    what: Words
    source: Words
    verified: Switch


class _ChannelFile(Border):
    name: Words
    limit: Number | None
    unit: Unit
    public: Switch
    form: Form
    aliases: tuple[Words, ...] = ()
    url_length: Number | None = None
    byte_limit: Number | None = None
    emoji_as_bytes: Switch = False
    owned: Switch = False
    threads: Switch = False
    signed: Switch = True
    mention_in_text: Switch = False
    handoffs: tuple[Literal["dm", "phone", "email", "in_person"], ...] = ()
    serves_as: Literal["phone", "email", "in_person"] | None = None
    dm_started_by: Literal["brand", "customer", "either"] = "either"
    dm_window_minutes: Number | None = None
    dm_messages: Number | None = None
    dm_channel: Words = "dm"
    max_links: Number | None = None
    forbids: tuple[str, ...] = ()
    first_response_minutes: Number
    facts: tuple[_FactFile, ...] = Field(min_length=1)


def load_channels(folder: Path) -> Mapping[str, Channel]:
    """Read every channel under `folder`, by key.

    Raises LibraryError with every mistake in every file.
    """
    channels, mistakes = read_each(sorted(folder.glob("*.yml")), _read_channel)
    if not channels and not mistakes:
        mistakes = [Mistake(folder, 1, "holds no channel; add one as `<key>.yml`")]
    mistakes += _shared_names(channels, folder)
    mistakes += _astray(channels, folder)
    if mistakes:
        raise LibraryError(mistakes)
    return MappingProxyType({channel.key: channel for channel in channels})


def find_channel(name: str, channels: Mapping[str, Channel]) -> Channel:
    """Return the channel with this key or alias; case, spaces and hyphens are ignored.

    Raises UnknownChannel with the names that come nearest.
    """
    if name in channels:
        return channels[name]
    known = {_folded(n): (n, c) for c in channels.values() for n in _names(c)}
    wanted = _folded(name[: _LONGEST_NAME + 1])
    if wanted in known and len(name) <= _LONGEST_NAME:
        return known[wanted][1]
    near: dict[str, str] = {}
    for one in difflib.get_close_matches(wanted, known, len(known) or 1, cutoff=0.0):
        written, channel = known[one]
        near.setdefault(channel.key, written)
    raise UnknownChannel(name[:_LONGEST_NAME], list(near.values())[:_NEAREST])


def _names(channel: Channel) -> tuple[str, ...]:
    return (channel.key, *channel.aliases)


@lru_cache(maxsize=_REMEMBERED)
def _folded(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum())


def _read_channel(path: Path) -> tuple[Channel | None, list[Mistake]]:
    document = read_yaml(path)
    content, mistakes = read_document(document, _ChannelFile)
    if content is None:
        return None, mistakes
    mistakes = _contradictions(document, content)
    return (None, mistakes) if mistakes else (_as_channel(path.stem, content), [])


def _contradictions(document: YamlDocument, content: _ChannelFile) -> list[Mistake]:
    """Say what each field allows and the file as a whole does not."""
    wrong: list[tuple[tuple[str | int, ...], str]] = []
    if not _KEY.fullmatch(document.path.stem):
        wrong.append(((), "a channel file is named in small letters, digits and _"))
    if (content.limit is None) != (content.unit == "none"):
        wrong.append((("limit",), "limit: is null where unit is none, and only there"))
    if content.emoji_as_bytes and content.unit != "code_points":
        wrong.append((("emoji_as_bytes",), "emoji_as_bytes: needs unit code_points"))
    known = ", ".join(FORBIDDABLE)
    for number, ban in enumerate(content.forbids):
        if ban not in FORBIDDABLE:
            problem = f"forbids: '{ban}' is not checked; use some of {known}"
            wrong.append((("forbids", number), problem))
    return [Mistake(document.path, document.line_of(*at), what) for at, what in wrong]


def _as_channel(key: str, content: _ChannelFile) -> Channel:
    fields = content.model_dump(exclude={"handoffs", "serves_as", "facts"})
    return Channel(
        key=key,
        serves_as=Handoff(content.serves_as) if content.serves_as else None,
        handoffs=tuple(Handoff(handoff) for handoff in content.handoffs),
        facts=tuple(Fact(f.what, f.source, f.verified) for f in content.facts),
        **fields,
    )


def _astray(channels: Sequence[Channel], folder: Path) -> list[Mistake]:
    """Say where the direct messages of a channel go to a public one."""
    public = {channel.key for channel in channels if channel.public}
    mistakes: list[Mistake] = []
    for channel in channels:
        if channel.dm_channel in public:
            path = folder / f"{channel.key}.yml"
            line = read_yaml(path).line_of("dm_channel")
            problem = f"dm_channel: '{channel.dm_channel}' is a public channel"
            mistakes.append(Mistake(path, line, problem))
    return mistakes


def _shared_names(channels: Sequence[Channel], folder: Path) -> list[Mistake]:
    """Say which names two channels claim."""
    owners: dict[str, Channel] = {}
    mistakes: list[Mistake] = []
    for channel in channels:
        for name in _names(channel):
            owner = owners.setdefault(_folded(name), channel)
            if owner is not channel:
                path = folder / f"{channel.key}.yml"
                line = read_yaml(path).line_of("aliases")
                mistakes.append(Mistake(path, line, f"'{name}' is also {owner.key}"))
    return mistakes
