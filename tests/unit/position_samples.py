"""Small files in the formats of positions and trips. The words CANARY and the place 44.7777, 5.1111 must never leak."""

from __future__ import annotations

import io
import json
import zipfile

GPX = """<?xml version="1.0" encoding="UTF-8"?>
<gpx version="1.1" creator="CANARY" xmlns="http://www.topografix.com/GPX/1/1">
<metadata><name>CANARY</name></metadata>
<wpt lat="44.80" lon="5.10"><name>CANARY</name></wpt>
<rte><rtept lat="44.81" lon="5.11"/><rtept lat="44.82" lon="5.12"/></rte>
<trk><name>CANARY</name><trkseg>
<trkpt lat="44.7777" lon="5.1111"><ele>310.5</ele><time>2025-10-07T07:00:00Z</time></trkpt>
<trkpt lat="44.7787" lon="5.1121"><ele>312</ele><time>2025-10-07T07:01:00Z</time></trkpt>
</trkseg><trkseg>
<trkpt lat="44.7797" lon="5.1131"><time>2025-10-07T09:30:00+02:00</time></trkpt>
</trkseg></trk>
<trk><trkseg><trkpt lat="44.7777" lon="5.1111"><time>2025-10-08T07:00:00.250Z</time></trkpt></trkseg></trk>
</gpx>"""

RECORDS = {
    "locations": [
        {"timestampMs": "1500000000000", "latitudeE7": 447777000, "longitudeE7": 51111000, "accuracy": 20},
        {
            "timestamp": "2020-10-25T00:30:00Z",
            "latitudeE7": 447787000,
            "longitudeE7": 51121000,
            "altitude": 310,
            "deviceTag": 1,
            "activity": [{"timestamp": "2020-10-25T00:30:01Z", "activity": [{"type": "STILL", "confidence": 100}]}],
        },
        {"timestamp": "2020-10-25T01:30:00.123Z", "latitudeE7": 447797000, "longitudeE7": 4294967296 - 21131000},
    ]
}

SEMANTIC = {
    "timelineObjects": [
        {
            "placeVisit": {
                "location": {"latitudeE7": 447777000, "longitudeE7": 51111000, "name": "CANARY", "address": "CANARY"},
                "duration": {"startTimestamp": "2021-03-02T05:00:00Z", "endTimestamp": "2021-03-02T07:00:00Z"},
            }
        },
        {
            "activitySegment": {
                "startLocation": {"latitudeE7": 447777000, "longitudeE7": 51111000},
                "endLocation": {"latitudeE7": 447720000, "longitudeE7": 52010000},
                "duration": {"startTimestampMs": "1614668400000", "endTimestampMs": "1614669300000"},
                "distance": 7400,
                "activityType": "IN_PASSENGER_VEHICLE",
                "simplifiedRawPath": {
                    "points": [{"latE7": 447740000, "lngE7": 51500000, "timestampMs": "1614668800000"}]
                },
            }
        },
    ]
}

_VISIT = {
    "startTime": "2025-10-25T20:00:00.000+02:00",
    "endTime": "2025-10-26T07:30:00.000+01:00",
    "visit": {
        "hierarchyLevel": 0,
        "probability": 0.9,
        "topCandidate": {
            "placeId": "CANARY",
            "semanticType": "INFERRED_HOME",
            "placeLocation": {"latLng": "44.7777°, 5.1111°"},
        },
    },
}
_MALL = {**_VISIT, "visit": {**_VISIT["visit"], "hierarchyLevel": 1}}
_MOVE = {
    "startTime": "2025-10-26T07:30:00.000+01:00",
    "endTime": "2025-10-26T08:00:00.000+01:00",
    "activity": {
        "start": {"latLng": "44.7777°, 5.1111°"},
        "end": {"latLng": "44.772°, 5.201°"},
        "distanceMeters": 8120.5,
        "topCandidate": {"type": "CYCLING", "probability": 0.8},
    },
}
_PATH = {
    "startTime": "2025-10-26T07:00:00.000+01:00",
    "endTime": "2025-10-26T09:00:00.000+01:00",
    "timelinePath": [{"point": "44.775°, 5.15°", "time": "2025-10-26T07:45:00.000+01:00"}],
}
ANDROID = {
    "semanticSegments": [_PATH, _VISIT, _MALL, _MOVE],
    "rawSignals": [
        {
            "position": {
                "LatLng": "44.7721°, 5.2012°",
                "accuracyMeters": 13,
                "altitudeMeters": 301.2,
                "timestamp": "2025-10-26T08:05:00.000+01:00",
            }
        },
        {"wifiScan": {"deliveryTime": "2025-10-26T08:05:00.000+01:00", "devicesRecords": []}},
    ],
    "userLocationProfile": {"frequentPlaces": [{"placeLocation": "44.7777°, 5.1111°", "label": "HOME"}]},
}
IPHONE = [
    {
        **_VISIT,
        "visit": {
            "hierarchyLevel": "0",
            "probability": "0.91",
            "topCandidate": {"placeID": "CANARY", "semanticType": "Home", "placeLocation": "geo:44.777700,5.111100"},
        },
    },
    {
        **_MOVE,
        "activity": {
            "start": "geo:44.777700,5.111100",
            "end": "geo:44.772000,5.201000",
            "distanceMeters": "8120.5",
            "topCandidate": {"type": "in passenger vehicle", "probability": "0.7"},
        },
    },
    {**_PATH, "timelinePath": [{"point": "geo:44.775,5.15", "durationMinutesOffsetFromStartTime": "45"}]},
]

_COACH_HEADER = (
    '"Trip_Id","Trip_Start_Date","Trip_End_Date","Trip_Start_Display_Name","Trip_Arrival_Display_Name","Trip_Purpose",'
    '"Section_Start_Date","Section_End_Date","Section_Duration","Section_Distance","Section_Mode",'
    '"Section_Coordinates","Section_Distances","Section_Timestamps","Section_Speeds"'
)
_COACH_TRIP = (
    '"canary01","Tue Oct 07 2025 08:00:00 GMT+0200 (heure d’été d’Europe centrale)",'
    '"Tue Oct 07 2025 08:30:00 GMT+0200 (heure d’été d’Europe centrale)","CANARY, Valombre","CANARY","COMMUTE",'
)
COACH = "\n".join(
    [
        _COACH_HEADER,
        _COACH_TRIP
        + '"Tue Oct 07 2025 08:00:00 GMT+0200 (heure d’été d’Europe centrale)",'
        + '"Tue Oct 07 2025 08:10:00 GMT+0200 (heure d’été d’Europe centrale)","600","2456","BICYCLING",'
        + '"5.1111,44.7777,5.13,44.78","0,1500","1759816800000,1759817400000","0,6.7"',
        _COACH_TRIP
        + '"2025-10-07T06:10:00.000Z","2025-10-07T06:30:00.000Z","1200", ,"TRAIN",'
        + '"[[5.13,44.78],[5.18,44.80]]","[0,4500]","[1759817400000,1759818600000]","[0,3]"',
    ]
)

STRAVA = {
    "en": (
        "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,Distance,"
        "Max Heart Rate,Relative Effort,Commute,Activity Gear,Filename,Elapsed Time,Moving Time,Distance\n"
        '11,"Jan 15, 2024, 7:30:00\u202fAM",CANARY,Ride,,1800,8.12,,,true,,activities/11.gpx,1800,1700,8123.4\n'
        '12,"Jul 1, 2024, 12:05:09 PM",CANARY,Run,"two\nlines",3600,10.0,,,false,,activities/12.fit.gz,3600,,10003\n'
        '13,"Jul 2, 2024, 12:05:09 AM",CANARY,Swim,,600,1.0,,,false,,activities/13.tcx.gz,600,600,1000\n'
    ),
    "fr": (
        "ID de l’activité,Date de l’activité,Nom de l’activité,Type d’activité,Description de l’activité,Temps écoulé,"
        "Distance,Fréquence cardiaque max.,Effort relatif,Déplacement-transport,Nom du fichier,Temps écoulé,Distance\n"
        '11,"15 janv. 2024 à 07:30:00",CANARY,Sortie à vélo,,1800,"8,12",,,true,activities/11.gpx,1800,8123.4\n'
        '12,"1 juil. 2024, 12:05:09",CANARY,Course à pied,"2\n",3600,"10,0",,,false,activities/12.fit.gz,3600,10003\n'
        '13,"2 juil. 2024 à 00:05:09",CANARY,Natation,,600,"1,0",,,false,activities/13.tcx.gz,600,1000\n'
    ),
}

FILES = {
    "gpx": GPX,
    "google-records": json.dumps(RECORDS),
    "google-semantic": json.dumps(SEMANTIC, indent=2),
    "google-timeline": json.dumps(ANDROID, ensure_ascii=False),
    "google-timeline-ios": json.dumps(IPHONE),
    "coach-co2": COACH,
    "strava-activities": STRAVA["en"],
}


def archive(files: dict[str, bytes | str]) -> bytes:
    """Return a ZIP of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, content in files.items():
            folder.writestr(name, content)
    return out.getvalue()
