"""A jurist writes cases in a spreadsheet. What is written as people write is read; what is unknown is said kindly."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from samverkan.policy.putting import TooWide
from samverkan.policy.vocabulary import Answer, Crime, Flag, Giver, Regime
from samverkan.web import commands
from samverkan.web.lawcases.judging import judge, understood
from samverkan.web.lawcases.reading import COLUMNS, Unreadable, read
from samverkan.web.lawcases.words import ANSWERS, CRIMES, FLAGS, GIVERS, PUTTING, REGIMES

HEAD = "fall;klass;roll;anknytning;svar\n"
GOOD = "Kuratorn läser stödet;K04;kurator;i teamet;får\n"
WRONG = "Läraren läser stödet;K04;lärare;på skolan;får\n"
DOCUMENTED = (Path(__file__).parents[4] / "docs" / "lagfall.md").read_text(encoding="utf-8")


def file(folder: Path, content: str | bytes, name: str = "fall.csv") -> Path:
    """A file that the jurist has saved."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    "content",
    [
        HEAD + GOOD,
        (HEAD + GOOD).replace(";", ","),
        (HEAD + GOOD).encode("cp1252"),
        ("\ufeff" + HEAD + GOOD).replace("\n", "\r\n"),
        (HEAD + "# en anteckning;;;;\n;;;;\n" + GOOD),
        (HEAD + GOOD).replace("får", "FAR").replace("i teamet", "I-Teamet"),
    ],
    ids=["semikolon", "komma", "Excel", "med märke", "med anteckning", "utan prickar"],
)
def test_it_is_read_however_the_spreadsheet_saved_it(tmp_path: Path, content: str | bytes) -> None:
    (one,) = judge(understood(read(file(tmp_path, content))))

    assert one.agrees and one.row.name == "Kuratorn läser stödet"


def test_yaml_says_the_same(tmp_path: Path) -> None:
    case = "- fall: Kuratorn läser\n  klass: K02\n  roll: kurator\n  anknytning: i teamet\n  i förtroende: ja\n"
    content = case + "  datum: 2026-11-24\n  flaggor: [logg, bara det som behövs]\n  namngiven: false\n  svar: får\n"

    (one,) = judge(understood(read(file(tmp_path, content, "fall.yaml"))))

    assert one.agrees and one.asked.cell.confided


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (HEAD.replace("klass", "klasss") + GOOD, "kolumnen ”klasss” är inte känd. Närmast: ”klass”"),
        (HEAD + GOOD.replace("kurator;", "kuratorn;"), "Rad 2, kolumnen ”roll”: ordet ”kuratorn” är inte känt"),
        (HEAD + GOOD.replace("får", "kanske"), "kolumnen ”svar”: ordet ”kanske”"),
        (HEAD + GOOD.replace("K04", ""), "klassen saknas"),
        (HEAD + GOOD.replace("kurator", ""), "skriv vem som vill veta"),
        (HEAD + GOOD.replace("i teamet", ""), "skriv hur läsaren är knuten"),
        (HEAD + GOOD.replace("får", ""), "inget svar är väntat"),
        (HEAD + GOOD.replace("\n", ";mer\n"), "fler fält än rubriken"),
        (HEAD.replace("fall", "datum") + GOOD, "är ingen dag"),
        (HEAD.replace("fall", "ålder") + GOOD, "är inget antal år"),
        (HEAD.replace("fall", "ställningstaganden") + GOOD, "kolumnen ”ställningstaganden”"),
        (HEAD.replace("fall", "innehavare") + "polis;K04;kurator;i teamet;får\n", "inga uppgifter om elever"),
        (HEAD.replace("fall", "yrke") + GOOD.replace("Kuratorn läser stödet", "polis"), "kolumnen ”yrke”"),
        (HEAD.replace("fall", "god man") + GOOD.replace("Kuratorn läser stödet", "inom"), "”inom uppdraget”"),
        (HEAD.replace("fall", "har ändrats") + GOOD.replace("Kuratorn läser stödet", "skolan"), "vad någon har svarat"),
        (
            HEAD.replace("fall", "placerad") + GOOD.replace("Kuratorn läser stödet", "kanske"),
            "”vårdnadshavarna svarar”",
        ),
        (
            HEAD.replace("fall", "nämnden har beslutat;svar 1;svar 2")
            + GOOD.replace("Kuratorn läser stödet", "ja;nej;nej"),
            "en vårdnadshavare har sagt ja och en annan nej",
        ),
        (HEAD.replace("fall", "också roll") + GOOD.replace("Kuratorn läser stödet", "mentor"), "i sin andra roll"),
        (
            HEAD.replace("fall", "svarade;svar 1") + GOOD.replace("Kuratorn läser stödet", "2026-11-25;ja"),
            "efter den dag som raden gäller",
        ),
        (HEAD, "Det finns inga fall"),
    ],
)
def test_what_is_not_known_is_refused_with_row_column_and_word(tmp_path: Path, content: str, said: str) -> None:
    with pytest.raises(Unreadable) as refused:
        judge(understood(read(file(tmp_path, content))))

    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("column", "word", "said"),
    [
        ("svar 1", "nej 2026-11-10, kanske 2026-11-12", "ordet ”kanske” är inte känt"),
        ("svar 1", "ja 2026-13-10", "”2026-13-10” är ingen dag"),
        ("svar 1", "ja 2026-11-25", "dagen är efter den dag som raden gäller"),
        ("svar 1", "nej 2026-11-10 efteråt", "”efteråt” skrivs bara efter ett ja"),
        ("svar 1", "2026-11-10", "ordet ”” är inte känt"),
        ("svar 1", "själv", "ordet ”” är inte känt"),
        ("svar 1", ",", "skriv vad personen har svarat"),
        ("brott", "grovt", "ordet ”grovt” är inte känt"),
        ("frågan", "får ställas", "ordet ”får ställas” är inte känt"),
        ("gäller klass", "allting", "kolumnen ”gäller klass”: ordet ”allting”"),
        ("gäller ändamål", "alla möjliga", "kolumnen ”gäller ändamål”"),
        ("gäller till", "för alltid", "”för alltid” är ingen dag"),
    ],
)
def test_a_word_of_answers_questions_and_crimes_that_is_not_known_is_refused(
    tmp_path: Path, column: str, word: str, said: str
) -> None:
    with pytest.raises(Unreadable) as refused:
        judge(
            understood(read(file(tmp_path, f"klass;roll;anknytning;svar;{column}\nK04;logoped;i teamet;får;{word}\n")))
        )

    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("column", "word"), [("gäller klass", "alla"), ("gäller mottagare", "ingen"), ("gäller till", "tills vidare")]
)
def test_an_assessment_is_always_of_something_and_ends(tmp_path: Path, column: str, word: str) -> None:
    head = f"klass;roll;anknytning;bedömning;svar;{column}\n"

    with pytest.raises(Unreadable) as refused:
        judge(understood(read(file(tmp_path, f"{head}K04;logoped;i teamet;lämna;får;{word}\n"))))

    assert f"kolumnen ”{column}”: en prövning gäller alltid något bestämt" in str(refused.value)


@pytest.mark.parametrize("content", ["- [1, 2]", "{", "a: b"])
def test_yaml_that_is_no_list_of_cases_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(Unreadable):
        read(file(tmp_path, content, "fall.yml"))


def test_agreement_is_printed_row_by_row_with_the_sum_last(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = commands.main(["lawcases", str(file(tmp_path, HEAD + GOOD + WRONG))])

    said = capsys.readouterr().out.splitlines()
    assert code == 1
    assert said[0].startswith("stämmer ") and said[1].startswith("SKILJER ")
    assert "väntat ”får”, fick ”får inte”" in said[2]
    assert said[-1] == "1 av 2 fall stämmer."


def test_a_folder_is_every_table_in_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = commands.main(["lawcases", str(tmp_path)])
    refused = capsys.readouterr().err
    for name in ("b.csv", "a.csv"):
        file(tmp_path, HEAD + GOOD, name)
    file(tmp_path, "inget", "läs-mig.txt")

    code = commands.main(["lawcases", str(tmp_path)])

    said = capsys.readouterr().out.splitlines()
    assert (empty, code, said[-1]) == (2, 0, "2 av 2 fall stämmer.")
    assert "finns inga fall" in refused
    assert [line.split()[1] for line in said[:-1]] == ["a.csv:2", "b.csv:2"]


def test_what_is_left_to_people_is_told_in_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head = "fall;klass;roll;anknytning;nås inte;kan vänta;placerad;svar 1;svar\n"
    row = "Väntar;K04;logoped;i teamet;den ena;ja;ja;ja;samtycke\n"

    commands.main(["lawcases", str(file(tmp_path, head + row)), "--json"])

    (told,) = json.loads(capsys.readouterr().out)["fall"]
    assert (told["inte_ensam_for_att"], told["att_gora"]) == (["kan vänta"], ["fråga socialsekreteraren", "hör barnet"])


def test_what_is_printed_can_be_written_back_in_the_spreadsheet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = "fall;klass;roll;ålder;svar;flaggor;givare\n"
    asked = "Föräldern;K02;vårdnadshavare;15;får inte;logg;-\nMormor;K04;närstående;15;får inte;-;eleven\n"

    commands.main(["lawcases", str(file(tmp_path, head + asked))])
    said = capsys.readouterr().out
    commands.main(["lawcases", str(file(tmp_path, head + asked)), "--json"])
    told = json.loads(capsys.readouterr().out)["fall"]

    assert "Föräldern: menprövning (R1.3" in said and "Mormor: samtycke (R1.7" in said
    assert "flaggor: väntat ”logg”, fick ”antecknas, människa avgör”" in said
    assert "givare: väntat ”eleven”, fick ”eleven håller med, vårdnadshavarna”" in said
    assert (told[0]["svar"], told[0]["flaggor"]) == ("menprövning", ["antecknas", "människa avgör"])
    assert (told[0]["regim"], told[1]["givare"]) == ("OSL", ["vårdnadshavarna", "eleven håller med"])


@pytest.mark.parametrize(
    ("known", "meanings"),
    [
        (ANSWERS, Answer),
        (FLAGS, Flag),
        (GIVERS, Giver),
        (REGIMES, Regime),
        (CRIMES, Crime),
        (PUTTING, [None, *TooWide]),
    ],
    ids=["svar", "flaggor", "givare", "regim", "brott", "frågan"],
)
def test_each_answer_flag_giver_and_regime_has_a_word_that_is_documented(
    known: Mapping[str, object], meanings: Iterable[object]
) -> None:
    assert set(known.values()) == set(meanings)
    assert [word for word in known if word not in DOCUMENTED] == []


def test_as_json_it_says_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = commands.main(["lawcases", str(file(tmp_path, HEAD + GOOD)), "--json"])

    told = json.loads(capsys.readouterr().out)
    assert code == 0 and (told["stammer"], told["skiljer"]) == (1, 0)
    assert told["fall"][0]["lagrum"].startswith("OSL 8:2")


@pytest.mark.parametrize("content", [None, "fall;klass\nx;K99\n"])
def test_a_file_that_cannot_be_read_is_said_to_be_so(
    tmp_path: Path, content: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "finns-inte.csv" if content is None else file(tmp_path, content)

    assert commands.main(["lawcases", str(path)]) == 2
    assert capsys.readouterr().err


def test_each_column_is_described_for_jurists() -> None:
    missing = [column for column in COLUMNS if column not in DOCUMENTED and column != "nr"]

    assert missing == []
