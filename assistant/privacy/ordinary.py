"""Numbers that tell nothing private by themselves: times, dates, prices, sizes."""

from assistant.privacy.page import Page, expression

MONTH = (
    r"(?:jan(?:uary|uar|vier|eiro|uari)?|feb(?:ruary|ruar|rero|braio|ruari)?"
    r"|fev(?:rier|ereiro)?|mar(?:ch|zo|co|s|t)?|maerz|maart|mrt|apr(?:il|ile)?|avril"
    r"|abr(?:il)?|may|mai|mayo|maio|maggio|mei|jun[ei]?|juin|juni[o]?|junho|giugno"
    r"|jul[iy]?|juillet|juli[o]?|julho|luglio|aug(?:ust|ustus)?|aout|ago(?:sto)?"
    r"|sept?(?:ember|embre|iembre)?|set(?:embro|tembre)?|oct(?:ober|obre|ubre)?"
    r"|okt(?:ober)?|out(?:ubro)?|ott(?:obre)?|nov(?:ember|embre|iembre|embro)?"
    r"|dec(?:ember|embre)?|dez(?:ember|embro)?|dic(?:iembre|embre)?|ene(?:ro)?"
    r"|genn?(?:aio)?)\b\.?"
)
_DAY = r"(?<!\d)[0-3]?\d(?:st|nd|rd|th|\.|er|o|º)?"
NUMERIC_DATE = (
    r"(?:(?<![\d/.-])(?:[0-3]?\d/[0-3]?\d/(?:(?:19|20)\d\d|\d\d)"
    r"|[0-3]?\d\.[0-3]?\d\.(?:(?:19|20)\d\d|\d\d)"
    r"|[0-3]?\d-[0-3]?\d-(?:(?:19|20)\d\d|\d\d)"
    r"|(?:19|20)\d\d[-/][01]\d[-/][0-3]\d)(?![\d/]|[.-]\d))"
)
WORDED_DATE = (
    rf"(?:{_DAY} (?:de |of |d')?{MONTH}(?:,? (?:de |del )?(?:19|20)\d\d)?"
    rf"|\b{MONTH} {_DAY}(?!\d)(?:,? (?:19|20)\d\d)?)"
)
WEEKDAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds"
    " thur thurs fri sat sun"
    " montag dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi"
    " jeudi vendredi samedi dimanche lunes martes miercoles jueves viernes sabado"
    " domingo segunda terca quarta quinta sexta lunedi martedi mercoledi giovedi"
    " venerdi sabato domenica maandag dinsdag woensdag donderdag vrijdag zaterdag"
    " zondag".split()
)
WEEKDAY = rf"\b(?:{'|'.join(sorted(WEEKDAYS))})\b"
CLOCK = (
    r"(?<![\d.,])(?:(?:[01]?\d|2[0-3])[:.h][0-5]\d(?: ?[ap]\.?m\b)?"
    r"|(?:1[0-2]|[1-9]) ?[ap]\.?m\b|(?:[01]?\d|2[0-3]) ?(?:uhr|h)\b)"
)
MONEY = (
    r"(?:(?:[£$€₹¥₩₺₽]|\b(?:gbp|usd|eur|aud|cad|nzd|inr|chf|sgd|hkd|rs\.?|kr\.?|zar|r))"
    r" {0,2}\d[\d.,]{0,15}(?:k\b|m\b|bn\b)?"
    r"|(?<![\d.,])\d[\d.,]{0,15} ?(?:[£$€₹¥]|(?:pounds?|quid|dollars?|euros?|gbp|usd"
    r"|eur"
    r"|rupees?|francs?|pence|reais|kr|kronor|kroner|zl|zloty|chf)\b))"
)
_SIZE = (
    r"\d+(?:[.,]\d+)?(?:kg|g|mg|ml|l|cl|cm|mm|m|km|mi|gb|mb|tb|kb|mbps|gbps|ghz|mhz|hz"
    r"|kwh|kw|mw|w|v|a|ma|mah|mp|k|p|x|h|hr|hrs|min|mins|s|sec|am|pm|th|st|nd|rd|in|ft"
    r"|lb|lbs|oz|c|f|fps|dpi|px|pt|er|d|y|yr|yrs|pcs|pk|wk|bn|mn|plus|ish|cal|kcal|kj)"
)
_VERSION = r"v?\d+(?:\.\d+){1,4}[a-z]?|v\d+"
_YEARS = r"(?:18|19|20)\d\d(?:[-/](?:\d\d|(?:19|20)\d\d))?s?"
_SIZE_AFTER = (
    r"^ ?(?:%|°|€|£|\$|(?:percent|per cent|kg|g|ml|cm|mm|km|miles?|metres?|meters?|gb"
    r"|mb"
    r"|mbps|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|people|users"
    r"|customers"
    r"|guests|points|stars|calories|kcal|watts|volts|units|items|pieces|copies|seats"
    r"|rooms|tickets|trips|times|working|business|calls|orders|reviews|am|pm|uhr)\b)"
)
_MONEY_BEFORE = r"(?:[£$€₹¥#~±]|\b(?:gbp|usd|eur|aud|inr|rs\.?|chf|r\$)) ?$"
_COUNT_BEFORE = (
    r"\b(?:above|over|under|up to|about|around|nearly|almost|than|at least|between"
    r"|first"
    r"|next|last|top|only|all|every|some|roughly|approx|version|v)\.? $"
)


def is_ordinary(page: Page, start: int, end: int) -> bool:
    """Say whether this code is plainly a time, date, price, size, year or count."""
    code = page.plain[start:end]
    before, after = page.before(start, reach=12), page.after(end, reach=12)
    for shape in (_SIZE, CLOCK, NUMERIC_DATE, _YEARS):
        if expression(shape).fullmatch(code):
            return True
    if expression(_VERSION).fullmatch(code) and "." in code and len(code) < 9:
        return True
    if after[:1] == "," and after[1:2].isdigit():
        return True  # 88,000
    if before[-1:] in (",", ".", ":") and before[-2:-1].isdigit():
        return True  # the rest of 88,000
    if expression(_COUNT_BEFORE).search(before) and code.isdigit():
        return True
    if before[-1:] != "#" and expression(_MONEY_BEFORE).search(before):
        return True
    return bool(expression(_SIZE_AFTER).search(after)) and code.isdigit()
