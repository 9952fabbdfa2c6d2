"""The things that messages tell of without an article: what is one, and whose."""

_MINE = frozenset(
    "parcel package order delivery refund flight card account internet wifi broadband "
    "bill bag bags luggage suitcase phone booking router money payment payments "
    "boiler appointment room meal meals food laptop subscription connection "
    "electricity power prescription statement balance salary wages pension deposit "
    "mortgage insurance claim policy licence passport visa seat ticket tickets meter "
    "heating tv watch tablet console headphones kettle washing pizza burger curry "
    "takeaway groceries login password profile points voucher direct landline "
    "contract line results scan operation referral car van bike buggy pram stroller "
    "wheelchair".split()
)
_OURS = frozenset(
    "app website site driver drivers engineer engineers courier couriers staff agent "
    "agents support system portal service helpline chatbot bot crew manager team "
    "receptionist nurse technician technicians update server servers rider chat "
    "checkout store shop branch hotel restaurant gym".split()
)
_NO_NOUN = frozenset(
    "a an and any anything as at but by can cannot could did do does each even every "
    "everyone everything for from had half has have he her here him his how i if in "
    "is it its just last less let like many maybe me more most much my never next no "
    "nobody none not nothing now of off on once one only or other our out over please "
    "quite rather really same she should since so some someone something soon still "
    "such than thank thanks that the their them then there these they this those "
    "though to today too two u under until up us very was we well were what when "
    "where which while who why will with without would yes yesterday yet you your got "
    "get go going been being waiting trying told paid ordered booked asked tried "
    "called am are be both either neither few lots loads plenty three four five six "
    "seven eight nine ten also again already always because before after all almost "
    "actually literally it's i'm i've don't didn't can't won't isn't wasn't doesn't "
    "haven't hasn't good great best love lovely nice amazing worst bad poor shocking "
    "absolute absolutely total complete day week month hour minute days weeks months "
    "hours minutes sorry hi hello hey dear update edit fyi ok okay oh wow ugh mr mrs "
    "ms miss incl cut pick check look see says said make take come came went mins hrs "
    "min hr x vs guys lads idiots vampires muppets clowns what's that's there's he's "
    "she's they're you're we're we've i'd let's who's how's ur mine yours hers ours "
    "broke broken wrote straight upside stone rolled somebody people shes hes theres "
    "thats whats ive im sir madam r arrived".split()
)
# Who does things themselves: "seller cancelled" is no seller that was cancelled.
PEOPLE = frozenset(
    "driver drivers engineer courier agent seller buyer host groomer rider fitter "
    "doctor dentist nurse teacher steward manager restaurant hotel shop store branch "
    "company staff crew hygienist contractor guard council bank school pharmacist "
    "lady man guy girl assembler landlord gym clinic".split()
)


def is_noun(noun: str) -> bool:
    """Say whether words may name a thing."""
    words = noun.lower().split()
    return all(word not in _NO_NOUN for word in words) and not any(
        word.endswith(("ly", "ing", "'s", "’s", "n't")) for word in words
    )


def is_plural(noun: str) -> bool:
    """Say whether they name several."""
    last = noun.lower().split()[-1]
    return last.endswith("s") and not last.endswith(("ss", "us", "is"))


def owner_of(noun: str) -> str:
    """Return whose it is, in the customer's voice: theirs, ours, or nobody's."""
    words = noun.lower().split()
    if words[-1] in _OURS:
        return "your"
    return "my" if words[-1] in _MINE or words[0] in _MINE else "the"
