"""The ORP by RÚIAN codes, in the order of the official table (obce.csv); a test compares them."""

from typing import Final

ORP: Final = "329"
REGION: Final = "35"
CITY: Final = "545392"
"""Český Krumlov itself, the territory of the city's own plan."""
MUNICIPALITIES: Final = (
    "500194",  # Polná na Šumavě
    "513661",  # Nová Ves
    "536229",  # Chlumec
    "536245",  # Srnín
    "536253",  # Bohdalovice
    "536296",  # Malšín
    "536300",  # Věžovatá Pláně
    "545392",  # Český Krumlov
    "545422",  # Boletice
    "545431",  # Brloh
    "545457",  # Černá v Pošumaví
    "545473",  # Dolní Třebonín
    "545481",  # Frymburk
    "545490",  # Holubov
    "545511",  # Horní Planá
    "545520",  # Hořice na Šumavě
    "545546",  # Chvalšiny
    "545554",  # Kájov
    "545571",  # Křemže
    "545597",  # Lipno nad Vltavou
    "545601",  # Loučovice
    "545627",  # Mirkovice
    "545716",  # Přední Výtoň
    "545724",  # Přídolí
    "545732",  # Přísečná
    "545767",  # Rožmberk nad Vltavou
    "545813",  # Světlík
    "545830",  # Větřní
    "545848",  # Vyšší Brod
    "545864",  # Zlatá Koruna
    "545872",  # Zubčice
    "598623",  # Mojné
)
