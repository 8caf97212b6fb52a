"""What the legal specification says of classes and regimes, written out by hand: nothing here is read from the law."""

CLASSES = """
K01; osl; OSL 23:1; omvant; mf; 2009-06-30; -
K02; osl; OSL 23:2 st. 1; omvant; mf; 2009-06-30; -
K03; osl; OSL 25:1, patientdatalagen; omvant; bg mf; 2009-06-30; -
K04; osl; OSL 23:2 st. 2; rakt; -; 2009-06-30; -
K05; osl; OSL 23:2 st. 2; rakt; -; 2009-06-30; -
K06; osl; OSL 23:2 st. 2 sista meningen; offentlig; -; 2009-06-30; -
K07; osl; OSL 23:2 st. 3; kvalificerat-rakt; -; 2009-06-30; -
K08; osl; OSL 23:3 st. 1; omvant; -; 2009-06-30; -
K09; osl; OSL 23:3 st. 2; rakt; -; 2009-06-30; -
K10; osl; OSL 23:4; rakt; -; 2009-06-30; -
K11; osl; OSL 23:5; omvant; -; 2009-06-30; -
K12; osl; OSL 25:1; omvant; bg mf; 2009-06-30; -
K14; osl; OSL 26:1; omvant; bg mf; 2009-06-30; -
K15; osl; OSL 26:3; absolut; bg mf borta; 2009-06-30; -
K16; osl; OSL 26:2, 26:14 c; omvant; bg; 2009-06-30; -
K17; osl; OSL 23:2, 21:1; rakt; -; 2009-06-30; 2026-01-14
K17; osl; OSL 40:7 g; omvant; mf; 2026-01-15; -
K18; osl; OSL 26:1, 26:5; omvant; bg mf; 2009-06-30; -
K19; osl; OSL 21:1; kvalificerat-rakt; -; 2009-06-30; -
K20; osl; OSL 21:3; kvalificerat-rakt; -; 2009-06-30; -
K21; osl; OSL 21:3 a, 22:2, 21:3 st. 3; omvant; -; 2009-06-30; -
K24; osl; Den paragraf som gäller hos den som har uppgiften, OSL 12:2; omvant; -; 2009-06-30; -
K25; osl; OSL 23:2, 25:1, 12:3; omvant; -; 2009-06-30; -
K26; osl; OSL 7:3; omvant; -; 2009-06-30; -
K27; osl; TF 2:12; tystnadsplikt; -; 2009-06-30; -
K28; osl; OSL 18:13 a, 18:8; rakt; borta; 2009-06-30; -
K02; skollag-29-14; Skollagen 29:14 st. 2; tystnadsplikt; -; 2011-07-01; -
K04; skollag-29-14; Skollagen 29:14 st. 2; tystnadsplikt; -; 2011-07-01; -
K05; skollag-29-14; Skollagen 29:14 st. 2; tystnadsplikt; -; 2011-07-01; -
K06; skollag-29-14; Skollagen 29:14 st. 2; tystnadsplikt; -; 2011-07-01; -
K22; skollag-29-14; Skollagen 29:14 st. 2; tystnadsplikt; -; 2011-07-01; -
K23; skollag-29-14; Skollagen 29:14 st. 1; tystnadsplikt; -; 2011-07-01; -
K03; psl; Patientsäkerhetslagen 6:12–16; tystnadsplikt; -; 2011-01-01; -
K13; psl; Patientsäkerhetslagen 6:12–16; tystnadsplikt; -; 2011-01-01; -
K12; psl; Patientsäkerhetslagen 6:12–16; tystnadsplikt; -; 2011-01-01; -
K14; psl; SoL 17:11; tystnadsplikt; -; 2025-07-01; -
"""
"""class; regime; section; presumption; bg: OSL 10:27 shut out, mf: media freedom limited, borta: not ours; from; to."""

CLASSING = """
K03; fristaende-skola, kommunal-skola, statlig-skola; grundskola; medicinsk; 2009-06-30; -
K01; kommunal-skola, statlig-skola; forskola; vanlig; 2009-06-30; -
K08; kommunal-skola, statlig-skola; fritidshem; psykologisk-psykosocial-specialpedagogisk; 2009-06-30; -
K09; kommunal-skola, statlig-skola; fritidshem; vanlig; 2009-06-30; -
K11; kommunal-skola, statlig-skola; komvux; psykologisk-psykosocial-specialpedagogisk; 2009-06-30; -
K11; kommunal-skola, statlig-skola; komvux; studie-och-yrkesvagledning; 2009-06-30; -
K02; kommunal-skola, statlig-skola; anpassad-skola; psykologisk-psykosocial-specialpedagogisk; 2009-06-30; -
K02; kommunal-skola, statlig-skola; grundskola, gymnasieskola; psykologisk-psykosocial-specialpedagogisk; 2009-06-30; -
K02; kommunal-skola, statlig-skola; forskoleklass; psykologisk-psykosocial-specialpedagogisk; 2009-06-30; 2028-06-30
K04; kommunal-skola, statlig-skola; anpassad-skola, grundskola; elevstodjande-i-ovrigt; 2009-06-30; -
K04; kommunal-skola, statlig-skola; gymnasieskola, komvux; elevstodjande-i-ovrigt; 2009-06-30; -
K04; kommunal-skola, statlig-skola; forskoleklass; elevstodjande-i-ovrigt; 2009-06-30; 2028-06-30
K05; kommunal-skola, statlig-skola; anpassad-skola, grundskola, gymnasieskola, komvux; disciplinart; 2009-06-30; -
K07; kommunal-skola, statlig-skola, fristaende-skola; anpassad-skola, grundskola; vanlig; 2009-06-30; -
K07; kommunal-skola, statlig-skola, fristaende-skola; gymnasieskola, komvux; vanlig; 2009-06-30; -
K07; kommunal-skola, statlig-skola; forskoleklass; vanlig; 2009-06-30; 2028-06-30
K23; fristaende-skola; forskola, fritidshem; vanlig; 2009-06-30; -
K23; fristaende-skola; forskoleklass; vanlig; 2009-06-30; 2028-06-30
K22; fristaende-skola; anpassad-skola, grundskola, gymnasieskola, komvux; disciplinart; 2009-06-30; -
K22; fristaende-skola; anpassad-skola, grundskola, gymnasieskola, komvux; elevstodjande-i-ovrigt; 2009-06-30; -
K22; fristaende-skola; anpassad-skola, grundskola; psykologisk-psykosocial-specialpedagogisk; 2009-06-30; -
K22; fristaende-skola; gymnasieskola, komvux; psykologisk-psykosocial-specialpedagogisk; 2009-06-30; -
K10; spsm; -; vanlig; 2009-06-30; -
K12; region-vard; -; vanlig; 2009-06-30; -
K13; privat-vard; -; vanlig; 2009-06-30; -
K14; privat-socialtjanst, socialtjanst; -; vanlig; 2009-06-30; -
"""
"""class; holders; school forms; work; from; to."""

REGIMES = """
osl; kommunal-skola, statlig-skola, region-vard, socialtjanst, spsm; skola; -; 2009-06-30
-; kommunal-skola, statlig-skola, region-vard, socialtjanst, spsm; skola; -; 2009-06-29
psl; fristaende-skola; emi; -; 2011-01-01
-; fristaende-skola; emi; -; 2010-12-31
skollag-29-14; fristaende-skola; skola; -; 2011-07-01
-; fristaende-skola; skola; -; 2011-06-30
osl; fristaende-skola; skola, emi; fristaende-osl-antagen; 2027-01-01
skollag-29-14; fristaende-skola; skola; fristaende-osl-antagen; 2026-12-31
psl; fristaende-skola; emi; fristaende-osl-antagen; 2026-12-31
skollag-29-14; fristaende-skola; skola; -; 2027-01-01
psl; privat-vard; halso-och-sjukvard; -; 2011-01-01
-; privat-vard; halso-och-sjukvard; -; 2010-12-31
psl; privat-socialtjanst; socialtjanst; -; 2025-07-01
-; privat-socialtjanst; socialtjanst; -; 2025-06-30
"""
"""regime, a dash for none; holders; branches; what the huvudman has signed; the day."""
