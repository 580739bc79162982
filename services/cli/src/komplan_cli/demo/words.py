"""Czech phrases for generated titles. Made up; any likeness to a real plan is chance."""

PRIORITIES = (
    "Dostupnost terénních služeb",
    "Podpora života ve vlastní domácnosti",
    "Odlehčení pečujícím rodinám",
    "Prevence sociálního vyloučení",
    "Bydlení s podporou",
    "Informovanost a poradenství",
    "Spolupráce poskytovatelů",
    "Kvalita a návaznost služeb",
    "Včasná pomoc v krizi",
)
VERBS = {"new": ("Zřídit",), "keep": ("Udržet", "Zachovat"), "extend": ("Rozšířit", "Posílit")}
"""What a measure does to a service, by the change that it names."""
OBJECTS = (
    "pečovatelskou službu ve večerních hodinách",
    "denní stacionář",
    "odlehčovací službu",
    "sociálně aktivizační službu pro rodiny",
    "terénní program",
    "nízkoprahové zařízení",
    "osobní asistenci",
    "chráněné bydlení",
    "sociální rehabilitaci",
    "odborné sociální poradenství",
    "dobrovolnické centrum",
    "půjčovnu kompenzačních pomůcek",
)
NEEDS = ("Chybí kapacita", "Dlouhé čekací doby", "Služba není dostupná o víkendech", "Nedostatečná informovanost")
REMARKS = (
    "Prosím o rozšíření služby také do okrajových částí města.",
    "Chybí termín, do kdy má být opatření splněno.",
    "V textu je uveden zastaralý název organizace.",
    "Doporučujeme doplnit spolupráci se školami.",
    "Kapacita neodpovídá počtu žadatelů.",
    "Nesouhlasím s pořadím priorit.",
    "Navrhujeme doplnit podporu pečujících osob.",
    "Prosím o srozumitelnější jazyk.",
)
REASONS = (
    "Připomínka je zapracována do textu opatření.",
    "Zapracováno zčásti; zbytek přesahuje možnosti rozpočtu.",
    "Návrh není v působnosti města.",
    "Vysvětleno: opatření tuto věc již obsahuje.",
)
FIRST_NAMES = ("Jana", "Petr", "Eva", "Tomáš", "Alena", "Karel", "Hana", "Milan", "Věra", "Oldřich")
SURNAMES = ("Vzorová", "Ukázka", "Příkladová", "Zkouška", "Smyšlená", "Nikdo")
