"""Word lists for people who do not exist: given and family names as in any Swedish class, drawn apart."""

import random
from collections.abc import Iterator


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


GIVEN = _words(
    "Adam Agnes Ahmed Aida Albin Alexander Alice Alicia Alma Alva Amanda Amir Anton Aron Arvid Astrid August Aya Axel "
    "Bilal Bo Celine Clara Dalia Daniel David Edith Edvin Elias Elin Elis Ella Ellen Elma Elton Elvira Emil Emilia "
    "Emma Erik Ester Fatima Felicia Felix Filip Frans Frida Gabriel Greta Gustav Hamza Hanna Hedda Hilma Hugo Ibrahim "
    "Ida Iman Ines Ingrid Iris Isak Jakob Jamal Jasmine Joel Jonathan Josef Julia Kajsa Karim Klara Layla Leah Leia "
    "Lennox Leon Liam Lilly Linnea Liv Lo Love Lovisa Lucas Luna Lykke Majken Malik Malte Maryam Matilda Maximilian "
    "Maya Melvin Meron Milo Minna Mira Mohamed Molly Nadia Natan Nelly Nicole Nils Noah Noel Nora Oliver Olle Omar "
    "Oscar Otto Rami Ronja Rut Samira Samuel Sara Selma Signe Sigrid Simon Siri Sixten Sofia Sol Stella Stina Svea "
    "Tage Theo Thea Tilde Tuva Vera Vidar Vilgot Vincent Vira William Yasin Ylva Yusra Zahra Zakaria Zoe Åke Åsa Ärla"
)
ADULT = _words(
    "Abdi Agneta Ahmad Anders Andreas Ann-Sofie Annika Asha Barbro Bengt Bosse Camilla Carina Cecilia Charlotte "
    "Christer Dragana Elisabet Emma Eva Farah Fredrik Gunilla Göran Hans Hassan Helena Henrik Håkan Ingela Irina "
    "Jan Jenny Jessica Johan Johanna Jörgen Kamal Karin Katarina Khadija Kristian Lars Leila Lena Linda Lotta "
    "Magdalena Magnus Malin Marcus Maria Marianne Mats Mehdi Mikael Monika Nadia Niklas Nina Nour Ola Patrik Per "
    "Peter Pia Rashid Rebecka Robert Roger Samira Selam Stefan Susanne Tarek Therese Thomas Tommy Ulrika Urban "
    "Veronica Viktor Yvonne Zara Åsa Örjan"
)
FAMILY = _words(
    "Abdi Abrahamsson Ahlgren Ahmed Ali Alm Andersson Arvidsson Axelsson Back Backlund Berglund Bergman Bergström "
    "Björk Blom Boström Broman Carlsson Claesson Dahl Dahlberg Danielsson Demir Edlund Eklund Ekman Ekström Eliasson "
    "Engström Eriksson Falk Forsberg Fransson Fredriksson Friberg Gashi Gunnarsson Gustafsson Haile Hansson Hedlund "
    "Hellström Henriksson Hermansson Holm Hosseini Hussein Håkansson Ibrahim Isaksson Jakobsson Jansson Johansson "
    "Jonsson Jovanović Kaya Karlsson Khalil Kowalska Larsson Lind Lindberg Lindgren Lindholm Lindström Ljung Lundberg "
    "Lundgren Lundin Löfgren Magnusson Martinsson Mattsson Mohamud Moberg Månsson Nguyen Nilsson Norberg Nordin "
    "Norén Nyberg Nylund Nyström Olofsson Omar Osman Palm Persson Pettersson Petrović Rahimi Rosén Roth Rydberg "
    "Salonen Samuelsson Sjöberg Sjögren Skoglund Soliman Stenberg Ström Sundberg Sundin Svensson Söderberg Tekle "
    "Tran Viklund Virtanen Wallin Warsame Westerberg Wiklund Åberg Åström Öhman Örn Östlund"
)


def persons(dice: random.Random, given: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Given and family names in pairs that do not come twice until all are used."""
    pairs = [(first, last) for first in given for last in FAMILY]
    while True:
        dice.shuffle(pairs)
        yield from pairs


PHONES = tuple(f"070-174 06 {number:02}" for number in range(25, 100))
"""Fiction series of Post- och telestyrelsen; the first twenty are kept for the named cast."""
DESKS = tuple(f"08-465 004 {number:02}" for number in range(60, 100))
