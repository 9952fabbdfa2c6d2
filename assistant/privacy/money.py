"""What somebody owns, owes, earns, was charged or gets back."""

from collections.abc import Iterator

from assistant.privacy.details import Guess
from assistant.privacy.ordinary import MONEY
from assistant.privacy.page import Page, expression
from assistant.schema import LeakKind

_YOURS = (
    r"\b(?:you|you're|you've|you'd|your|his|her|their|he|she|they|him|them|mr|mrs|ms"
    r"|customer|driver|guest|tenant|ihr[e]?[nmrs]?|ihnen|sie|dein[e]?|dir|votre|vos"
    r"|vous|tu"
    r"|te|su|sus|le|seu|sua|voce|lhe|suo|sua|uw|je|jouw|u)\b"
)
_STATE = (
    r"\b(?:balance|owe[sd]?|owing|outstanding|arrears|overdue|unpaid|overdrawn"
    r"|overdraft|debts?"
    r"|loans?|mortgage|salary|income|earn(?:s|ed|ings)?|wages?|payslip|savings?"
    r"|credit limit"
    r"|settle[d]?|settlement|instal?lments?|repayments?|late payment|missed payment"
    r"|benefits?"
    r"|pension|inheritance|lawsuit|collections|bankrupt(?:cy)?|declared|in the red"
    r"|bills? totalling|totalling|direct debits?|standing order|spend|spent|withdrew"
    r"|withdrawal|withdrawn|transaction|transfer(?:red)?|deposit(?:ed)?|payments?|paid"
    r"|payout"
    r"|claim(?:ed)?|compensation|premium|saldo|schulden|guthaben|gehalt|einkommen"
    r"|rechnung"
    r"|offen[e]?[nr]?|ruckstand|mahnung|uberzogen|solde|dette|doit|impaye[es]?|salaire"
    r"|revenu"
    r"|decouvert|deuda|debe|adeuda|sueldo|ingresos|impago|impagad[oa]s?|pendiente|saldo"
    r"|divida|deve|salario|renda|em atraso|em aberto|stipendio|debito|deve|schuld"
    r"|achterstand|inkomen|openstaand[e]?|betaald|minus|rood staan|holds?|rent|behind"
    r"|prelevement|virement|paiement|recibo|domiciliacion|pago|lastschrift|zahlung"
    r"|abbuchung|pagamento|debito|fatura|addebito|bolletta|betaling|incasso|credit)\b"
)
_DONE = (
    r"\b(?:refund(?:ed|ing)?|reimburs(?:ed|ing|ement)|credited|charged|debited|billed"
    r"|repaid"
    r"|paid(?: back| out)?|took|taken|deducted|moved|settled|transferred|sent|returned"
    r"|approved|issued|released|waived|wrote off|written off|is going|went|gone"
    r"|on (?:its|the)"
    r" way|back (?:to|on|in|into)|landed|cleared|reversed|voided|received|collected"
    r"|withdrew"
    r"|withdrawn|pending|declined|bounced|failed|flagged|authorised|authorized|held"
    r"|erstattet"
    r"|abgebucht|uberwiesen|gutgeschrieben|rembourse|debite|credite|preleve|vire"
    r"|reembolsad[oa]s?"
    r"|devuelto|abonado|cobrado|cargado|estornad[oa]|reembolsamos|debitad[oa]"
    r"|creditad[oa]"
    r"|cobrad[oa]|rimborsat[oi]|addebitat[oi]|accreditat[oi]|terugbetaald|teruggestort"
    r"|afgeschreven|overgemaakt|reversal|refund|rejete|devuelta|zuruckgebucht"
    r"|fehlgeschlagen|rejeitado)\b"
)
_ACCOUNT = (
    r"\b(?:your|his|her|their|the|ihr|votre|tu|su|seu|sua|uw|joint|current|savings"
    r"|monzo|revolut|barclays"
    r"|paypal|starling|lloyds|hsbc|chase|amex|visa|mastercard"
    r"|n26) (?:[a-z0-9]+ )?(?:account|card|bank|wallet|paypal|monzo|revolut|apple pay"
    r"|banque|banco|banca|bankkonto|konto|karte|compte"
    r"|carte|cuenta|tarjeta|conta|cartao|rekening|statement)\b"
)
_OFFER_BEFORE = (
    r"\b(?:if|when|whenever|up to|orders? (?:over|above|under)|over|from|starting"
    r"|starts|starts at"
    r"|costs?|price[sd]?|fares?|each|every|min(?:imum)?\.?|max(?:imum)?|at least|spend"
    r"|save|only"
    r"|deals?|offer|offer you|sale|ticket[s]? (?:are|is|cost)|delivery is|fee (?:is"
    r"|of)|worth|prize"
    r"|win|voucher for|raise[sd]?|donat(?:ed|ions?)|can (?:claim|get|have)|could|would"
    r"|usually"
    r"|normally|any|anyone|everyone|all customers|customers|membership is|plans?|wenn"
    r"|ab"
    r"|a partir de?|desde|vanaf)\b"
)
_OFFER_AFTER = (
    r"^ ?(?:/|pm\b|per\b|each\b|off\b|a (?:month|night|day|week|year|person)\b|pro\b"
    r"|par\b|por\b"
    r"|al mes\b|im monat\b|or more\b|and up\b|minimum\b|min\b|an hour\b"
    r"|for (?:delivery|members"
    r"|students|adults|kids|children)\b)"
)
_PLAIN_STATES = (
    r"\b(?:(?:your|his|her|their) (?:last |latest |recent |may |june |july |april "
    r"|march |[a-z]+ )?"
    r"(?:direct debits?|payments?|card|cheque|standing order|rent|premium|instal?ment"
    r"|account)"
    r" (?:payment |has |have |was |is |were |just |also |being |been |keeps? "
    r"|got )*(?:bounc(?:ed|ing)"
    r"|fail(?:ed|ing|s)|declin(?:ed|ing)|reject(?:ed)?|overdrawn|overdue|in arrears"
    r"|in the red|maxed out|frozen for|not gone through|didn't go through"
    r"|returned unpaid"
    r"|in default|in collections|unpaid)"
    r"|(?:you|you're|you are|you've|he's|she's|they're|he is|she is"
    r"|they are)[^.!?\n]{0,25}"
    r"\b(?:months?|weeks?|payments?|instal?ments?) (?:behind|in arrears|overdue|late)\b"
    r"|(?:you|he|she|they|tenant|customer)(?:'ve|'s|'re| have| has| are| is| were"
    r"| was)?"
    r" (?:\w+ ){0,2}(?:in arrears|overdrawn|bankrupt|in debt|behind on (?:the|your|his"
    r"|her)"
    r"|defaulted on|missed (?:\w+ )?(?:payments?|instal?ments?))"
    r"|(?:your|his|her|their) (?:credit (?:score|rating|file|history|report)|income"
    r"|salary"
    r"|earnings|bankruptcy|iva|ccj|debt management|benefits|universal credit|overdraft)"
    r"(?: of| is| was| shows?| came| being)? [^.!?\n]{0,30}?(?:\d{3}|low|poor|bad"
    r"|default|ccj"
    r"|missed|bankruptcy|iva|insolvency|not enough|too little|stopped|declined|maxed)"
    r"|(?:your|the|was|were|been|declined|failed|refused|rejected"
    r"|bounced)[^.!?\n]{0,40}(?<!reasons include )insufficient funds"
    r"|not enough (?:money|funds|credit) (?:in|on) (?:your|his|her)"
    r"|because of (?:the|your|his|her|an?) (?:ccj|iva|bankruptcy|default"
    r"|credit (?:history|file|score)|arrears|debt)"
    r"|(?:a|your|two|three) (?:ccj|county court judgment|bankruptcy|default)s? (?:on"
    r"|from|in)"
    r"|por impago|wegen zahlungsverzugs?|defaut de paiement)\b"
)
_REACH = 70


def find_money(page: Page) -> Iterator[Guess]:
    """Yield each statement about one person's money, the amount as its core."""
    for match in expression(MONEY).finditer(page.plain):
        if page.in_link(*match.span()) or not any(map(str.isdigit, match[0])):
            continue
        guess = _amount(page, match.start(), _trimmed_end(match[0], match.end()))
        if guess is not None:
            yield guess
    for match in expression(_PLAIN_STATES).finditer(page.plain):
        if not expression(
            r"\b(?:if|when|unless|whether|in case)\b[^.!?]{0,30}$"
        ).search(page.before(match.start())):
            why = "tells of money trouble"
            yield Guess(LeakKind.FINANCIAL, *match.span(), 0.7, why)


def _trimmed_end(written: str, end: int) -> int:
    return end - (len(written) - len(written.rstrip(".,")))


def _amount(page: Page, start: int, end: int) -> Guess | None:
    before, after = page.before(start, reach=_REACH), page.after(end, reach=_REACH)
    around = f"{before} | {after}"
    settled = expression(_SETTLED).search(before)
    if expression(_OFFER_AFTER).search(after) or (
        expression(_OFFER_BEFORE).search(before[-26:]) and not settled
    ):
        return None
    state = bool(expression(_STATE).search(around))
    done = bool(expression(_DONE).search(around))
    yours = bool(expression(_YOURS).search(around))
    account = bool(expression(_ACCOUNT).search(around))
    acted = expression(
        r"\b(?:we|we've|i|i've)(?: have| just| already| also)* [a-z]+(?:ed|aid|ent)\b"
    )
    if account and (done or state):
        sure = 0.85
    elif yours and (state or done):
        sure = 0.75
    elif done and acted.search(before) and "refund" in around:
        sure = 0.7
    elif state and expression(_OWED).search(around):
        sure = 0.6
    elif expression(r"\b(?:your|his|her) $").search(before):
        sure = 0.6
    else:
        return None
    opens, closes = _stretch(page, start, end)
    why = "an amount beside words for one person's money"
    return Guess(LeakKind.FINANCIAL, opens, closes, sure, why, (start, end))


_SETTLED = (
    r"\b(?:settlement|settle|owe|owes|owed|balance|arrears|debt|salary"
    r"|income)\b[^.!?]{0,20}$"
)
_OWED = (
    r"\b(?:balance|owed|arrears|debt|deuda|schuld|dette|divida|saldo|salary|income"
    r"|settled"
    r"|overdraft|overdue|unpaid|solde|impago)\b"
)


def _stretch(page: Page, start: int, end: int) -> tuple[int, int]:
    """Take in the words around an amount that make it telling."""
    before, after = page.before(start, reach=40), page.after(end, reach=45)
    opening = max(
        (match.start() for match in expression(_STATE).finditer(before)), default=None
    )
    opens = start if opening is None else start - len(before) + opening
    closing = expression(_ACCOUNT).search(after)
    return opens, end if closing is None else end + closing.end()
