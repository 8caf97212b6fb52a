"""The style guide: every part of the product on one page, with invented people. Served in the demo only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samverkan.journal.acts import open_page
from samverkan.picture import (
    Event,
    Network,
    Node,
    SchoolYear,
    network,
    readiness_dots,
    school_year_strip,
)
from samverkan.web.frame import Frame, Link, NavItem, Notice, Persona, SignedIn
from samverkan.web.symbols import STATUSES

Part = dict[str, Any]

HUES = (
    "botten",
    "yta",
    "panel",
    "is",
    "djup",
    "hav",
    "ljung",
    "fyr",
    "falu",
    "tang",
    "granit",
)


@open_page
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The page itself. `?fel=1` shows the form as it looks after a failed save."""
    form = WorryForm({"text": "", "when": "31/2", "who": ""}) if "fel" in request.GET else WorryForm()
    request.frame = frame()  # type: ignore[attr-defined]  # read by samverkan.web.frame.context
    return render(request, "stilguide.html", {**parts(), "form": form})


class WorryForm(forms.Form):
    """A form with one field of each kind. It saves nothing."""

    text = forms.CharField(
        label="Vad har du sett?",
        help_text="Skriv det du sett eller hört.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Skriv vad du har sett. Två meningar räcker."},
    )
    when = forms.DateField(
        label="Vilken dag?",
        help_text="Till exempel 14/3.",
        required=False,
        error_messages={"invalid": "Skriv datumet som dag och månad, till exempel 14/3."},
    )
    subject = forms.ChoiceField(
        label="Ämne",
        choices=[("skoldagen", "Skoldagen"), ("raster", "Raster")],
        required=False,
    )
    who = forms.ChoiceField(
        label="Vem ska ta emot?",
        choices=[("sara", "Sara Holm, kurator"), ("lena", "Lena Wik, specialpedagog")],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj vem som ska ta emot oron."},
    )
    told = forms.MultipleChoiceField(
        label="Vilka vet om det?",
        choices=[("elev", "Eleven"), ("hem", "Vårdnadshavare"), ("mentor", "Mentor")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    file = forms.FileField(label="Fil", required=False, help_text="Största storlek är 10 MB.")
    sure = forms.BooleanField(label="Jag har berättat för Ebba att jag skriver det här", required=False)


def frame() -> Frame:
    """An invented frame with all its parts in use."""
    below = (NavItem("Behov i översikt", "#"), NavItem("Inställningar", "#"))
    return Frame(
        school="Björkskolan",
        demo=True,
        person=SignedIn("AK", "Anna-Karin Wester", "Rektor"),
        nav=(
            NavItem("Idag", "#", "today", current=True),
            NavItem("Elever", "#", "pupils"),
            NavItem("Möten", "#", "meetings"),
            NavItem("Att göra", "#", "todo", count=4),
            NavItem("Samverkan", "#", "contacts"),
            NavItem("Skolan", "#", "school", sub=below),
        ),
        new=(
            Link("Samverkan", "#"),
            Link("Möte", "#"),
            Link("Kontakt", "#"),
            Link("Anteckning", "#"),
        ),
        personas=(
            Persona("rektor", "Anna-Karin Wester, rektor", current=True),
            Persona("kurator", "Sara Holm, kurator"),
        ),
        switch_url="#",
        notices=(Notice("Mötet är flyttat till torsdag 6 mars kl. 13.00.", undo_url="#"),),
        log_url="#",
        sign_out_url="#",
        look_url="/utseende",
        harbour_url="/hamnbild",
        help_url="#",
    )


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the room's matrix."""

    status: str
    sentence: str
    word: str = ""

    @property
    def open(self) -> bool:
        """May the person hear?"""
        return self.status == "far-hora"


def parts() -> dict[str, Any]:
    """Invented contents for each part, by the name the template uses."""
    return {
        "hues": HUES,
        "statuses": [(slug, known.word) for slug, known in STATUSES.items()],
        "drawings": ("bat", "boj", "bord", "fyr", "sjokort"),
        **of_a_pupil(),
        **of_a_meeting(),
        **of_the_school(),
        "year": school_year_strip(year()),
        "net": network(team()),
        "today": date(2025, 3, 4),
    }


def of_a_pupil() -> Part:
    """What stands on the pages of one pupil."""
    return {
        "trail": [{"label": "Elever", "url": "#"}, {"label": "5B", "url": "#"}, {"label": "Ebba Lindqvist", "url": ""}],
        "pupil": {
            "name": "Ebba Lindqvist",
            "facts": ["5B", "Mentor Jonas Berg", "Samordnad plan, version 4"],
            "who_url": "#",
            "who_text": "Vem kan se det här? 9 personer",
            "safe_person": {"name": "Sara Holm", "role": "kurator", "phone": "070-174 06 11"},
        },
        "tab_list": [
            {"label": "Nu", "url": "#", "current": True},
            {"label": "Plan", "url": "#"},
            {"label": "Tidslinje", "url": "#"},
            {"label": "Teamet", "url": "#"},
            {"label": "Samtycken", "url": "#", "note": "2 väntar"},
        ],
        "people": people(),
        "consents": [
            {"status": "ja", "text": "Ja", "detail": "Anna, till 9 april", "url": "#"},
            {"status": "fragat", "text": "Frågat 3 mars", "detail": "Olof", "url": "#"},
        ],
        "years": years(),
        "steps_header": ["Steg", "Ansvarig", "Klart senast"],
        "steps": [
            ["Logopeden bokar tid", "Maria Ek, habiliteringen", "fredag 14 mars"],
            ["Bildschema i 5B", "Jonas Berg, mentor", {"text": "Klart 3 mars", "status": "klart"}],
        ],
    }


def of_a_meeting() -> Part:
    """What stands on the pages of one meeting."""
    return {
        "answers": [
            {"question": "När", "answer": "onsdag 5 mars kl. 13.00", "change_url": "#"},
            {"question": "Vilka", "answer": "Ebba\nAnna Lindqvist\nOlof Lindqvist", "change_url": "#"},
            {"question": "Var", "answer": "Rum 12 och video", "change_url": ""},
        ],
        "matrix": matrix(),
        "seat_lists": {
            "everyone": [{"topic": "Ebbas egna ord"}, {"topic": "Skoldagen"}],
            "some": [{"topic": "Skolans bedömning", "remedy": "Ett ja till frågan öppnar för Maria Ek."}],
            "nobody": [],
        },
        "agenda_rows": [
            {"title": "Välkomna, och vad vi kan tala om", "time": "10 min", "past": True},
            {"title": "Ebbas egna ord", "detail": "Ebba visar en bild", "time": "10 min", "current": True},
            {"title": "Skolans bedömning", "detail": "Peter Ny får inte höra det än", "time": "10 min"},
        ],
        "facts": [("När", "Onsdag 5 mars kl. 13.00–14.30"), ("Var", "Björkskolan, rum 12, eller video")],
    }


def of_the_school() -> Part:
    """What stands on Idag and Skolan."""
    return {
        "needs": needs(),
        "groups": [
            {
                "number": 14,
                "title": "Har plan, följs upp i tid",
                "rule": "Datum och ansvarig finns.",
                "url": "#",
                "verb": "Visa 14",
            },
            {
                "number": None,
                "title": "Vi vet inte: 1B och 6C",
                "rule": "Inget har rapporterats på 60 dagar.",
                "url": "#",
            },
        ],
        "log": [
            {"when": "i går 16.10", "text": "Jonas Berg blev klar med bildschemat.", "url": "#", "url_text": "Ebba"}
        ],
        "appointments": [
            {
                "time": "13.00",
                "day": "i morgon",
                "title": "Ebba Lindqvist, samverkan",
                "url": "#",
                "place": "Rum 12",
                "dots": readiness_dots(3, 5),
                "state": "3 av 5 är klart, samtycke saknas",
            },
        ],
    }


def needs() -> list[Part]:
    """Two rows of "Behöver dig"."""
    return [
        {
            "shape": "triangle",
            "title": "Samtycke saknas inför mötet i morgon kl. 13.00",
            "text": "Habiliteringen får inte höra skolans bedömning än.",
            "rule": "Mötet är inom två dagar och ett samtycke saknas. Regel 6 av 12.",
            "person": "Ebba Lindqvist",
            "person_url": "#",
            "group": "5B",
            "verb": "Öppna rummet",
            "url": "#",
        },
        {
            "shape": "dashed",
            "title": "Oro utan mottagare, dag 6 av 14",
            "text": "Jonas Berg skrev den 26 februari. Han får svar senast 12 mars.",
            "person": "Ali Haddad",
            "person_url": "#",
            "group": "2A",
            "verb": "Utse mottagare",
            "url": "#",
        },
    ]


def people() -> list[Part]:
    """Two members of a team."""
    sara = {
        "name": "Sara Holm",
        "role": "kurator",
        "organisation": "Björkskolan",
        "phone": "070-174 06 11",
        "safe": True,
    }
    maria = {
        "name": "Maria Ek",
        "role": "logoped",
        "organisation": "Habiliteringen",
        "mandate": "två handledningar",
        "phone": "08-465 004 31",
        "status": "fragat",
        "status_text": "Samtycke frågat",
    }
    return [sara, maria]


def matrix() -> Part:
    """Three topics and four people."""
    names = [
        ("Ebba", ""),
        ("Anna", "mamma"),
        ("Maria Ek", "logoped"),
        ("Peter Ny", "socialtjänst"),
    ]
    verdicts = {
        "Skoldagen": ("far-hora",) * 4,
        "Skolans bedömning": ("far-hora", "far-hora", "fragat", "inte-fragat"),
        "Logopedens utlåtande": ("far-hora", "far-hora", "far-hora", "far-inte"),
    }
    rows = [
        {
            "topic": topic,
            "summary": f"{sum(v == 'far-hora' for v in row)} av {len(row)} får höra",
            "cells": [
                Cell(v, f"{name}, {topic}: {STATUSES[v].word.lower()}") for (name, _), v in zip(names, row, strict=True)
            ],
        }
        for topic, row in verdicts.items()
    ]
    return {
        "people": [{"short": name, "role": role} for name, role in names],
        "rows": rows,
    }


def years() -> list[Part]:
    """A timeline with one withheld event."""
    events = [
        {
            "shape": "mote",
            "lane": "Möte",
            "title": "Plan version 4 gäller",
            "on": "12 februari",
            "by": "Sara Holm",
            "text": "Beslutad på mötet.",
            "url": "#",
        },
        {
            "shape": "halsa",
            "lane": "Elevhälsa",
            "title": "En uppgift hos skolsköterskan",
            "on": "27 januari",
            "text": "Fråga Birgitta Åhl.",
            "withheld": True,
        },
        {"shape": "barnet", "lane": "Ebba själv", "title": "Ebba visar klassrummet", "on": "18 oktober"},
    ]
    return [{"heading": "Läsåret 2024/25", "events": events}]


def year() -> SchoolYear:
    """A school year with one long silence."""
    events = (
        Event(date(2024, 8, 21), "Samtal med Anna och Olof", "hem"),
        Event(date(2024, 9, 2), "Oro från Jonas Berg", "skola"),
        Event(date(2024, 9, 11), "Första mötet", "mote"),
        Event(date(2024, 10, 6), "Logopeden börjar", "halsa"),
        Event(date(2024, 10, 18), "Ebba visar klassrummet", "barnet"),
        Event(date(2024, 11, 6), "Ny plats i klassrummet", "skola"),
        Event(date(2025, 1, 27), "Socialtjänsten hör av sig", "socialt"),
        Event(date(2025, 2, 12), "Plan version 4", "mote"),
        Event(date(2025, 2, 20), "Ebba pratar med Sara", "barnet"),
        Event(date(2025, 3, 3), "Bildschema i 5B", "skola"),
        Event(date(2025, 3, 5), "Möte om stöd i skolan", "mote"),
        Event(date(2025, 4, 9), "Uppföljning", "mote"),
    )
    return SchoolYear("Ebba", date(2024, 8, 1), date(2025, 6, 30), date(2025, 3, 4), events)


def team() -> Network:
    """Eight seats round Ebba, one empty."""
    nodes = (
        Node("Anna Lindqvist", "mamma", "Hemmet", "hem", phone="070-174 06 21"),
        Node("Olof Lindqvist", "pappa", "Hemmet", "hem", phone="070-174 06 22"),
        Node(
            "Sara Holm",
            "kurator",
            "Björkskolan",
            "skola",
            phone="070-174 06 11",
            trusted=True,
        ),
        Node("Jonas Berg", "mentor", "Björkskolan", "skola", phone="08-465 004 12"),
        Node(
            "Lena Wik",
            "specialpedagog",
            "Björkskolan",
            "skola",
            "tyst",
            "08-465 004 15",
        ),
        Node("Maria Ek", "logoped", "Habiliteringen", "utanfor", phone="08-465 004 31"),
        Node(
            "Peter Ny",
            "socialsekreterare",
            "Socialtjänsten",
            "utanfor",
            "tyst",
            "08-465 004 44",
        ),
        Node("Skolpsykolog", "", "Björkskolan", "skola", "saknas"),
    )
    return Network("Ebba", nodes)
