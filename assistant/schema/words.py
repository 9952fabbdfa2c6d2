"""The words of the trade: every closed list of names that records use."""

from enum import StrEnum
from typing import Literal


class ContactReason(StrEnum):
    """Why a customer writes."""

    FEEDBACK = "feedback"
    SATISFACTION = "satisfaction"
    DISSATISFACTION = "dissatisfaction"
    INQUIRY = "inquiry"
    PROBLEM_ALERT = "problem_alert"

    @property
    def is_trouble(self) -> bool:
        """Say whether something went wrong for who writes."""
        return self in (ContactReason.DISSATISFACTION, ContactReason.PROBLEM_ALERT)


class Tone(StrEnum):
    """The ladder of warmth, coolest first."""

    FORMAL = "formal"
    PLAIN = "plain"
    WARM = "warm"
    HEARTFELT = "heartfelt"

    @property
    def rung(self) -> int:
        """The step on the ladder, 0 (formal) to 3 (heartfelt)."""
        return list(Tone).index(self)


class Handoff(StrEnum):
    """Where a case moves when the public thread is not the place for it."""

    NONE = "none"
    DM = "dm"
    PHONE = "phone"
    EMAIL = "email"
    IN_PERSON = "in_person"


class Priority(StrEnum):
    """How soon a message wants an answer."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


class SignalName(StrEnum):
    """What can be at stake in a message beside its topic."""

    SAFETY = "safety"
    LEGAL_THREAT = "legal_threat"
    OUTAGE = "outage"
    TROLL = "troll"
    REPEAT_CONTACT = "repeat_contact"
    WIDE_REACH = "wide_reach"
    VULNERABLE_PERSON = "vulnerable_person"
    SCAM_REPORT = "scam_report"
    PERSONAL_DATA_POSTED = "personal_data_posted"
    SEVERAL_PROBLEMS = "several_problems"
    OTHER_LANGUAGE = "other_language"


class Emotion(StrEnum):
    """What the customer seems to feel most."""

    ANGER = "anger"
    FRUSTRATION = "frustration"
    DISAPPOINTMENT = "disappointment"
    WORRY = "worry"
    FEAR = "fear"
    SADNESS = "sadness"
    CONFUSION = "confusion"
    JOY = "joy"
    GRATITUDE = "gratitude"
    NEUTRAL = "neutral"


class Severity(StrEnum):
    """What a finding means for the reply: only an error keeps it from going out."""

    SUGGESTION = "suggestion"
    WARNING = "warning"
    ERROR = "error"


class Family(StrEnum):
    """What kind of fault a finding names."""

    RUDE = "rude"
    IRRITATED = "irritated"
    CONDESCENDING = "condescending"
    DISMISSIVE = "dismissive"
    BLAMING = "blaming"
    DEFENSIVE = "defensive"
    OVERPROMISE = "overpromise"
    LIABILITY = "liability"
    INSINCERE = "insincere"
    UNCLEAR = "unclear"
    LEAK = "leak"
    LENGTH = "length"
    SURFACE = "surface"
    UNGROUNDED = "ungrounded"
    MISSING = "missing"


class LeakKind(StrEnum):
    """Which private detail a leak shows."""

    EMAIL = "email"
    PHONE = "phone"
    POSTAL_ADDRESS = "postal_address"
    PERSON_NAME = "person_name"
    ORDER_NUMBER = "order_number"
    ACCOUNT_NUMBER = "account_number"
    PAYMENT_CARD = "payment_card"
    BANK_ACCOUNT = "bank_account"
    NATIONAL_ID = "national_id"
    DATE_OF_BIRTH = "date_of_birth"
    HEALTH = "health"
    CREDENTIAL = "credential"
    FINANCIAL = "financial"
    TRAVEL_OR_LOCATION = "travel_or_location"
    BOOKING = "booking"
    IP_OR_DEVICE_ID = "ip_or_device_id"
    ASKS_PRIVATE_IN_PUBLIC = "asks_private_in_public"


Unit = Literal[
    "weighted", "graphemes", "code_points", "utf16", "bytes", "septets", "none"
]
Form = Literal["post", "review", "chat", "letter"]


class Impact(StrEnum):
    """What a message tells that its writer has been through, beside its topic."""

    # troubles
    UNANSWERED = "unanswered"
    PASSED_ON = "passed_on"
    CONTRADICTED = "contradicted"
    PROMISE_BROKEN = "promise_broken"
    NO_WAY_THROUGH = "no_way_through"
    STAYED_IN = "stayed_in"
    EFFORT = "effort"
    EXTRA_COST = "extra_cost"
    MONEY_SHORT = "money_short"
    OCCASION = "occasion"
    PLANS_UPSET = "plans_upset"
    CHILD = "child"
    DEPENDANT = "dependant"
    DOING_WITHOUT = "doing_without"
    AGAIN = "again"
    LOYAL = "loyal"
    BLAMED = "blamed"
    BRUSHED_OFF = "brushed_off"
    REFUSED = "refused"
    NOT_WARNED = "not_warned"
    NOT_AS_TOLD = "not_as_told"
    HUMILIATED = "humiliated"
    WORRIED = "worried"
    LEAVING = "leaving"
    OTHERS_TOO = "others_too"
    GOOD_SIDE = "good_side"
    # what weighs on them whatever they write about
    BEREAVED = "bereaved"
    SERIOUS_ILLNESS = "serious_illness"
    DESPAIR = "despair"
    # what went well
    STAFF_KIND = "staff_kind"
    MADE_EASY = "made_easy"
    PUT_RIGHT = "put_right"
    FAMILY_GLAD = "family_glad"
    RECOMMENDS = "recommends"
    RELIEF = "relief"
    # why they ask, what they offer
    BY_A_DATE = "by_a_date"
    LOOKED_ALREADY = "looked_already"
    FOR_ANOTHER = "for_another"
    FIRST_TIME = "first_time"
    HAS_IDEA = "has_idea"

    @property
    def weighs(self) -> bool:
        """Say whether it weighs on them so much that it is met before all else."""
        return self in (Impact.BEREAVED, Impact.SERIOUS_ILLNESS, Impact.DESPAIR)

    @property
    def told(self) -> str:
        """What a customer tells, in words for an agent."""
        return _TOLD[self]


_TOLD = {
    Impact.UNANSWERED: "nobody answered them",
    Impact.PASSED_ON: "they were passed on",
    Impact.CONTRADICTED: "they were told different things",
    Impact.PROMISE_BROKEN: "a word was not kept",
    Impact.NO_WAY_THROUGH: "they could reach nobody",
    Impact.STAYED_IN: "they waited in for nothing",
    Impact.EFFORT: "it has cost them much effort",
    Impact.EXTRA_COST: "it has cost them extra",
    Impact.MONEY_SHORT: "they need the money",
    Impact.OCCASION: "it is for a special day",
    Impact.PLANS_UPSET: "it upset their plans",
    Impact.CHILD: "a child is concerned",
    Impact.DEPENDANT: "somebody depends on it",
    Impact.DOING_WITHOUT: "they do without something they need",
    Impact.AGAIN: "it has happened before",
    Impact.LOYAL: "they have been with us for long",
    Impact.BLAMED: "they were blamed",
    Impact.BRUSHED_OFF: "they were brushed off",
    Impact.REFUSED: "they were refused",
    Impact.NOT_WARNED: "nobody warned them",
    Impact.NOT_AS_TOLD: "it is not as it was described",
    Impact.HUMILIATED: "they were humiliated",
    Impact.WORRIED: "they are worried",
    Impact.LEAVING: "they are leaving",
    Impact.OTHERS_TOO: "others have it, too",
    Impact.GOOD_SIDE: "they see a good side, too",
    Impact.STAFF_KIND: "a colleague was kind",
    Impact.MADE_EASY: "it was made easy",
    Impact.PUT_RIGHT: "it was put right",
    Impact.FAMILY_GLAD: "their family was glad",
    Impact.RECOMMENDS: "they recommend us",
    Impact.RELIEF: "they are relieved",
    Impact.BY_A_DATE: "they need it by a date",
    Impact.LOOKED_ALREADY: "they have looked already",
    Impact.FOR_ANOTHER: "they ask for somebody else",
    Impact.FIRST_TIME: "it is their first time",
    Impact.HAS_IDEA: "they have an idea",
    Impact.BEREAVED: "somebody has died",
    Impact.SERIOUS_ILLNESS: "somebody is seriously ill",
    Impact.DESPAIR: "somebody may not want to live on",
}
