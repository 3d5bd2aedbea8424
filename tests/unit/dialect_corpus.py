"""Small tables written as French files really come, and the table that each of them holds.

Every one is made here, with figures and names that are invented or well known; what is real is the way of
writing. ``about`` says who writes so. The reader of the course must read all of them right
(``test_dialects.py``); ``benchmarks/read_tables.py`` shows what other readers make of them.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

NBSP, NARROW = "\u00a0", "\u202f"


def day(written: str) -> pd.Timestamp:
    """Return the moment that an ISO text names."""
    return pd.Timestamp(written)


@dataclass(frozen=True)
class Dialect:
    """A way of writing: a file, the columns it holds (None where a cell is missing) and what must be told.

    ``header`` gives the lines of the names (1-based); ``told`` the messages of ``tables:`` that the reader
    must see, without ``told_``.
    """

    name: str
    about: str
    raw: bytes
    columns: dict[str, list]
    header: tuple[int, ...] = (1,)
    told: frozenset[str] = frozenset()


_ALL: list[Dialect] = []


def _add(name, about, text, columns, header=(1,), told="", encoding="utf-8", newline="\n"):
    raw = text if isinstance(text, bytes) else text.replace("\n", newline).encode(encoding)
    _ALL.append(Dialect(name, about, raw, columns, header, frozenset(told.split())))


# --- what French spreadsheets write

_add(
    "excel-france",
    "Excel in French, “CSV (séparateur : point-virgule)”: cp1252, decimal comma, narrow groups by no-break space",
    f"commune;date;budget;taux\nBourg-en-Bresse;03/08/2025;1{NBSP}234{NBSP}567,50;12,5\n"
    f"L’Haÿ;31/12/2024;98{NBSP}000,00;8\n",
    {
        "commune": ["Bourg-en-Bresse", "L’Haÿ"],
        "date": [day("2025-08-03"), day("2024-12-31")],
        "budget": [1234567.5, 98000.0],
        "taux": [12.5, 8.0],
    },
    encoding="cp1252",
    newline="\r\n",
)
_add(
    "excel-utf8",
    "Excel, “CSV UTF-8”: a byte-order mark, then the same",
    "Code postal;Ville;Élèves\n01000;Bourg-en-Bresse;12\n69003;Lyon;340\n",
    {"Code postal": ["01000", "69003"], "Ville": ["Bourg-en-Bresse", "Lyon"], "Élèves": [12, 340]},
    encoding="utf-8-sig",
    newline="\r\n",
)
_add(
    "excel-unicode-text",
    "Excel, “Texte Unicode”: UTF-16 with its mark, separated by tabs",
    "Ville\tPrix\tRelevé\nMâcon\t1,5\t01/02/2024\nNîmes\t-2,25\t29/02/2024\n",
    {"Ville": ["Mâcon", "Nîmes"], "Prix": [1.5, -2.25], "Relevé": [day("2024-02-01"), day("2024-02-29")]},
    encoding="utf-16",
    newline="\r\n",
)
_add(
    "excel-sep-hint",
    "A first line sep=; that tells Excel where to cut",
    "sep=;\nville;habitants\nLyon;519127\nBron;43310\n",
    {"ville": ["Lyon", "Bron"], "habitants": [519127, 43310]},
    header=(2,),
    told="preamble",
    newline="\r\n",
)
_add(
    "excel-empty-tail",
    "A sheet saved with the empty lines and columns that were once touched",
    "a;b;;\n1;x;;\n2;y;;\n;;;\n;;;\n;;;\n",
    {"a": [1, 2], "b": ["x", "y"]},
    told="empty_rows empty_columns",
    encoding="cp1252",
    newline="\r\n",
)
_add(
    "excel-merged-cells",
    "Two lines of names under merged cells",
    "Commune;Population;;Logements\n;Hommes;Femmes;Vacants\nLyon;10;20;3\nBron;4;5;6\n",
    {
        "Commune": ["Lyon", "Bron"],
        "Population Hommes": [10, 4],
        "Population Femmes": [20, 5],
        "Logements Vacants": [3, 6],
    },
    header=(1, 2),
)
_add(
    "excel-errors",
    "Formulas that failed, saved as they showed",
    "service;dépense;part\nÉcoles;1 200;12,5\nVoirie;#REF!;#DIV/0!\nParcs;800;8,25\n",
    {"service": ["Écoles", "Voirie", "Parcs"], "dépense": [1200.0, None, 800.0], "part": [12.5, None, 8.25]},
    told="markers",
    encoding="cp1252",
)
_add(
    "excel-percent-and-euros",
    "Signs written in the cells: kept as text, for 12 % is not 12",
    "objet;montant;part\nBanc;1 234,50 €;12,5 %\nLampe;80,00 €;8 %\n",
    {"objet": ["Banc", "Lampe"], "montant": ["1 234,50 €", "80,00 €"], "part": ["12,5 %", "8 %"]},
    encoding="cp1252",
)
_add(
    "old-mac-line-ends",
    "Lines ended by CR alone",
    "ville;n\nLyon;1\nBron;2\n",
    {"ville": ["Lyon", "Bron"], "n": [1, 2]},
    newline="\r",
)
_add(
    "libreoffice-all-quoted",
    "LibreOffice with “quote all text cells”, in Latin-1, and marks doubled inside",
    '"nom";"devise";"n"\n"Évian";"L\'eau ; la vie";3\n"Thônon";"dit ""la Cité""";4\n',
    {"nom": ["Évian", "Thônon"], "devise": ["L'eau ; la vie", 'dit "la Cité"'], "n": [3, 4]},
    encoding="latin-1",
)

# --- Insee

_add(
    "insee-populations",
    "Insee, populations of communes: codes written with digits, no names",
    "REG;DEP;COM;PMUN;PCAP;PTOT\n84;01;01001;779;19;798\n84;69;69381;29641;782;30423\n",
    {
        "REG": ["84", "84"],
        "DEP": ["01", "69"],
        "COM": ["01001", "69381"],
        "PMUN": [779, 29641],
        "PCAP": [19, 782],
        "PTOT": [798, 30423],
    },
    newline="\r\n",
)
_add(
    "insee-codes-corsica",
    "Insee, departments of Corsica among the others",
    "DEP;NCC;CHEFLIEU\n01;AIN;01053\n2A;CORSE DU SUD;2A004\n2B;HAUTE CORSE;2B033\n971;GUADELOUPE;97105\n",
    {
        "DEP": ["01", "2A", "2B", "971"],
        "NCC": ["AIN", "CORSE DU SUD", "HAUTE CORSE", "GUADELOUPE"],
        "CHEFLIEU": ["01053", "2A004", "2B033", "97105"],
    },
)
_add(
    "insee-workbook-as-csv",
    "A table of a publication: title, blank line, names, notes at the foot",
    "Population municipale par commune;;\n;;\nCommune;2016;2022\nLyon;515 695;520 774\nBron;41 060;42 850\n;;\n"
    "Champ : France hors Mayotte.;;\nSource : Insee, recensements de la population.;;\n",
    {"Commune": ["Lyon", "Bron"], "2016": [515695, 41060], "2022": [520774, 42850]},
    header=(3,),
    told="preamble notes empty_rows",
    encoding="cp1252",
    newline="\r\n",
)
_add(
    "insee-two-lines-of-names",
    "Files of the census by commune: names in words, then the short names",
    "Code géographique;Libellé;Population 2021;Logements 2021\nCODGEO;LIBGEO;P21_POP;P21_LOG\n"
    "01001;L'Abergement;832;365\n"
    "01002;L'Abergement-de-Varey;267;170\n",
    {
        "Code géographique CODGEO": ["01001", "01002"],
        "Libellé LIBGEO": ["L'Abergement", "L'Abergement-de-Varey"],
        "Population 2021 P21_POP": [832, 267],
        "Logements 2021 P21_LOG": [365, 170],
    },
    header=(1, 2),
)
_add(
    "insee-withheld-figures",
    "Figures withheld: s for secret; a letter is no number, so the column stays as written",
    "commune;menages;revenu\n01001;350;s\n01002;110;s\n69123;250000;23450\n69029;18500;21300\n69266;80200;22100\n",
    {
        "commune": ["01001", "01002", "69123", "69029", "69266"],
        "menages": [350, 110, 250000, 18500, 80200],
        "revenu": ["s", "s", "23450", "21300", "22100"],
    },
    told="kept_as_text",
)
_add(
    "insee-nothing-to-count",
    "Insee's signs in tables: /// where a figure cannot be, nd where it is not known",
    "activité;2022;2023\nPêche;12,5;nd\nRaffinage;///;8,0\nCommerce;3,25;4,5\n",
    {"activité": ["Pêche", "Raffinage", "Commerce"], "2022": [12.5, None, 3.25], "2023": [None, 8.0, 4.5]},
    told="markers",
)
_add(
    "insee-first-names",
    "First names: XXXX where the year is withheld",
    "sexe;preusuel;annais;nombre\n1;_PRENOMS_RARES;1900;1249\n1;ADRIEN;1900;1000\n1;AARON;XXXX;12\n2;ZOÉ;2021;1800\n",
    {
        "sexe": [1, 1, 1, 2],
        "preusuel": ["_PRENOMS_RARES", "ADRIEN", "AARON", "ZOÉ"],
        "annais": ["1900", "1900", "XXXX", "2021"],
        "nombre": [1249, 1000, 12, 1800],
    },
    told="kept_as_text",
)

_add(
    "figures-without-names",
    "A logger that writes no names",
    "2024-01-01;5,2;0\n2024-01-02;6,1;12\n",
    {"col_1": [day("2024-01-01"), day("2024-01-02")], "col_2": [5.2, 6.1], "col_3": [0, 12]},
    header=(),
)

# --- portals and the schemas of local authorities

_add(
    "opendatasoft-export",
    "Export of an Opendatasoft portal: byte-order mark, semicolon, decimal point, hours with their offset",
    "Nom du parc;Places libres;Taux;Mise à jour;geo_point_2d\n"
    "Bellecour;120;0.35;2024-01-15T08:30:00+01:00;45.7578, 4.832\n"
    "Part-Dieu;0;1.0;2024-07-15T08:30:00+02:00;45.7605, 4.859\n",
    {
        "Nom du parc": ["Bellecour", "Part-Dieu"],
        "Places libres": [120, 0],
        "Taux": [0.35, 1.0],
        "Mise à jour": [
            pd.Timestamp("2024-01-15 08:30", tz="Europe/Paris"),
            pd.Timestamp("2024-07-15 08:30", tz="Europe/Paris"),
        ],
        "geo_point_2d": ["45.7578, 4.832", "45.7605, 4.859"],
    },
    encoding="utf-8-sig",
    newline="\r\n",
)
_add(
    "scdl-deliberations",
    "A schema of the common base of local data: comma, ISO dates, long texts in quotation marks",
    "COLL_NOM,COLL_SIRET,DELIB_ID,DELIB_DATE,DELIB_OBJET,BUDGET_ANNEE,VOTE_EFFECTIF\n"
    'Valombre,21690123400019,2024-01,2024-03-12,"Budget primitif, vote",2024,27\n'
    'Valombre,21690123400019,2024-02,2024-03-12,"Tarifs de l\'école ""Les Tilleuls"", année 2024",2024,26\n',
    {
        "COLL_NOM": ["Valombre", "Valombre"],
        "COLL_SIRET": ["21690123400019", "21690123400019"],
        "DELIB_ID": ["2024-01", "2024-02"],
        "DELIB_DATE": [day("2024-03-12"), day("2024-03-12")],
        "DELIB_OBJET": ["Budget primitif, vote", 'Tarifs de l\'école "Les Tilleuls", année 2024'],
        "BUDGET_ANNEE": [2024, 2024],
        "VOTE_EFFECTIF": [27, 26],
    },
)
_add(
    "scdl-subsidies",
    "Subsidies: amounts with a point, a date that may miss, a cell of two lines",
    "nomAttribuant,dateConvention,nomBeneficiaire,objet,montant\n"
    'Valombre,2024-01-15,Club de judo,"Tatamis\net transport",1500.5\nValombre,,Chorale,Partitions,300\n',
    {
        "nomAttribuant": ["Valombre", "Valombre"],
        "dateConvention": [day("2024-01-15"), None],
        "nomBeneficiaire": ["Club de judo", "Chorale"],
        "objet": ["Tatamis\net transport", "Partitions"],
        "montant": [1500.5, 300.0],
    },
)
_add(
    "mediation-places",
    "The schema of places of digital mediation: comma, lists cut by bars, decimal point",
    "id,nom,code_postal,code_insee,latitude,longitude,date_maj,services\n"
    "lieu-1,Médiathèque,01000,01053,46.2052,5.2255,2024-05-02,Accès internet|Aide\n"
    "lieu-2,Tiers-lieu,69003,69383,45.76,4.85,2024-06-30,Aide\n",
    {
        "id": ["lieu-1", "lieu-2"],
        "nom": ["Médiathèque", "Tiers-lieu"],
        "code_postal": ["01000", "69003"],
        "code_insee": ["01053", "69383"],
        "latitude": [46.2052, 45.76],
        "longitude": [5.2255, 4.85],
        "date_maj": [day("2024-05-02"), day("2024-06-30")],
        "services": ["Accès internet|Aide", "Aide"],
    },
)
_add(
    "sirene-like",
    "The register of companies: comma, many empty cells, numbers that are names",
    "siren,nic,siret,dateCreation,trancheEffectifs,codePostal,etatAdministratif\n"
    "005520135,00038,00552013500038,1966-11-01,NN,03700,A\n130025265,00013,13002526500013,,42,75007,A\n",
    {
        "siren": ["005520135", "130025265"],
        "nic": ["00038", "00013"],
        "siret": ["00552013500038", "13002526500013"],
        "dateCreation": [day("1966-11-01"), None],
        "trancheEffectifs": ["NN", "42"],
        "codePostal": ["03700", "75007"],
        "etatAdministratif": ["A", "A"],
    },
)
_add(
    "land-sales",
    "Land sales of the tax office: vertical bars, decimal comma, French dates, columns left empty",
    "Date mutation|Nature mutation|Valeur fonciere|Code departement|Code commune|Surface terrain|Lot\n"
    "03/01/2023|Vente|255000,00|01|053|1250|\n25/01/2023|Vente|97500,50|01|004||\n",
    {
        "Date mutation": [day("2023-01-03"), day("2023-01-25")],
        "Nature mutation": ["Vente", "Vente"],
        "Valeur fonciere": [255000.0, 97500.5],
        "Code departement": ["01", "01"],
        "Code commune": ["053", "004"],
        "Surface terrain": [1250.0, None],
        "Lot": [None, None],
    },
)
_add(
    "accounting-entries",
    "Accounting entries: bars, dates without any sign, which stay the whole numbers they look like",
    "JournalCode|EcritureNum|EcritureDate|CompteLib|Debit|Credit\nAC|1|20240131|Électricité|125,50|0,00\n"
    "AC|2|20240229|Fournisseurs|0,00|125,50\n",
    {
        "JournalCode": ["AC", "AC"],
        "EcritureNum": [1, 2],
        "EcritureDate": [20240131, 20240229],
        "CompteLib": ["Électricité", "Fournisseurs"],
        "Debit": [125.5, 0.0],
        "Credit": [0.0, 125.5],
    },
    encoding="latin-1",
    newline="\r\n",
)
_add(
    "commented-metadata",
    "Metadata in lines that begin with #",
    "# Producteur : Ville de Valombre, service des sports\n# Licence : Licence Ouverte 2.0\nequipement,places\n"
    "Gymnase,350\nPiscine,120\n",
    {"equipement": ["Gymnase", "Piscine"], "places": [350, 120]},
    header=(3,),
    told="preamble",
)
_add(
    "name-with-a-hash",
    "A # that is the name of a column",
    "#;nom;note\n1;Anne-Laure;12,5\n2;Zoé;14\n",
    {"#": [1, 2], "nom": ["Anne-Laure", "Zoé"], "note": [12.5, 14.0]},
)
_add(
    "statistician-index",
    "A table saved by R: everything quoted, the lines numbered in a column without a name",
    '"","ville","n"\n"1","Lyon",5\n"2","Bron",6\n',
    {"col_1": [1, 2], "ville": ["Lyon", "Bron"], "n": [5, 6]},
    told="unnamed",
)
_add(
    "names-given-twice",
    "The same name for two columns, and a column without one",
    "commune;total;total;\nLyon;1;2;a\nBron;3;4;b\n",
    {"commune": ["Lyon", "Bron"], "total": [1, 3], "total_2": [2, 4], "col_4": ["a", "b"]},
    told="renamed unnamed",
)
_add(
    "points-and-commas-together",
    "Money with a comma, coordinates with a point, in one file",
    "lieu;prix;latitude\nLyon;12,50;45.7578\nBron;8,00;45.7339\n",
    {"lieu": ["Lyon", "Bron"], "prix": [12.5, 8.0], "latitude": [45.7578, 45.7339]},
)

# --- energy, transport, weather, banks

_add(
    "load-curve",
    "Enedis, load curve: two lines about the meter, a blank line, then the table",
    "Identifiant PRM;Type de donnees;Date de debut;Date de fin;Grandeur physique;Unite\n"
    "00000000000000;Courbe de charge;26/10/2024;28/10/2024;Energie active;W\n\nHorodate;Valeur\n"
    "2024-10-27T02:30:00+02:00;270\n2024-10-27T02:30:00+01:00;\n2024-10-27T03:00:00+01:00;310\n",
    {
        "Horodate": [
            pd.Timestamp("2024-10-27T02:30:00+02:00").tz_convert("Europe/Paris"),
            pd.Timestamp("2024-10-27T02:30:00+01:00").tz_convert("Europe/Paris"),
            pd.Timestamp("2024-10-27T03:00:00+01:00").tz_convert("Europe/Paris"),
        ],
        "Valeur": [270.0, None, 310.0],
    },
    header=(4,),
    told="preamble",
    encoding="utf-8-sig",
    newline="\r\n",
)
_add(
    "supplier-day-headers",
    "EDF, powers reached: a title, and a line for each day among the hours, so days and hours stay as written",
    "\nRécapitulatif de mes puissances atteintes en W\n\n"
    "Date et heure de relève;Puissance atteinte (W);Nature de la donnée\n"
    "18/01/2025;;\n00:00:00;1122;Réelle\n23:30:00;980;Réelle\n17/01/2025;;\n23:00:00;1100;Réelle\n",
    {
        "Date et heure de relève": ["18/01/2025", "00:00:00", "23:30:00", "17/01/2025", "23:00:00"],
        "Puissance atteinte (W)": [None, 1122.0, 980.0, None, 1100.0],
        "Nature de la donnée": [None, "Réelle", "Réelle", None, "Réelle"],
    },
    header=(4,),
    told="preamble",
    encoding="cp1252",
    newline="\r\n",
)
_add(
    "grid-half-hours",
    "RTE, éCO2mix: tabs, Latin-1, ND before the figure is known, a tab too many, a warning at the end",
    "Périmètre\tNature\tDate\tHeures\tConsommation\tEolien\t\n"
    "France\tDonnées définitives\t2023-01-01\t00:00\t45000\tND\t\n"
    "France\tDonnées définitives\t2023-01-01\t00:30\t44000\t12000\t\n"
    "Aucune responsabilité ne sera acceptée pour l'usage fait de ces données, même en cas d'erreur.\n",
    {
        "Périmètre": ["France", "France"],
        "Nature": ["Données définitives", "Données définitives"],
        "Date": [day("2023-01-01"), day("2023-01-01")],
        "Heures": ["00:00", "00:30"],
        "Consommation": [45000, 44000],
        "Eolien": [None, 12000.0],
    },
    told="markers notes empty_columns",
    encoding="latin-1",
)
_add(
    "weather-stations",
    "Météo-France, SYNOP: mq where the instrument said nothing, hours in fourteen digits",
    "numer_sta;date;pmer;t;rr3\n07481;20240101000000;102340;281.45;mq\n07482;20240101000000;mq;280.15;0.2\n"
    "07510;20240101000000;102210;284.65;1.4\n",
    {
        "numer_sta": ["07481", "07482", "07510"],
        "date": ["20240101000000", "20240101000000", "20240101000000"],
        "pmer": [102340.0, None, 102210.0],
        "t": [281.45, 280.15, 284.65],
        "rr3": [None, 0.2, 1.4],
    },
    told="markers",
)
_add(
    "units-under-the-names",
    "A second line that gives the units",
    "date;température;pluie\n;°C;mm\n2024-01-01;5,2;0\n2024-01-02;6,1;12,5\n",
    {
        "date": [day("2024-01-01"), day("2024-01-02")],
        "température °C": [5.2, 6.1],
        "pluie mm": [0.0, 12.5],
    },
    header=(1, 2),
)
_add(
    "bank-statement",
    "A bank: the account above, then signed amounts in two columns",
    "Compte n°;00012345678\nSolde au;31/10/2025\nSolde (EUR);1 234,56\n\nDate;Libellé;Débit;Crédit\n"
    "02/10/2025;CB SUPERMARCHE;-45,20;\n25/10/2025;VIR SALAIRE;;+1 850,00\n",
    {
        "Date": [day("2025-10-02"), day("2025-10-25")],
        "Libellé": ["CB SUPERMARCHE", "VIR SALAIRE"],
        "Débit": [-45.2, None],
        "Crédit": [None, 1850.0],
    },
    header=(5,),
    told="preamble",
    encoding="cp1252",
    newline="\r\n",
)
_add(
    "days-or-months",
    "Dates whose days never go beyond 12: read day first, as in France, and told",
    "date;n\n01/02/2024;1\n01/03/2024;2\n",
    {"date": [day("2024-02-01"), day("2024-03-01")], "n": [1, 2]},
    told="day_first",
)
_add(
    "transport-stops",
    "GTFS, stops of a transport network: comma, point, quotation marks around some cells only",
    'stop_id,stop_name,stop_lat,stop_lon,wheelchair_boarding\nS1,"Gare, quai A",45.7605,4.8597,1\n'
    "S2,Bellecour,45.7578,4.8320,\n",
    {
        "stop_id": ["S1", "S2"],
        "stop_name": ["Gare, quai A", "Bellecour"],
        "stop_lat": [45.7605, 45.7578],
        "stop_lon": [4.8597, 4.832],
        "wheelchair_boarding": [1.0, None],
    },
    newline="\r\n",
)

# --- town halls

_add(
    "total-at-the-foot",
    "A line of totals: it is in the file, so it stays in the table",
    f"arrondissement;population\n1er;29{NARROW}040\n2e;29{NARROW}880\nTotal;58{NARROW}920\n",
    {"arrondissement": ["1er", "2e", "Total"], "population": [29040, 29880, 58920]},
)
_add(
    "notes-without-padding",
    "Notes typed under the table by hand",
    "annee;part\n2019;12,5\n2020;13\n2021;14,25\n\nSource : service des statistiques\n"
    "Note : données provisoires pour 2021\n",
    {"annee": [2019, 2020, 2021], "part": [12.5, 13.0, 14.25]},
    told="notes blank_lines",
    newline="\r\n",
)
_add(
    "title-over-two-columns",
    "A title over a table of two columns",
    "Fréquentation de la médiathèque\nmois;visites\njanvier;1250\nfévrier;1310\n",
    {"mois": ["janvier", "février"], "visites": [1250, 1310]},
    header=(2,),
    told="preamble",
    encoding="cp1252",
)
_add(
    "uneven-lines",
    "A line cut short and a line with a cell too many, both told",
    "nom;lieu;places\nGymnase;Nord;350\nPiscine;Sud\nStade;Est;900;à vérifier\n",
    {"nom": ["Gymnase", "Piscine", "Stade"], "lieu": ["Nord", "Sud", "Est"], "places": [350.0, None, 900.0]},
    told="short extra",
)

CORPUS = tuple(_ALL)
