"""Requests that make a customer post private details where everyone reads them."""

from collections.abc import Iterator

from assistant.privacy.details import Guess
from assistant.privacy.page import Page, expression, read_page
from assistant.schema import LeakKind, Span

PRIVATE_THING = (
    r"(?:(?:order|booking|reservation|account|customer|policy|member(?:ship)?|tracking"
    r"|parcel"
    r"|consignment|claim|meter|case|ticket|phone|mobile|cell|contact|telephone"
    r"|passport|card"
    r"|reference|confirmation|invoice|licen[cs]e|ni|nhs|social security|loyalty|pnr"
    r"|serial|imei|vehicle|registration|bank|sort|frequent flyer|customer's|patient"
    r"|contract)"
    r" ?(?:account )?(?:numbers?|no\b\.?|nos\b|refs?|references?|codes?|ids?|#)"
    r"|e-?mail address(?:es)?|e-?mail id|(?<=your )e-?mail|(?<=ur )e-?mail"
    r"|(?<=an )e-?mail|(?<=the )e-?mail(?= (?:on|you|for|address|linked|associated"
    r"|registered))"
    r"|(?<=or )e-?mail|(?<=and )e-?mail|(?<=your )(?:phone|mobile|cell)(?! (?:model"
    r"|screen|is|was|has|case|settings|to|at|up))|(?<=and )(?:phone|mobile)|postcode"
    r"|post code|zip(?: code)?"
    r"|(?:home |delivery |postal |street |billing |full |shipping )?addr(?:ess|y)|addy"
    r"|surname"
    r"|(?:full|last|real|legal|family) names?|name and|date of birth|d\.?o\.?b"
    r"|birth ?date"
    r"|birthday|password|passcode|pin(?: code)?|cvv|cvc|security code|one-time code"
    r"|\botp|ssn|iban|account details|card details|bank details|contact details"
    r"|contact info"
    r"|last (?:four|4|three|3) digits|personal (?:details|information|info)"
    r"|details of your (?:booking|order|account)"
    r"|your number|ur number|my number|number(?= and)|pnr|tracking"
    r"|bestellnummer|kundennummer|auftragsnummer|sendungsnummer|vertragsnummer"
    r"|buchungsnummer"
    r"|telefonnummer|handynummer|rufnummer|adresse|anschrift|e-?mail-?adresse"
    r"|mailadresse"
    r"|geburtsdatum|nachnamen?|zahlernummer|rechnungsnummer|kundendaten|postleitzahl"
    r"|plz|passwort"
    r"|numero de (?:commande|client|dossier|suivi|telephone|contrat|compte|reservation"
    r"|pedido"
    r"|cliente|telefono|contrato|cuenta|reserva|seguimiento|poliza|encomenda|telefone"
    r"|conta"
    r"|socio|tarjeta|carte|rastreio)|numero d'(?:adherent|ordine|abonne)"
    r"|numero (?:ordine|cliente)"
    r"|adresse (?:mail|e-?mail|postale)|date de naissance|nom complet|nom de famille"
    r"|code postal"
    r"|direccion|correo(?: electronico)?|fecha de nacimiento|nombre completo"
    r"|apellidos?|codigo postal"
    r"|dni|nif|cpf|telefono|endereco|morada|data de nascimento|nome completo|telemovel"
    r"|celular"
    r"|indirizzo|codice (?:cliente|fiscale|prenotazione)|data di nascita|cognome"
    r"|cellulare"
    r"|numero di (?:telefono|ordine|cliente|prenotazione)|bestelnummer|klantnummer"
    r"|ordernummer"
    r"|telefoonnummer|adres|geboortedatum|achternaam|boekingsnummer|e-mailadres)"
)
_THING = rf"\b{PRIVATE_THING}(?!\w)"
_FILL = r"(?:[^.!?\n]{0,70}?)"
_PLEASE = (
    r"(?:please |pls |plz |kindly |just |also |quickly |perhaps |then |now |maybe )*"
)
_GIVE = (
    r"(?:send|give|share|provide|tell|confirm|post|reply|comment|drop|leave|let (?:us"
    r"|me) (?:know|have)"
    r"|supply|pop|add|include|update|edit|state|type|put|respond|mention|write|pass"
    r"|list|quote"
    r"|message|verify|submit|get back|answer|tweet|shout)"
)
_ASKS = (
    (
        r"\b(?:what|which)(?:'s| is)? (?:the |your )?(?:e-?mail|address|postcode"
        r"|surname|(?:phone |mobile |contact |order "
        r"|account )?number)(?: address)? (?:did|was|is it|does|do|are|should|can we"
        r"|have you)[^.!?\n]{0,60}"
    ),
    (
        rf"\bwhat(?:'s| is| was| are|s)(?: {_PLEASE})? ?(?:your|ur|the|his|her|their"
        rf"|that) (?:[a-z-]+ ){{0,6}}?{_THING}[^.!?\n]{{0,60}}"
    ),
    (
        rf"\b(?:can|could|may|might|would|will) (?:you|u|we|i) {_PLEASE}(?:have|get"
        r"|ask (?:for|you for)|take|grab|know|see"
        rf"|be given) {_FILL}{_THING}[^.!?\n]{{0,40}}"
    ),
    (
        r"\b(?:can|could|may|might|would|will) (?:you"
        rf"|u) {_PLEASE}(?:mind )?(?:[a-z]+ (?:and"
        rf"|to) )?{_GIVE} {_FILL}{_THING}[^.!?\n]{{0,40}}"
    ),
    (
        r"(?:^|[.!?,;:…)-] ?|\b(?:and|so|or|then|to help|us|we'll need you to"
        r"|need you to|just|please|pls|plz|kindly"
        rf"|if you) ){_PLEASE}{_GIVE} {_FILL}{_THING}[^.!?\n]{{0,40}}"
    ),
    (
        r"\b(?:(?:do you have|have you got|got|any chance of|mind (?:sharing|telling"
        r"|giving|sending|posting|dropping|confirming)|would you mind \w+ing"
        r"|happy to share|able to (?:share|send|give|provide"
        rf"|confirm)) {_FILL}{_THING})[^.!?\n]{{0,40}}"
    ),
    (
        r"\b(?:we|we'll|we'd|i|i'll)(?: would| will| just| only| also)* (?:need"
        r"|require|want)(?: to (?:know|have|see))? (?:your|ur|the"
        rf"|an?) (?:[a-z-]+ ){{0,2}}?{_THING}[^.!?\n]{{0,60}}"
    ),
    (
        rf"^(?:your |the |ur )?(?:[a-z-]+ )?{_THING}(?: (?:and|or"
        rf"|plus) (?:[a-z-]+ ){{0,2}}{_THING})?,? ?(?:please|pls|plz)? ?\?"
    ),
    (
        r"\b(?:schreib(?:en)?|nenn(?:en)?|schick(?:en)?|gib|geben|teil(?:en)?"
        r"|poste?n?|verrat(?:en)?|sag(?:en)?|konnten sie|konnen sie|wie lautet"
        r"|wie ist|hinterlass(?:en)?|brauchen"
        rf"|benotigen) {_FILL}{_THING}[^.!?\n]{{0,40}}"
    ),
    (
        r"\b(?:quel(?:le)? est|pouvez-vous|pourriez-vous|peux-tu|donnez|indiquez"
        r"|envoyez|communiquez|precisez|merci de|laissez|ecrivez"
        rf"|il nous faut) {_FILL}{_THING}[^.!?\n]{{0,40}}"
    ),
    (
        r"\b(?:cual es|nos das|nos dices|puedes|puede|podrias|podria|danos|dinos"
        r"|indicanos|indiquenos|envianos|envienos|escribenos|facilitanos|comparte"
        r"|deja|dejanos|necesitamos|mandanos|comenta"
        rf"|responde) {_FILL}{_THING}[^.!?\n]{{0,40}}"
    ),
    (
        r"\b(?:qual e|qual o|pode|poderia|informe|envie|mande|diga|indique|deixe"
        r"|comente|responda|precisamos|passe|confirme|qual il|qual e il|puoi|potrebbe"
        r"|scrivi|scrivici|inviaci|indicaci|lascia|ci dai|ci serve"
        rf"|mandaci) {_FILL}{_THING}[^.!?\n]{{0,40}}"
    ),
    (
        r"\b(?:wat is|kun je|kunt u|mag ik|mogen we|geef|stuur|deel|laat|plaats|zet"
        rf"|we hebben) {_FILL}{_THING}[^.!?\n]{{0,40}}"
    ),
)
_PRIVATELY = (
    r"\b(?:dms?|dm'?d|direct(?:ly)? messag\w*|direct-?nachricht\w*|privat\w*|prive\w*"
    r"|pms?|pns?|mps?|message (?:us|me)|(?:a|direct|private|via|by|in-app|secure|us a"
    r"|me a) messages?"
    r"|inbox\w*|messenger|whatsapp|form|link|portal|web ?chat|live ?chat|chat|log ?in"
    r"|logged in|sign in|app|website|site|online|in person|in store|counter"
    r"|(?:e-?mail|mail|call|ring|phone|text|write to|contact|visit|speak to"
    r"|talk to) (?:us|our|me|the team|customer|them)|by (?:e-?mail|phone|post|dm|text)"
    r"|via (?:e-?mail|phone|dm)|over the phone"
    r"|when you (?:call|ring|phone|contact|message|get in touch|write|email|arrive"
    r"|visit|come|check in)|if you (?:call|ring)|secure\w*|settings|profile|my account"
    r"|account page|envelope|message button|checkout"
    r"|par message|messagerie|por (?:privado|mensaje|dm|md)|mensaje(?:s)? (?:directo"
    r"|privado)|mensagem|inbox|messaggio|per (?:dm|pn|mail|nachricht|e-mail|telefon)"
    r"|formular\w*|formulaire|formulario|modulo|via (?:dm|pb|mail)|prive ?bericht|pb"
    r"|persoonlijk bericht|por correo|por e-?mail|en privado|in privato|em privado)\b"
    r"|https?://|www\.|\b[\w-]{2,40}\.(?:com|example|org|net|co|io|uk|de|fr|es|it|nl"
    r"|pt|eu|me|gov|info)(?:/|\b)|\S@\S|➡|👉|✉|📩|📥|📨"
)
_IN_PUBLIC = (
    r"\b(?:below|here|in (?:the|a) (?:comments?|repl(?:y|ies)|thread)|in (?:your"
    r"|a) (?:reply|comment|review)|under this (?:post|comment|tweet)|in this thread"
    r"|repl(?:y|ying) with|"
    r"comment (?:with|your)|(?:update|edit) your (?:review|post|comment)|tweet"
    r"|publicly|in public|on this (?:post|page|thread)|hier|unten|im kommentar|ici"
    r"|en commentaire|aqui|en los comentarios|nos comentarios|qui sotto|hieronder)\b"
)
_REFUSES = (
    r"\b(?:don't|do not|never|not|no need to|avoid|without|rather than|instead of"
    r"|won't ask|will not ask|never ask|please delete|remove|nicht|bitte keine"
    r"|keine|niemals|ne (?:\w+ )?pas|pas de|jamais|sans|nunca|no (?:publiques"
    r"|compartas|pongas|escribas|dejes)|nao (?:publique|partilhe|compartilhe"
    r"|poste)|non (?:pubblicare|scrivere|condividere)|geen|nooit|niet)\b"
)
_OF_PLACES = (
    r"\b(?:to|at|via|from) (?:the|your|that) (?:registered "
    r"|same )?(?:e-?mail(?: address)?|phone(?: number)?|mobile|address)\b"
    r"|(?:address|postcode|phone|number|name|names|email) (?:of|for) (?:the|that"
    r"|this|your nearest|our) (?:branch|store|shop|office|restaurant|hotel|clinic"
    r"|depot|location|product|app|song|show|movie|film|driver|station|book|game)"
)
_THING_WORDS = frozenset(
    "number numbers digits no nos ref refs reference references code codes id ids"
    " email emails"
    " mail mails mailadresse emailadresse phone mobile cell postcode post zip address"
    " addresses addr addy surname name names dob birth birthdate birthday password"
    " passcode"
    " pin cvv cvc otp ssn iban details info information pnr tracking d bestellnummer"
    " kundennummer auftragsnummer sendungsnummer vertragsnummer buchungsnummer"
    " telefonnummer handynummer rufnummer adresse anschrift geburtsdatum nachname"
    " nachnamen"
    " zahlernummer rechnungsnummer kundendaten postleitzahl plz passwort numero"
    " naissance"
    " nom postal direccion correo nacimiento nombre apellido apellidos dni nif cpf"
    " telefono"
    " endereco morada nascimento nome telemovel celular indirizzo codice nascita"
    " cognome"
    " cellulare bestelnummer klantnummer ordernummer telefoonnummer adres geboortedatum"
    " achternaam boekingsnummer".split()
)
_SECRET = (
    r"\b(?:password|passcode|pin(?: code)?|cvv|cvc|security code|one-time code|otp"
    r"|passwort|mot de passe|contrasena|senha|wachtwoord|(?:full "
    r"|long )?card (?:number|details))(?!\w)"
)


def find_requests(page: Page) -> Iterator[Guess]:
    """Yield requests to post private details, unless they point to a private way."""
    for position, sentence in enumerate(page.sentences):
        stretch = _asked(page, sentence)
        if stretch is None or _is_private(page, position):
            continue
        why = "asks for a private detail where everyone reads the answer"
        start, end = stretch
        yield Guess(LeakKind.ASKS_PRIVATE_IN_PUBLIC, start, end, 0.8, why)


def find_secrets_asked(text: str) -> Iterator[Span]:
    """Yield requests for a password, a PIN or a whole card: wrong in any channel."""
    page = read_page(text)
    for sentence in page.sentences:
        stretch = _asked(page, sentence)
        if stretch is not None and expression(_SECRET).search(
            page.plain[stretch[0] : stretch[1]]
        ):
            yield page.original(*stretch)


def _asked(page: Page, sentence: Span) -> tuple[int, int] | None:
    if not page.has(_THING_WORDS):
        return None
    plain = page.plain[sentence.start : sentence.end]
    if expression(_OF_PLACES).search(plain):
        return None
    for ask in _ASKS:
        match = expression(ask).search(plain)
        if match is None:
            continue
        start = match.start() + len(match[0]) - len(match[0].lstrip(" .!?,;:…)-"))
        if expression(_REFUSES).search(plain[max(0, start - 40) : match.end()]):
            continue
        end = match.end()
        if plain[end : end + 1] == "?":
            end += 1
        return sentence.start + start, sentence.start + end
    return None


def _is_private(page: Page, position: int) -> bool:
    """Look for a private way in the sentence and in those beside it."""
    sentence = page.sentences[position]
    here = page.plain[sentence.start : sentence.end]
    if expression(_PRIVATELY).search(here):
        return True
    if expression(_IN_PUBLIC).search(here):
        return False
    beside = page.sentences[max(0, position - 1) : position + 2]
    return any(
        expression(_PRIVATELY).search(page.plain[near.start : near.end])
        for near in beside
    )
