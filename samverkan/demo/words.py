"""Sentences of school life, invented and plain. {namn} becomes the pupil's given name. None names a diagnosis."""

REASONS = (
    "Flera vuxna hjälper {namn} och behöver göra på samma sätt.",
    "{namn} har bytt klass och vill att samma personer följer med.",
    "Frånvaron ökade i våras. {namn} vill hitta tillbaka till morgnarna.",
    "Hemmet och skolan ser olika saker och vill lägga ihop dem.",
    "{namn} får stöd på två håll och behöver en plan som håller ihop det.",
    "Övergången till nästa stadium behöver förberedas i god tid.",
)

OWN_WORDS = (
    "Jag vill sitta vid fönstret, där hör jag bäst.",
    "Det är lättare när jag får veta kvällen innan.",
    "Jag vill ha rast med samma kompis.",
    "Idrotten är bra. Omklädningsrummet är inte bra.",
    "Jag vill att ni frågar mig först.",
    "På fredagar orkar jag mest.",
    "Jag kan mer än det som syns på proven.",
    "Om jag går ut så kommer jag tillbaka. Jag behöver bara fem minuter.",
    "Musiken är det roligaste jag har.",
    "Jag vill inte att alla tittar när någon hjälper mig.",
    "Berätta vad som händer sen, inte bara nu.",
    "Det hjälper när läraren skriver upp det på tavlan.",
)

GOALS = (
    "Jag kommer i tid till första lektionen, fyra dagar av fem.",
    "Jag vet vem jag ska gå till när det blir för mycket.",
    "{namn} har en vuxen att äta lunch med när matsalen är full.",
    "Jag läser en bok till hela vägen före jul.",
    "{namn} kan be om hjälp utan att räcka upp handen.",
    "Jag är med på alla slöjdlektioner.",
    "{namn} har minst en kompis att göra grupparbeten med.",
    "Jag orkar hela skoldagen på måndagar.",
    "{namn} går själv mellan salarna efter jul.",
    "Jag förstår vad läxan är innan jag går hem.",
)

SCHOOL_MEASURES = (
    ("Dagens schema på bänken", "varje morgon"),
    ("Avstämning med mentor", "måndagar och torsdagar"),
    ("Läsning i liten grupp", "tre pass i veckan"),
    ("Lugn plats i gruppområdet", "när det behövs"),
    ("Enskilt samtal om veckan", "varannan vecka"),
    ("Anpassade prov, muntligt eller i delar", "vid varje prov"),
    ("Rast med fadder", "tre dagar i veckan"),
    ("Matsalen tio minuter tidigare", "varje dag"),
    ("Inspelade genomgångar i matematik", "varje vecka"),
    ("En vuxen möter vid bussen", "varje morgon"),
    ("Kortare dag på onsdagar", "onsdagar till sportlovet"),
    ("Studiehandledning på modersmålet", "två pass i veckan"),
    ("Extra tid vid prov", "vid varje prov"),
    ("Egen plats i biblioteket", "tisdagar och fredagar"),
)

OUTSIDE_MEASURES: dict[str, tuple[tuple[str, str], ...]] = {
    "bup": (
        ("Samtal med psykolog", "varannan vecka"),
        ("Föräldrakurs", "fem kvällar"),
        ("Råd till skolan om morgnarna", "en gång i månaden"),
        ("Samtal med hela familjen", "var tredje vecka"),
        ("Uppföljning av sömnen", "en gång i månaden"),
    ),
    "habiliteringen": (
        ("Handledning av arbetslaget", "två gånger"),
        ("Arbetsterapeut ser över arbetsplatsen", "en gång"),
        ("Träning i vardagen hemma", "varje vecka"),
        ("Provar ut hjälpmedel för planering", "tre besök"),
        ("Samtal med syskonen", "två gånger"),
    ),
    "logoped": (
        ("Språkträning", "varje vecka"),
        ("Råd om bilder i klassrummet", "en gång i terminen"),
        ("Genomgång med föräldrarna", "två gånger"),
        ("Bedömning av läsning", "en gång"),
    ),
    "forsta-linjen": (
        ("Stödsamtal", "sex gånger"),
        ("Familjesamtal", "tre gånger"),
        ("Avstämning med skolan", "var sjätte vecka"),
    ),
    "vardcentralen": (("Läkarbesök", "var tredje månad"), ("Kontroll av medicin", "var sjätte vecka")),
    "socialtjansten": (
        ("Kontaktperson", "två gånger i veckan"),
        ("Stöd i hemmet", "tisdagar och torsdagar"),
        ("Samordnande möte med familjen", "en gång i månaden"),
        ("Feriepraktik ordnas", "till sommaren"),
    ),
    "lss": (("Avlösare i hemmet", "lördagar"), ("Korttidsvistelse", "en helg i månaden"), ("Ledsagare", "torsdagar")),
    "spsm": (("Rådgivning till arbetslaget", "tre tillfällen"), ("Läromedel att prova", "en låda i terminen")),
}

STEPS = (
    "Ringa hem och stämma av veckan",
    "Prova ny plats på bussen en vecka",
    "Rita om schemat tillsammans med {namn}",
    "Boka tid för samtal",
    "Gå igenom anpassningarna med arbetslaget",
    "Ordna studiebesök i nya klassen",
    "Beställa läromedlen",
    "Prata med tränaren om planen",
)

NOTES = (
    "{namn} har haft en bättre vecka. Två sena ankomster i stället för fem.",
    "Grupparbetet i SO gick bra när rollerna var bestämda från början.",
    "Vi provar att {namn} lämnar in muntligt. Första gången gick bra.",
    "Pappa hör av sig om läxorna. Vi har kommit överens om en lista på fredagar.",
    "{namn} har valt att vara kvar inne på långa rasten. Fritids har en aktivitet då.",
    "Byte av plats i klassrummet hjälpte. {namn} säger att det är lugnare där.",
    "Arbetslaget har sett att tisdagar är tyngst. Vi ser över schemat.",
)

COUNSELLOR_NOTES = (
    "Samtal. {namn} berättade om helgen och ville planera veckan som kommer.",
    "Samtal om kompisar. {namn} valde vad som får sägas på mötet.",
    "Vi läste igenom planen. {namn} ändrade en mening i målet.",
)

EVERYDAY = (
    "Klassen har haft temavecka om Östersjön. {namn} byggde en modell av en fyr.",
    "Utvecklingssamtal hållet. Nästa är bokat i vår.",
    "{namn} är med i elevrådet den här terminen.",
    "Klassen går till biblioteket varje tisdag. {namn} har lånat tre böcker.",
    "{namn} hade nya glasögon i dag och ser tavlan från sin plats.",
    "Friluftsdagen gick bra. {namn} ledde stafettlaget.",
    "{namn} har börjat spela blockflöjt.",
    "Klassen har fått en ny elev. {namn} visade runt.",
)

TOLD = (
    ("ali", "sara", 26, "Det är bra när Sara kommer in på rasten."),
    ("ali", "sara", 12, "Jag vill sitta längst bak, där det är lugnt."),
)
"""What a pupil without a plan has told somebody: pupil, to whom, days ago and the words."""
SIGNALS = {
    "ali": "{namn} har varit trött i två veckor och sover ibland på lektionen. Han säger att det är bra. Jag har "
    "pratat med mamma, som också är orolig.",
    "idris": "{namn} äter inte i matsalen och drar sig undan på rasterna. Det är nytt sedan höstlovet.",
    "6A": "{namn} har slutat lämna in och svarar inte när jag frågar. Kompisarna har frågat mig hur det är.",
    "8A": "{namn} har varit borta nästan varje fredag sedan september, alltid med giltig anledning.",
}

ASSESSED = (
    ("{namn} hade svårt att hänga med efter sjukdom i höstas.", "Mentorn har ordnat extra tid. Vi ser om det räcker."),
    ("Bråk på rasten tre dagar i rad, alltid samma lek.", "Rastvakterna har ändrat leken. Det har lugnat sig."),
    ("{namn} ville inte byta om till idrotten.", "Eget omklädningsrum är ordnat. Mer behövs inte nu."),
    ("Många sena ankomster sedan skolstarten.", "Bussen har fått ny tid. Mentorn följer upp."),
)

PURPOSES = (
    "Vi följer upp planen och bestämmer vad som ska vara kvar.",
    "{namn} vill att vi pratar om morgnarna.",
    "Vi lägger ihop det som skola, hem och vård har sett i höst.",
    "Vi går igenom vem som gör vad fram till lovet.",
)

MINUTES = (
    "{namn} vill börja dagen i det lilla rummet. Det fungerar när någon väntar där.",
    "Rasterna går bättre. Lunchen är fortfarande för hög i ljudet.",
    "Hemma är kvällarna lugnare sedan läxorna görs i skolan.",
    "Schemat behöver hänga på samma plats varje dag.",
)
DECISIONS = (
    "Stödet fortsätter som det är till nästa uppföljning.",
    "Mentorn börjar dagen med {namn} i det lilla rummet.",
    "{namn} äter tio minuter före klassen.",
)

CLOSED = "Målen är nådda och {namn} vill fortsätta själv. Mentorn håller ögonen öppna till jul."
