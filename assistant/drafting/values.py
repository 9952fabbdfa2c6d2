"""Fill the placeholders that every template may use, for one message."""

import regex

from assistant.library import (
    DESPAIR,
    GIVEN,
    GRAVE,
    MOURNING,
    OURS,
    Place,
    Texts,
    Topic,
)
from assistant.schema import (
    Assessment,
    Channel,
    Handoff,
    Impact,
    Message,
    Route,
    SignalName,
)
from assistant.text import ENGLISH

_FIRST_NAME = regex.compile(r"\p{Lu}\p{L}{1,19}+(?:[-'’]\p{L}{1,19}+)?")
_GRAVE = 4  # severity from which a reply may say that the matter cannot wait
_TITLES = frozenset(["mr", "mrs", "ms", "mx", "dr", "prof", "sir", "madam", "the"])


def place_of(message: Message, route: Route) -> Place:
    """Say where the reply leads: a handoff, settled in public, or already private."""
    if not message.channel.public:
        return "here"
    return _PLACES[route.handoff]


_PLACES: dict[Handoff, Place] = {
    Handoff.NONE: "none",
    Handoff.DM: "dm",
    Handoff.PHONE: "phone",
    Handoff.EMAIL: "email",
    Handoff.IN_PERSON: "in_person",
}


def values_for(
    message: Message, topic: Topic, place: Place, texts: Texts
) -> dict[str, str]:
    """Return the words for each common placeholder; empty where we know none.

    A brand gives a fact in another language under the topic and the code, as in
    `opening_hours.es`.
    """
    in_english = texts.language == ENGLISH
    fact = topic.name if in_english else f"{topic.name}.{texts.language}"
    brand = message.brand
    return {
        "name": first_name(message),
        "brand": brand.name,
        "agent": brand.sign_off,
        "ask": topic.ask if in_english else texts.asks.get(topic.name, ""),
        "contact": contact_for(message, place),
        "fact": brand.facts.get(fact, ""),
        "status_page": "" if _no_links(message.channel) else brand.status_page,
    }


def circumstances(assessment: Assessment, *, ours: bool = False) -> dict[str, str]:
    """Return what no message tells and lines may hang on, as templates take it.

    `ours` is a word of ours that answers nobody.
    """
    borne = {impact for impact, _ in assessment.impacts}
    safe = not assessment.has(SignalName.SAFETY)
    so = {
        OURS: ours,
        GRAVE: assessment.severity >= _GRAVE,
        DESPAIR: Impact.DESPAIR in borne,
        MOURNING: Impact.BEREAVED in borne and safe,
    }
    return {f"{GIVEN}{name}": name for name, is_so in so.items() if is_so}


def first_name(message: Message) -> str:
    """Return the first name to greet by, or nothing when it may not be one."""
    if "names" in message.channel.forbids:
        return ""
    for word in message.customer.name.split():
        if word.lower().strip(".") not in _TITLES:
            return word if _FIRST_NAME.fullmatch(word) else ""
    return ""


def contact_for(message: Message, place: Place) -> str:
    """Return where to go for a handoff, as the brand file gives it for this channel."""
    channel = message.channel
    if "contact_details" in channel.forbids:
        return ""
    places = message.brand.handoffs.get(place, {})
    contact = places.get(channel.key) or places.get("default", "")
    is_link = place == "dm" or "/" in contact
    return "" if is_link and _no_links(channel) else contact


def _no_links(channel: Channel) -> bool:
    return "links" in channel.forbids
