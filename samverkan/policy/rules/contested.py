"""Where lawyers disagree: each point as data, with the reading that holds until a huvudman signs another.

A choice is never made by the program. It is signed by somebody at the huvudman, with a reason, and acts at the next
request; `people.stances` keeps it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from samverkan.policy.vocabulary import Stance

S = Stance


@dataclass(frozen=True, slots=True)
class Choice:
    """Another reading than the strict one, and what changes with it."""

    stance: Stance
    reading: str
    changes: str


@dataclass(frozen=True, slots=True)
class Point:
    """A question that the law leaves open."""

    slug: str
    number: int
    """As numbered in the legal specification; from 101 what is only proposed."""
    question: str
    provision: str
    strict: str
    """What holds when nobody has signed anything."""
    choices: tuple[Choice, ...]

    def stances(self) -> frozenset[Stance]:
        """The choices by name."""
        return frozenset(choice.stance for choice in self.choices)


def point(slug: str) -> Point:
    """The point with the slug. Raises KeyError for one that is not known."""
    return {known.slug: known for known in POINTS}[slug]


def point_of(stance: Stance) -> Point:
    """The point that the stance is a choice on."""
    return next(known for known in POINTS if stance in known.stances())


def together(chosen: Iterable[Stance]) -> bool:
    """Whether the choices can hold at once: one at most on each point."""
    points = [point_of(stance).slug for stance in chosen]
    return len(points) == len(set(points))


POINTS: tuple[Point, ...] = (
    Point(
        "skolpsykologen",
        1,
        "Vilken paragraf skyddar det skolpsykologen gör som hälso- och sjukvård?",
        "OSL 23:2, 25:1; patientdatalagen",
        "23:2 med omvänt skaderekvisit. Journalen läses bara av den som ger vården.",
        (
            Choice(
                S.PSYCHOLOGIST_IN_CARE,
                "25:1. Psykologens vård hör till elevhälsans medicinska del.",
                "Psykologens anteckningar och bedömningar blir medicinska uppgifter. Rektor frågar först.",
            ),
        ),
    ),
    Point(
        "till-emi",
        2,
        "Får elevhälsan och skolan lämna uppgifter till elevhälsans medicinska del utan samtycke?",
        "OSL 8:2, 10:27",
        "Nej. Fråga om samtycke, annars prövar rektor enligt 10:27.",
        (
            Choice(
                S.SCHOOL_TO_EMI,
                "Ja, när det behövs för eleven.",
                "Skolsköterska och skolläkare i elevens team läser skolans och elevhälsans uppgifter om stöd.",
            ),
        ),
    ),
    Point(
        "skolbyte-fristaende",
        3,
        "Bryter skyldigheten vid skolbyte sekretessen också mot en fristående skola?",
        "Skollagen 3:12 j; OSL 10:28, 23:2",
        "För skolans vanliga uppgifter och stöd. Elevhälsans uppgifter lämnas efter samtycke eller prövning.",
        (
            Choice(
                S.TRANSITION_TO_INDEPENDENT,
                "Ja, också för elevhälsans uppgifter.",
                "Elevhälsans uppgifter lämnas till en fristående skola utan samtycke när de underlättar skolbytet.",
            ),
        ),
    ),
    Point(
        "skolbyte-emi",
        3,
        "Gäller skyldigheten vid skolbyte elevhälsans medicinska del?",
        "Skollagen 3:12 j; OSL 10:28, 25:1",
        "Nej. Medicinska uppgifter lämnas efter samtycke eller prövning enligt 25:1.",
        (
            Choice(
                S.TRANSITION_OF_EMI,
                "Ja, när det underlättar skolbytet.",
                "Medicinska uppgifter lämnas till den mottagande skolan utan samtycke.",
            ),
        ),
    ),
    Point(
        "forskola-skola",
        4,
        "Är förskola och skola i samma nämnd olika verksamhetsgrenar?",
        "OSL 8:2, 23:1",
        "Ja. Fråga om samtycke, annars prövar förskolans rektor enligt 10:27.",
        (
            Choice(
                S.PRESCHOOL_TO_SCHOOL,
                "Nej, de är en verksamhetsgren.",
                "Skolans personal som tar emot barnet läser det förskolan lämnar.",
            ),
        ),
    ),
    Point(
        "vard-till-emi",
        5,
        "Får vården och socialtjänsten lämna till elevhälsans medicinska del enligt 25:12 och 26:9?",
        "OSL 25:12, 26:9, 25:1, 26:1",
        "Den som äger uppgiften prövar varje gång.",
        (
            Choice(
                S.ONLY_CONSENT_TO_EMI,
                "Skolan tar bara emot efter samtycke.",
                "Svaret blir samtycke. Den som äger uppgiften prövar enligt 25:1 eller 26:1.",
            ),
        ),
    ),
    Point(
        "en-eller-tva",
        6,
        "Räcker en vårdnadshavares samtycke till att uppgifter lämnas?",
        "Föräldrabalken 6:11, 6:13; OSL 12:3",
        "Nej. Båda ska säga ja.",
        (
            Choice(
                S.ONE_GUARDIAN,
                "Ja, i det som inte är ingripande, om den andra inte säger nej eller vill prata först.",
                "Ett ja från den ena öppnar, när den som frågar har sagt att frågan inte är av ingripande betydelse "
                "för barnets framtid. Ett nej från någon stänger, och den som vill prata först väntar ni på.",
            ),
        ),
    ),
    Point(
        "elevens-alder",
        7,
        "Från vilken ålder samtycker eleven ensam?",
        "OSL 12:3; SoL 3:4, 21:1; skollagen 29:12",
        "18 år. Från 15 år behövs elevens eget ja och vårdnadshavarnas, från 12 år att eleven håller med.",
        (
            Choice(S.ALONE_FROM_16, "16 år.", "Från 16 år räcker elevens eget ja."),
            Choice(S.ALONE_FROM_15, "15 år.", "Från 15 år räcker elevens eget ja."),
            Choice(S.ALONE_FROM_12, "12 år.", "Från 12 år räcker elevens eget ja."),
        ),
    ),
    Point(
        "atgardsprogrammet",
        8,
        "Är hela texten i ett beslutat åtgärdsprogram offentlig?",
        "OSL 23:2 st. 2, 21:1, 21:3; prop. 2013/14:160",
        "Ja, utom skyddade uppgifter. Den som skriver ett åtgärdsprogram här varnas alltid. Än skrivs inga här.",
        (
            Choice(
                S.SHORT_WARNING,
                "Ja. Varna bara när texten nämner hälsa eller någon annan person.",
                "Inget svar ändras. Varningen kommer mer sällan, den dag åtgärdsprogram skrivs här.",
            ),
        ),
    ),
    Point(
        "forhandsbedomning",
        9,
        "Får skolan tala med socialtjänsten under en förhandsbedömning?",
        "SoL 20:2; OSL 10:27",
        "Den som anmält får komplettera. I övrigt samtycke eller prövning enligt 10:27, aldrig för EMI.",
        (
            Choice(
                S.PRELIMINARY_ONLY_CONSENT,
                "Bara efter samtycke.",
                "Prövningen enligt 10:27 faller bort under förhandsbedömningen.",
            ),
        ),
    ),
    Point(
        "samma-namnd",
        10,
        "Gäller sekretess mellan skola och socialtjänst i samma nämnd?",
        "OSL 8:2, 25:13 a",
        "Ja, de är olika verksamhetsgrenar. Fråga om samtycke, annars prövning.",
        (
            Choice(
                S.SAME_BOARD,
                "Nej, de är inte självständiga mot varandra.",
                "Socialsekreterare i elevens team läser skolans arbete med stöd, inte elevhälsans.",
            ),
        ),
    ),
    Point(
        "deltagande",
        11,
        "Är det ett samtycke att komma till mötet?",
        "OSL 12:2",
        "Nej. Ett ja ska sägas eller skrivas, och antecknas.",
        (
            Choice(
                S.ATTENDING_IS_YES,
                "Ja, om det är antecknat att den som kom visste vad mötet gällde.",
                "Den som kom till mötet räknas som ett ja. Det är svårare att visa i efterhand.",
            ),
        ),
    ),
    Point(
        "fristaende-osl",
        101,
        "Är offentlighetsprincipen för fristående skolor beslutad från den 1 januari 2027?",
        "Lagrådsremissen januari 2026; OSL 2 kap.",
        "Nej, den är bara föreslagen. Skollagen 29:14 gäller.",
        (
            Choice(
                S.INDEPENDENT_UNDER_OSL,
                "Ja, den är beslutad.",
                "En fristående skola räknas som myndighet och får OSL från och med den 1 januari 2027.",
            ),
        ),
    ),
)
