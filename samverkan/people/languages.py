"""The languages one may want to be spoken to in: BCP 47 code and Swedish name, the most usual in Swedish schools."""

NAMES = {
    "sv": "svenska",
    "sq": "albanska",
    "am": "amhariska",
    "ar": "arabiska",
    "bs": "bosniska",
    "hr": "kroatiska",
    "sr": "serbiska",
    "prs": "dari",
    "en": "engelska",
    "fi": "finska",
    "fr": "franska",
    "ckb": "kurdiska, sorani",
    "kmr": "kurdiska, kurmanji",
    "fit": "meänkieli",
    "zh": "mandarin",
    "ps": "pashto",
    "fa": "persiska",
    "pl": "polska",
    "pt": "portugisiska",
    "rom": "romani",
    "ro": "rumänska",
    "ru": "ryska",
    "se": "samiska, nordsamiska",
    "so": "somaliska",
    "es": "spanska",
    "sw": "swahili",
    "swl": "svenskt teckenspråk",
    "th": "thailändska",
    "ti": "tigrinja",
    "cs": "tjeckiska",
    "tr": "turkiska",
    "de": "tyska",
    "uk": "ukrainska",
    "hu": "ungerska",
    "vi": "vietnamesiska",
}
"""Any other language is written among what somebody needs."""
SWEDISH = "sv"


def read(said: str) -> str:
    """The code of a language written as a name or a code; empty when it is none of ours."""
    word = " ".join(said.split()).casefold()
    if word in NAMES:
        return word
    return next((code for code, name in NAMES.items() if word and word in (name, name.partition(",")[0])), "")
