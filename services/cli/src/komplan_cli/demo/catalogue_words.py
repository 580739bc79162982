"""Czech phrases for the generated catalogue. Made up; any likeness to a real service is chance."""

from typing import Final

from komplan.catalogue.v1.catalogue_pb2 import OpeningHours

SITUATIONS: Final = {
    "pece-o-blizkeho": "Starám se o blízkého",
    "senior-doma": "Ve stáří chci zůstat doma",
    "zdravotni-postizeni": "Život se zdravotním postižením",
    "dusevni-onemocneni": "Duševní onemocnění",
    "dluhy": "Dluhy a exekuce",
    "ztrata-bydleni": "Přicházím o bydlení",
    "rodina-v-krizi": "Rodina v krizi",
    "domaci-nasili": "Domácí násilí",
    "zavislost": "Závislost",
    "cizinec": "Jsem cizinec a neznám úřady",
    "dospivani": "Dospívání a volný čas",
    "nezamestnanost": "Hledám práci",
}
STREETS: Final = ("Lipová", "Zahradní", "Školní", "Nádražní", "Polní", "Jiráskova ukázková", "Na Návsi", "Dlouhá")
ACCESSIBILITY: Final = ("step-free", "lift", "accessible-toilet", "induction-loop", "parking")
DESCRIPTIONS: Final = (
    "Pomáháme lidem, kteří kvůli věku nebo nemoci potřebují podporu při každodenních činnostech.",
    "Nabízíme radu, doprovod na úřady a pomoc s vyplněním žádostí.",
    "Docházíme za lidmi domů a pomáháme s péčí o sebe i o domácnost.",
    "Poskytujeme přechodné ubytování a podporu při hledání vlastního bydlení.",
    "Pracujeme s rodinami s dětmi v obtížné situaci.",
    "Podporujeme pečující osoby, aby si mohly odpočinout.",
    "Učíme dovednosti potřebné k samostatnému životu a k práci.",
    "Pomáháme řešit zadlužení a exekuce.",
)
FORMS: Final = ("outpatient", "field", "residential")
_FIELD, _OUTPATIENT, _RESIDENTIAL = ("field",), ("outpatient",), ("residential",)
_NEAR: Final = ("outpatient", "field")
_CRISIS: Final = ("outpatient", "residential")
FORMS_OF: Final = {
    "social-counselling": _NEAR,
    "personal-assistance": _FIELD,
    "home-care": _NEAR,
    "emergency-care": _FIELD,
    "guiding-and-reading": _NEAR,
    "supported-independent-living": _FIELD,
    "respite-care": FORMS,
    "day-services-centre": _OUTPATIENT,
    "day-care-centre": _OUTPATIENT,
    "week-care-centre": _RESIDENTIAL,
    "home-for-disabled": _RESIDENTIAL,
    "home-for-seniors": _RESIDENTIAL,
    "special-regime-home": _RESIDENTIAL,
    "sheltered-housing": _RESIDENTIAL,
    "social-services-in-inpatient-care": _RESIDENTIAL,
    "early-intervention": _NEAR,
    "telephone-crisis-help": _FIELD,
    "interpreting": _NEAR,
    "shelter": _RESIDENTIAL,
    "halfway-house": _RESIDENTIAL,
    "contact-centre": _NEAR,
    "crisis-help": FORMS,
    "intervention-centre": FORMS,
    "low-threshold-day-centre": _NEAR,
    "low-threshold-youth-club": _NEAR,
    "night-shelter": _CRISIS,
    "aftercare": _CRISIS,
    "activation-for-families": _NEAR,
    "activation-for-seniors-and-disabled": _NEAR,
    "social-therapy-workshop": _OUTPATIENT,
    "therapeutic-community": _RESIDENTIAL,
    "outreach-programme": _FIELD,
    "social-rehabilitation": FORMS,
    "mental-health-centre": _NEAR,
}
"""In which forms a kind of service is given, after act 108/2006 Sb., § 37 to § 70; the demonstration's choice."""
RELATED: Final = (
    ("Půjčovna kompenzačních pomůcek", ("pece-o-blizkeho", "zdravotni-postizeni")),
    ("Dobrovolnické centrum", ("senior-doma",)),
    ("Senior taxi", ("senior-doma",)),
    ("Potravinová banka", ("ztrata-bydleni", "dluhy")),
    ("Svépomocná skupina pečujících", ("pece-o-blizkeho",)),
    ("Mateřské centrum", ("rodina-v-krizi",)),
    ("Klub seniorů", ("senior-doma",)),
    ("Dluhová poradna na úřadě", ("dluhy",)),
    ("Kurzy češtiny pro cizince", ("cizinec",)),
    ("Sociální bydlení města", ("ztrata-bydleni",)),
    ("Jídelna s rozvozem obědů", ("senior-doma", "pece-o-blizkeho")),
    ("Komunitní centrum", ("dospivani", "nezamestnanost")),
)


def _week(days: range, opens: str, closes: str) -> list[OpeningHours]:
    return [OpeningHours(weekday=day, opens=opens, closes=closes) for day in days]


HOURS: Final = (
    _week(range(1, 6), "08:00", "16:00"),
    _week(range(1, 5), "07:00", "15:30"),
    _week(range(1, 8), "06:00", "22:00"),
)
