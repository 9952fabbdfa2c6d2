"""The places where brands answer: what each allows, and how each counts a text."""

from assistant.channels.counting import count, fits, part_limit, room
from assistant.channels.links import find_links
from assistant.channels.registry import FORBIDDABLE, find_channel, load_channels
from assistant.channels.sms import SmsCount, in_septets, sms_parts

__all__ = [
    "FORBIDDABLE",
    "SmsCount",
    "count",
    "find_channel",
    "find_links",
    "fits",
    "in_septets",
    "load_channels",
    "part_limit",
    "room",
    "sms_parts",
]
