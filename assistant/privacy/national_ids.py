"""Identity, tax and health-service numbers that show by shape and check digit."""

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.privacy.check_digits import is_valid_id
from assistant.privacy.details import Guess
from assistant.privacy.page import Page, expression
from assistant.privacy.wording import wording
from assistant.schema import LeakKind


@dataclass(frozen=True, slots=True)
class Scheme:
    """How one country writes a number.

    `check` names the python-stdnum module that knows the check digit. A `telling`
    shape is enough by itself; others want the check digit and one of the `words`.
    """

    name: str
    shape: str
    check: str | None = None
    words: str = ""
    telling: bool = False


_ID_WORDS = (
    r"\b(?:id|identity|national|citizen|tax|fiscal|ausweis|identidad|identite"
    r"|identita)\b"
)
SCHEMES = (
    Scheme("US SSN", r"\d{3}-\d{2}-\d{4}", telling=True),
    Scheme("US SSN", r"\d{3} \d{2} \d{4}|\d{9}", "us.ssn", r"\b(?:ssn|social)\b"),
    Scheme("US ITIN", r"9\d{2}-[5-9]\d-\d{4}", telling=True),
    Scheme(
        "UK NI number",
        r"[a-ceghj-prstw-z]{2} ?\d{2} ?\d{2} ?\d{2} ?[a-d]",
        telling=True,
    ),
    Scheme("UK NI number", r"qq ?\d{2} ?\d{2} ?\d{2} ?[a-d]", telling=True),
    Scheme("UK NHS number", r"\d{3}[ -]?\d{3}[ -]?\d{4}", "gb.nhs", r"\bnhs\b"),
    Scheme("ES DNI", r"\d{2}\.?\d{3}\.?\d{3}[ -]?[a-z]", "es.dni", telling=True),
    Scheme("ES NIE", r"[xyz][ -]?\d{7}[ -]?[a-z]", telling=True),
    Scheme(
        "FR NIR",
        r"[12] ?\d{2} ?[01]\d ?[0-9][0-9ab] ?\d{3} ?\d{3}(?: ?\d{2})?",
        "fr.nir",
        telling=True,
    ),
    Scheme(
        "DE tax id", r"\d{2} ?\d{3} ?\d{3} ?\d{3}", "de.idnr", r"\b(?:steuer|idnr|tin)"
    ),
    Scheme(
        "IT codice fiscale",
        r"[a-z]{6}\d{2}[a-ehlmprst]\d{2}[a-z]\d{3}[a-z]",
        telling=True,
    ),
    Scheme(
        "NL BSN", r"\d{9}|\d{4}[ .]\d{2}[ .]\d{3}", "nl.bsn", r"\b(?:bsn|sofi|burger)"
    ),
    Scheme("BE national number", r"\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}", telling=True),
    Scheme("PL PESEL", r"\d{11}", "pl.pesel", r"\bpesel\b"),
    Scheme(
        "SE personnummer", r"(?:19|20)?\d{6}[-+]\d{4}", "se.personnummer", telling=True
    ),
    Scheme("DK CPR", r"[0-3]\d[01]\d{3}-\d{4}", "dk.cpr", r"\b(?:cpr|person)"),
    Scheme("FI hetu", r"[0-3]\d[01]\d{3}[-+a]\d{3}[0-9a-y]", "fi.hetu", telling=True),
    Scheme(
        "NO fodselsnummer", r"\d{6} ?\d{5}", "no.fodselsnummer", r"\b(?:fodsel|person)"
    ),
    Scheme("CH AHV", r"756\.\d{4}\.\d{4}\.\d{2}", telling=True),
    Scheme(
        "IN Aadhaar",
        r"[2-9]\d{3}[ -]?\d{4}[ -]?\d{4}",
        "in_.aadhaar",
        r"\b(?:aadh?aa?r|uid)",
    ),
    Scheme("IN PAN", r"[a-z]{3}[abcfghjlpt][a-z]\d{4}[a-z]", telling=True),
    Scheme("BR CPF", r"\d{3}\.\d{3}\.\d{3}-\d{2}", telling=True),
    Scheme("BR CPF", r"\d{9}-?\d{2}", "br.cpf", r"\bcpf\b"),
    Scheme("AU TFN", r"\d{3} ?\d{3} ?\d{2,3}", "au.tfn", r"\b(?:tfn|tax file)"),
    Scheme("AU Medicare", r"[2-6]\d{3} ?\d{5} ?\d", None, r"\bmedicare\b"),
    Scheme(
        "CA SIN", r"\d{3}[ -]\d{3}[ -]\d{3}", "ca.sin", r"\b(?:sin|social insurance)\b"
    ),
    Scheme("CL RUT", r"\d{1,2}\.\d{3}\.\d{3}-[\dk]", telling=True),
    Scheme("MX CURP", r"[a-z]{4}\d{6}[hm][a-z]{5}[a-z0-9]\d", telling=True),
    Scheme("AR CUIL", r"2[0347]-\d{8}-\d", telling=True),
    Scheme("KR RRN", r"\d{2}[01]\d[0-3]\d-[1-4]\d{6}", telling=True),
    Scheme("CN resident number", r"\d{6}(?:19|20)\d{9}[\dx]", "cn.ric", telling=True),
    Scheme("SG NRIC", r"[stfgm]\d{7}[a-z]", telling=True),
    Scheme("IE PPS", r"\d{7}[a-w][a-i]?", "ie.pps", r"\bpps"),
    Scheme("ZA id", r"\d{13}", "za.idnr", _ID_WORDS),
    Scheme(
        "UK driving licence",
        r"[a-z9]{5}\d[0156]\d[0-3]\d{2}[a-z9]{2}\d[a-z]{2}",
        telling=True,
    ),
    Scheme(
        "US Medicare",
        (
            r"\d[ac-hj-np-rt-y][ac-hj-np-rt-y0-9]\d-?[ac-hj-np-rt-y][ac-hj-np-rt-y0-9]"
            r"\d-?[ac-hj-np-rt-y]{2}\d{2}"
        ),
        telling=True,
    ),
)
_FEWEST = 6  # digits and letters in the shortest number here
_EDGES = r"(?<![\w/#])(?<![\d][.,-])(?:{})(?![\w/]|[.,-]\d)"
_NOT_ONE = rf"{wording('numbers', 'not an id')}[^.!?\n]{{0,14}}$"


def find_national_ids(page: Page) -> Iterator[Guess]:
    """Yield numbers with the shape of a country's, checked as far as they can be."""
    digits = sum(code.end - code.start for code in page.codes)
    if digits < _FEWEST:
        return
    for scheme in SCHEMES:
        if scheme.words and not expression(scheme.words).search(page.plain):
            continue
        for match in expression(_EDGES.format(scheme.shape)).finditer(page.plain):
            guess = _read(page, scheme, match.start(), match.end())
            if guess is not None:
                yield guess


def _read(page: Page, scheme: Scheme, start: int, end: int) -> Guess | None:
    if page.in_link(start, end):
        return None
    if expression(_NOT_ONE).search(page.before(start, reach=30)):
        return None
    written = page.text[start:end]
    valid = scheme.check is not None and is_valid_id(
        scheme.check, written.replace(".", "")
    )
    named = bool(scheme.words)
    if not (valid or named or (scheme.telling and scheme.check is None)):
        return None
    sure = 0.96 if valid else 0.9
    return Guess(LeakKind.NATIONAL_ID, start, end, sure, f"reads as a {scheme.name}")
