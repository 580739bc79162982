"""The ORP by RÚIAN codes, in the order of the official table (obce.csv); a test compares them."""

from typing import Final

ORP: Final = "281"
REGION: Final = "35"
MUNICIPALITIES: Final = (
    "535231",  # Ostrolovský Újezd
    "535699",  # Petříkov
    "535982",  # Kamenná
    "544281",  # Borovany
    "544515",  # Horní Stropnice
    "544540",  # Hranice
    "544639",  # Jílovice
    "544809",  # Ločenice
    "544817",  # Mladošovice
    "544868",  # Nové Hrady
    "544884",  # Olešnice
    "545023",  # Slavče
    "545104",  # Svatý Jan nad Malší
    "545171",  # Trhové Sviny
    "545376",  # Žár
    "551503",  # Čížkrajice
)
