"""Full names and surnames of people who are not there as their business."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.privacy.details import Guess
from assistant.privacy.page import Page, expression
from assistant.schema import LeakKind

_NAMES_FILE = Path(__file__).with_name("given_names.txt")
_NAME_WORD = r"[^\W\d_]+(?:['-][^\W\d_]+)*+\.?"
_PARTICLES = frozenset(
    "de da das do dos del della di du des la le van von vom zu zur den der ten ter el"
    " al"
    " bin ben ibn bint abu af av y e san st".split()
)
_TITLES = frozenset(
    "mr mrs ms miss mx mister madam mme mlle madame monsieur herr herrn frau hr fr"
    " senor"
    " senora senorita sr sra srta sig signor signora signore dhr mevr meneer mevrouw"
    " heer"
    " pan pani dona seu shri smt".split()
)
_ABBREVIATED = frozenset(
    "mr mrs ms mx mme mlle hr fr sr sra srta sig dhr mevr dr st".split()
)
# People who are named because of what they do; their names are no secret.
_OFFICES = frozenset(
    "dr doctor prof professor nurse sister matron cllr councillor coach officer pc dc"
    " sgt"
    " sergeant captain capt chef minister president mp mep msp mayor judge lord lady"
    " sir"
    " dame king queen prince princess pope saint st rev reverend father pastor rabbi"
    " imam"
    " senator governor ceo cfo coo cto founder cofounder director manager author artist"
    " designer architect composer conductor singer actor actress presenter host driver"
    " editor spokesperson spokesman spokeswoman head chair chairman chairwoman curator"
    " trainer instructor teacher head-teacher headteacher principal dean stylist barber"
    " baker brewer winemaker producer photographer striker goalkeeper midfielder"
    " defender"
    " player dj comedian comic writer poet novelist painter sculptor chancellor"
    " secretary commissioner ombudsman superintendent inspector constable general"
    " colonel"
    " major lieutenant team colleague agent adviser advisor engineer technician".split()
)
_STAFF_AROUND = (
    r"\b(?:chief executive|ceo|office(?:r)?|founder|founded by|director|manager|author"
    r"|written by|designed by|directed by|starring|featuring|feat|hosted by|led by"
    r"|presented by|by artist|named after|statue|exhibition|album|song|film|novel"
    r"|concert"
    r"|gig|tour|match|councillor|minister|mayor|mp|spokes(?:person|man|woman)|chef"
    r"|barista"
    r"|stylist|trainer|instructor|coach|curator|head of|chair of|member of parliament"
    r"|president|composed by|painted by|podcast|book|biograph(?:y|ies)|portrait|role of"
    r"|played by|line-?up|support act|dj|tickets? for|legend|star|band|comedian"
    r"|guest speaker"
    r"|speaker|keynote|guest relations|customer (?:care|service|relations)|hosts"
    r"|narrat\w+"
    r"|sings|stars|plays|performs)\b"
)
_KIN = (
    r"\b(?:your|his|her|their|my|the|a|an|little|big|elder|older|younger|late|ex|step)"
    r"[ -](?:(?:little|big|elder|older|younger|late|ex|step|half|former|next.door) )?"
    r"(?:brother|sister|mum|mom|mother|father|dad|son|daughter|husband|wife|partner"
    r"|boyfriend|girlfriend|fiancee?|neighbou?r|flatmate|housemate|roommate|friend|boss"
    r"|landlord|landlady|tenant|carer|uncle|aunt|cousin|nephew|niece|grandson"
    r"|grandfather"
    r"|granddaughter|grandmother|nan|grandad|child|kid|baby|twin|stepson|stepdaughter"
    r"|passenger|customer|guest|patient|member|client|resident|applicant|claimant"
    r"|victim"
    r"|account holder|cardholder|policyholder|policy holder|bill payer|keyholder|lodger"
    r"|owner|holder|recipient|sender|buyer|seller|payee|employee|student|pupil|user"
    r"|ex|spouse|sibling|relative|witness|nanny|godson|heir|classmate|teammate"
    r"|colleague|schoolmate|lead passenger|named driver|co-?driver|executor"
    r"|beneficiary|next of kin|occupant"
    r"|occupier|complainant|caller|other driver|previous tenant),? ?(?:is |was "
    r"|called |named )?$"
)
_NAMED_BY = (
    r"\b(?:in the name of|in the name|(?:in|under) (?:his|her|their|your) name,?"
    r"|name(?:d)? is|name:|named|under the name"
    r"(?: of)?|called|signed (?:for )?(?:by|off by)?|signed:?|signature (?:of|from|by)"
    r"|registered (?:to|by)|addressed to|belong(?:s|ed|ing) to|account of|behalf of"
    r"|on behalf of|collected by|picked up by|accepted by|received by|handed to"
    r"|claimed by"
    r"|made by|reported by|booked by|paid by|placed by|complaint (?:came )?(?:from|by)"
    r"|came from|transfer(?:red)? to|moved to|made out to|payable to|issued to|sold to"
    r"|spoke (?:to|with)|contacted|complained|passenger|guest|customer|patient|holder"
    r"|attn|c/o|care of|card for|parcel for|order for|booking for|room for|letter for"
    r"|label for|cheque for|claim for|policy for|licence for|account for|invoice for"
    r"|(?:booking|account|order|reservation|parcel|ticket|policy"
    r"|contract) (?:is )?(?:under|from|by|of)|refund for|refund to|paid to|sent to"
    r"|went to|gave it to|slip from|message from"
    r"|email from|call from|review from|note from|request from|for|nachbarn?"
    r"|an den namen"
    r"|auf den namen|im namen von|unterschrieben von|angenommen von|kunde|kundin|gast"
    r"|titular|a nombre de|firmado por|recogido por|em nome de|assinado por|au nom de"
    r"|signe par|remis a|a nome di|firmato da|op naam van|getekend door|vizinh[oa]"
    r"|vecin[oa]"
    r"|voisine?)[\s:\"'(]{1,3}$"
)
_GREETING = (
    r"(?:^|[\s@])(?:hi|hello|hey|dear|hiya|morning|good (?:morning|afternoon|evening)"
    r"|hallo"
    r"|liebe[rs]?|sehr geehrte[r]?|guten (?:tag|morgen)|bonjour|bonsoir|cher|chere"
    r"|salut"
    r"|hola|buenos dias|buenas|estimad[oa]|querid[oa]|ola|oi|bom dia|boa tarde"
    r"|prezad[oa]"
    r"|car[oa]|ciao|gentile|buongiorno|beste|geachte|dag|czesc|hej|thanks|thank you"
    r"|thank you so much|sorry|apologies|welcome|congratulations|congrats)[ ,]{1,2}$"
)
_KIN_SURE = 0.86
_BELONGINGS = (
    r"^ (?:[a-z]+ )?(?:account|order|parcel|package|booking|reservation|policy|card"
    r"|claim|bag"
    r"|wallet|refund|ticket|room|bill|profile|details|contract|number|address|phone"
    r"|file|house"
    r"|flat|delivery|appointment|membership|subscription|case)\b"
)
_AFFAIRS = (
    r"\b(?:account|order|parcel|package|sign(?:ed|s)|claim(?:ed|s)?|refund(?:ed)?"
    r"|complain(?:ed|s|t)"
    r"|report(?:ed|s)?|trade|names|insurance|fault|form|card|payment|paid|owes?"
    r"|patient|tenant"
    r"|records?|file|emergency|delivered|collected|admitted|banned|bag|wallet|passport"
    r"|licen[cs]e"
    r"|lost property|handed|profile|login|transfer(?:red)?|spoke|emailed|contacted"
    r"|accused"
    r"|cancelled|moved out|guest list|beneficiary|policy|invoice|will|executor"
    r"|authorised|listed)\b"
)
_SIGNING_OFF = (
    r"(?:\b(?:regards|wishes|thanks|cheers|sincerely|yours|best|grusse|gruss"
    r"|salutations"
    r"|cordialement|saludos|cumprimentos|abraco|saluti|groet(?:en|jes)?|love)[,.!]? ?"
    r"(?:from )?|[\^~*] ?|(?:^|\s)[-/] ?)$"
)
_NOT_SURNAMES = frozenset(
    "street road avenue boulevard inn lab garden guesthouse gallery bed breakfast"
    " output taxi lane square market station airport hotel house hall hospital"
    " school university college museum theatre arena stadium festival park bridge tower"
    " gate gardens green hill centre center terminal bay beach island team support"
    " store"
    " care service services bank club card prime plus pro max mini app book series"
    " edition"
    " collection range exhibition show concert tour live cup league city united county"
    " council north south east west line express limited ltd inc gmbh plc llc co group"
    " and or the for in on at to is was has will we i you your our it he she they this"
    " that monday tuesday wednesday thursday friday saturday sunday january february"
    " march"
    " april may june july august september october november december day week sale"
    " customer customers guest guests support everyone all there valued sir madam team"
    " folks friends fans christmas easter new year black spring summer autumn winter"
    " english french german spanish returns parcels foods kitchen bakery coffee cafe"
    " bar"
    " restaurant pizza burger records studios games sports fitness energy water rail"
    " air"
    " airlines airways trains travel tours insurance finance mutual trust foundation"
    " fund"
    " society institute library clinic surgery pharmacy ward unit court close drive way"
    " place crescent row mews rise rd st ave ln ct dr blvd platz strasse allee weg rue"
    " calle via platform premium gold silver basic lite standard classic deluxe ultra"
    " please sorry thanks thank hi hello dm pm faq vat uk us eu usa whippy tussauds"
    " kipling bean muscle"
    " potato softy big nice right here let if so but as while although since receiving"
    " have"
    " do does did can could what when where why how not no yes".split()
)


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    plain: str
    start: int
    end: int


def find_people(page: Page) -> Iterator[Guess]:
    """Yield full names, and surnames that follow a title."""
    for run in _runs(page):
        guess = _titled(page, run) or _untitled(page, run)
        if guess is not None:
            yield guess
    yield from _honoured(page)


@cache
def given_names() -> frozenset[str]:
    """Return the first names that we know, in plain letters."""
    lines = _NAMES_FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(
        name for line in lines if not line.startswith("#") for name in line.split()
    )


def _runs(page: Page) -> Iterator[list[_Piece]]:
    """Yield rows of capitalised words, with the small words of names between them."""
    run: list[_Piece] = []
    for match in expression(_NAME_WORD).finditer(page.text):
        text = match[0]
        initial = len(text) == 2 and text.endswith(".")
        if not initial and text.endswith(".") and text[:-1].lower() not in _TITLES:
            text = text[:-1]
        start, end = match.start(), match.start() + len(text)
        piece = _Piece(text, page.plain[start:end].rstrip("."), start, end)
        if run and page.text[run[-1].end : start] not in (" ", ". ", "\n"):
            yield from _closed(run)
            run = []
        elif run and page.text[run[-1].end : start] == ". " and not _short(run[-1]):
            yield from _closed(run)
            run = []
        if text[0].isupper() or (run and piece.plain in _PARTICLES):
            run.append(piece)
        elif piece.plain in _TITLES:
            yield from _closed(run)
            run = [piece]
        else:
            yield from _closed(run)
            run = []
    yield from _closed(run)


def _short(piece: _Piece) -> bool:
    return piece.plain in _ABBREVIATED or len(piece.plain) == 1


def _closed(run: list[_Piece]) -> Iterator[list[_Piece]]:
    while run and not run[-1].text[0].isupper():
        run = run[:-1]
    if run:
        yield run


def _titled(page: Page, run: list[_Piece]) -> Guess | None:
    """Read `Mr Leopold Adjei`, `Frau Annika Ostermann`, `mevrouw de Vries`."""
    for position, piece in enumerate(run[:-1]):
        if piece.plain not in _TITLES:
            continue
        rest = _name_part(run[position + 1 :])
        if not rest or _no_name(rest[0]) or len(rest[-1].text) < 2:
            return None
        if piece.plain in ("pan", "fr", "seu", "dona", "sig") and len(rest) < 2:
            return None
        sure = 0.4 if _is_staff(page, piece.start) else 0.9
        why = "a title and a surname"
        return Guess(LeakKind.PERSON_NAME, piece.start, rest[-1].end, sure, why)
    return None


def _untitled(page: Page, run: list[_Piece]) -> Guess | None:
    while run and run[0].plain in _GREETING_WORDS:
        run = run[1:]
    name = _name_part(run)
    if len(name) < len(run) and _no_name(run[len(name)]):
        return None  # the Benjamin Franklin Museum, Tom Baker Customer Care
    if len(name) < 2 or name[0].plain in _OFFICES or _no_name(name[0]):
        return None
    if sum(piece.text[0].isupper() for piece in name) < 2 or len(name[-1].text) < 3:
        return None
    if _no_name(name[-1]) or _shouting(page, name):
        return None
    start, end = name[0].start, name[-1].end
    if expression(_SIGNING_OFF).search(page.before(start, reach=60)):
        return None
    known = name[0].plain in given_names() or name[0].text.endswith(".")
    sure, why = _how_sure(page, name, known=known)
    if 0 < sure < _KIN_SURE and _is_staff(page, start, end):
        sure = 0.35
    return Guess(LeakKind.PERSON_NAME, start, end, sure, why) if sure else None


def _how_sure(page: Page, name: list[_Piece], *, known: bool) -> tuple[float, str]:
    start, end = name[0].start, name[-1].end
    before, after = page.before(start, reach=60), page.after(end, reach=20)
    if expression(_KIN).search(before):
        return _KIN_SURE, "a name beside a word for a person"
    if name[-1].plain.endswith("'s") and expression(_BELONGINGS).search(after):
        return 0.8, "somebody's account, order or the like"
    if expression(_NAMED_BY).search(before) and known:
        only_for = expression(r"(?<!card )(?<!parcel )\bfor $").search(before)
        return (0.6 if only_for else 0.85), "a name where a person is named"
    if expression(_GREETING).search(before):
        return (0.85 if known else 0.45), "a full name in a greeting"
    if known and expression(_AFFAIRS).search(page.around(start, end)):
        return 0.62, "a first name and a surname in somebody's affairs"
    if known:
        return 0.5, "a first name and a surname"
    return 0.0, ""


def _name_part(run: list[_Piece]) -> list[_Piece]:
    """Cut a run where the name ends: `Jane Doe Customer Care` is Jane Doe."""
    name: list[_Piece] = []
    for piece in run:
        if len(name) >= 2 and _no_name(piece):
            break
        name.append(piece)
        if len(name) == 5:
            break
    while name and not name[-1].text[0].isupper():
        name.pop()
    return name


def _no_name(piece: _Piece) -> bool:
    return piece.plain.partition("'")[0] in _NOT_SURNAMES and len(piece.plain) > 1


def _shouting(page: Page, name: list[_Piece]) -> bool:
    if not all(piece.text.isupper() for piece in name):
        return False
    letters = [character for character in page.text if character.isalpha()]
    return sum(map(str.isupper, letters)) > len(letters) * 0.6


def _is_staff(page: Page, start: int, end: int | None = None) -> bool:
    """Say whether somebody is named for an office, a job with us or their art."""
    before = page.before(start, reach=45)
    words = before.replace(",", " ").replace(":", " ").split()
    if any(word.strip(".") in _OFFICES for word in words[-1:]):
        return True
    if expression(
        rf"{_STAFF_AROUND}[,:]?(?: (?:is|are|by|of|called|named|from|at|the|with))* ?$"
    ).search(before):
        return True
    if expression(
        r"\b(?:our|unser[e]?|notre|nuestr[oa]|noss[oa]"
        r"|onze),? (?:[a-z-]+[ ,]{1,2}){0,3}$"
    ).search(before):
        return not expression(
            r"\b(?:left|handed|gave|sent|with|to|for|from|by)\b"
        ).search(before)
    after = page.after(end, reach=45) if end is not None else ""
    return bool(
        expression(
            r"^(?:,| \(| -)? ?(?:is |was )?(?:our |the "
            rf"|a )?(?:[a-z]+ ){{0,2}}?{_STAFF_AROUND}"
        ).search(after)
    )


def _honoured(page: Page) -> Iterator[Guess]:
    """Read Japanese names by what follows them: 田中様, 佐藤さん."""
    for match in expression(r"[\u4e00-\u9fff]{2,6}(?=様|さん|氏)").finditer(page.text):
        if match[0] not in ("皆", "お客", "客", "皆々", "お子", "担当者", "奥"):
            why = "a name before a Japanese title"
            yield Guess(LeakKind.PERSON_NAME, match.start(), match.end(), 0.8, why)


_GREETING_WORDS = frozenset(
    "hi hello hey dear hiya morning hallo liebe lieber sehr geehrte geehrter guten tag"
    " bonjour bonsoir cher chere salut hola estimado estimada querido querida ola oi"
    " prezado prezada caro cara ciao gentile buongiorno beste geachte dag hej thanks"
    " thank sorry apologies welcome congratulations congrats yes no ok okay well and"
    " but"
    " so then now good evening afternoon".split()
)
