"""Tell the business's own contact from a private person's by the words around it."""

from enum import StrEnum

from assistant.privacy.page import Page, expression


class Owner(StrEnum):
    """Whose a phone number, address or mailbox seems to be."""

    OURS = "ours"
    THEIRS = "theirs"
    UNKNOWN = "unknown"


_THEIRS = (
    r"\b(?:you (?:on|at|under|by|via)|to you|(?:him|her|them|mum|dad|son|daughter|wife"
    r"|husband|partner|brother|sister|mother|father) (?:on|at|by|under)"
    r"|your|ur|his|their|my|mine|her(?= )|rang|called|phoned|texted|tried|emailed"
    r"|bounced"
    r"|ringing|calling|texting|phoning|messaging|reached"
    r"|(?:we|i|he|she|they|driver|courier|engineer|rider|nurse|fitter|agent|colleague)"
    r"(?:'ll|'ve|'d| will| have| can| could)? (?:ring|call|text|phone|email|hold|have"
    r"|use|got|see)|have you (?:on|at|under)|on file|on record|delivered|handed|dropped"
    r"|left (?:it |them |that )?(?:at|with|in|by|outside|to)|sent|went|gone|goes|going"
    r"|shipped|posted|redirected|returned to|on (?:its|the) way|heading|(?:we|i)(?:'ll"
    r"|'ve| will| have| can)? (?:re-?)?sen[dt]|it said|it says"
    r"|registered|linked|signed|billed|living|lives?|neighbou?rs?|customer'?s?|caller"
    r"|resident|home|moved (?:in|to)|outside|for collection from|picked? (?:it "
    r"|them )?up from"
    r"|ihr[e]?[nmrs]?|dein[e]?[nmrs]?|angerufen|geschickt|zugestellt|geliefert"
    r"|nachbarn?"
    r"|uberwiesen|versandt|ging(?:en)? an|liegt (?:bei|beim)|votre|vos|ton|appele"
    r"|livre|envoye|tu|sus?|llamado|enviado"
    r"|entregado|enviamos|seu|sua|ligamos|enviada?|entregue|consegnato|spedito|chiamato"
    r"|uw|jouw|gebeld|bezorgd|verstuurd|buren)\b"
)
_OURS = (
    r"(?:\b(?:our|ours|us|unser[e]?[nmrs]?|notre|nos|nuestr[oa]s?|noss[oa]s?"
    r"|nostr[oaie]"
    r"|onze|ons)\b"
    r"|(?:^|[.!?:,;(] ?|\b(?:please|pls|or|and|to|can|just|then|bitte|gern|free to|you)"
    r" )(?:call|ring|phone|dial|text|whatsapp|contact|reach|email|e-mail|mail|write|try"
    r"|message|speak|talk|fax|forward|send (?:it|them|this|that|these|returns)"
    r"|ruf(?:en)?|schreib(?:en)?|appelez|ecrivez|contactez|llam[ae]"
    r"|escriba?|escribe|ligue|escreva|chiama|scrivi|bel)\b(?! (?:you|him|her|your"
    r"|his)\b)"
    r"|\b(?:desk|shop|store|office|branch|depot|we|we've)(?: has| have)? moved to\b"
    r"|\b\d{1,2}(?::\d\d)? ?(?:am|pm|h|uhr)? ?(?:-|to|a|bis) ?\d{1,2}(?::\d\d)? ?(?:am"
    r"|pm|h|uhr)\b"
    r"|\b(?:tel|telephone|phone|fax|hotline|helpline|switchboard|reception|customer"
    r" (?:services?|care)|enquir(?:y|ies)|bookings|sales|press|desk|depot|office"
    r"|offices"
    r"|store|shop|branch|counter|clinic|library|surgery|restaurant|cafe|museum|station"
    r"|hospital|pharmacy|garage|showroom|workshop|studio|gym|warehouse|headquarters|hq"
    r"|head office|returns|drop-?off|service point|locker|parcel ?shop|collection point"
    r"|we're (?:at|in|on)|we are (?:at|in|on|located)|we've moved to|find (?:it|him|her"
    r"|them)|you'll find|visit|come (?:to|by|and)|located|situated|venue|hotel|theatre"
    r"|address is|it's at|it is at|is at|filiale|laden|geschaft|kundendienst|boutique"
    r"|magasin|agence|tienda|oficina|teléfono|telefono|loja|negozio|ufficio|winkel"
    r"|kantoor|lines?)\b)"
)
_OURS_AFTER = (
    r"^[\s,.;:()]{0,3}[^.!?]{0,30}\b(?:open|opens|geoffnet|ouvert|abierto|aberto|aperto"
    r"|daily|hours|free|lines|from \d|\d{1,2}(?::\d\d)? ?(?:am|pm|h|uhr)?"
    r" ?(?:-|to|a|bis) ?\d{1,2}|mon|mo-fr|weekdays|press \d|option|any ?time|counter"
    r"|day and night|24/7|opposite|come (?:in|and)|see you)\b"
)
_THEIRS_AFTER = (
    r"^[\s,.;:()]{0,3}[^.!?]{0,30}\b(?:on file|on record|nicht erreicht|no answer"
    r"|is that|is this|right\?|correct\?|still your|your|yours|didn't|without (?:an )?"
    r"answer|sans reponse|couldn't|signed|neighbou?r)\b"
)


def whose(page: Page, start: int, end: int, *, reach: int = 70) -> Owner:
    """Say whose the contact at this place is; the nearest word decides."""
    before = page.before(start, reach=reach)
    theirs, ours = _last(_THEIRS, before), _last(_OURS, before)
    if theirs > ours:
        return Owner.THEIRS
    if ours >= theirs and ours >= 0:
        return Owner.OURS
    after = page.after(end, reach=50)
    if expression(_THEIRS_AFTER).search(after):
        return Owner.THEIRS
    if expression(_OURS_AFTER).search(after):
        return Owner.OURS
    return Owner.UNKNOWN


def _last(cues: str, before: str) -> int:
    return max((match.end() for match in expression(cues).finditer(before)), default=-1)
