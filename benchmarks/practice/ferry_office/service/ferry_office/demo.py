"""Data of the demonstration harbour, for development and rehearsals."""
from datetime import datetime, timedelta
from decimal import Decimal

from django.contrib.auth import get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from . import models

PORTS = {"HAV": "Havna", "SUN": "Sundö", "VIK": "Vikholm", "LER": "Lerskär"}
ROUTES = {"HS": ("HAV", "SUN"), "SH": ("SUN", "HAV"), "SV": ("SUN", "VIK"), "HL": ("HAV", "LER")}
TARIFFS = {
    "HS": {"adult": 24, "child": 12, "infant": 0, "car": 38, "van": 55, "lorry": 140, "booking_fee": 4},
    "SH": {"adult": 24, "child": 12, "infant": 0, "car": 38, "van": 55, "lorry": 140, "booking_fee": 4},
    "SV": {"adult": "18.50", "child": 9, "infant": 0, "car": 30, "booking_fee": 4},
    "HL": {"adult": 41, "child": "20.50", "infant": 0, "car": 62, "van": 80, "booking_fee": 6},
}
# name: (passengers, [(length, clearance) of the lanes])
VESSELS = {
    "Aura": (320, [("40", "4.60"), ("30", "4.60"), ("20", "2.20")]),
    "Birka": (280, [("32", "4.60"), ("32", "4.60")]),
    "Cirrus": (140, []),
}
# number: (route, vessel, departure, minutes, status)
SAILINGS = {
    "K090": ("HS", "Aura", "2026-07-09T08:00", 90, "departed"),
    "K101": ("HS", "Aura", "2026-07-10T08:00", 90, "scheduled"),
    "K102": ("SH", "Aura", "2026-07-10T10:00", 90, "scheduled"),
    "K201": ("SV", "Birka", "2026-07-10T10:15", 60, "scheduled"),
    "K103": ("HS", "Birka", "2026-07-10T12:00", 90, "scheduled"),
    "K202": ("SV", "Cirrus", "2026-07-10T15:00", 60, "scheduled"),
    "K104": ("HS", "Cirrus", "2026-07-10T18:00", 90, "cancelled"),
    "K105": ("HS", "Aura", "2026-07-11T08:00", 90, "scheduled"),
    "K301": ("HL", None, "2026-07-11T09:00", 180, "scheduled"),
    "K110": ("HS", "Cirrus", "2026-07-20T08:00", 90, "scheduled"),
}
# reference: (sailing, flexible, total, status, passengers, vehicles)
BOOKINGS = {
    "B-1001": ("K101", False, "78.00", "paid", [("Aino Laine", "adult"), ("Veikko Laine", "child")],
               [("car", "ABC-123", "4.50", "1.60", "")]),
    "B-1002": ("K103", True, "28.00", "paid", [("Maria Ek", "adult")], []),
    "B-1003": ("K103", False, "168.00", "paid", [("Jussi Salo", "adult")], [("lorry", "LOR-803", "12.00", "4.00", "1203")]),
    "B-1004": ("K103", False, "168.00", "paid", [("Tor Berg", "adult")], [("lorry", "LOR-965", "14.00", "4.10", "1965")]),
    "B-1005": ("K101", False, "168.00", "paid", [("Paavo Niemi", "adult")], [("lorry", "LOR-202", "10.00", "3.90", "1202")]),
    "B-1006": ("K110", False, "80.00", "paid", [("Ida Holm", "adult"), ("Olle Holm", "adult")], []),
    "B-1007": ("K103", False, "168.00", "cancelled", [("Lars Öst", "adult")], [("lorry", "LOR-001", "9.00", "3.80", "1001")]),
    "B-1008": ("K090", True, "28.00", "paid", [("Eeva Kallio", "adult")], []),
}
# crew number: (name, user, [(sailing, duty)])
CREW = {
    "C-01": ("Kaisa Lind", "kaisa", [("K101", "bridge"), ("K102", "bridge")]),
    "C-02": ("Nils Åkerö", "nils", [("K101", "engine")]),
    "C-03": ("Sam Dahl", None, []),
}
# key: (name, user)
TERMINALS = {"quay-1-key": ("Quay 1", "office"), "bridge-key": ("Aura bridge", "kaisa"), "engine-key": ("Aura engine", "nils")}
SPRING_SESSION = "spring2026visitor0000000000draft"


def load():
    """Fills an empty database."""
    ports = {code: models.Port.objects.create(code=code, name=name) for code, name in PORTS.items()}
    routes, vessels, sailings, users = {}, {}, {}, {None: None}
    for code, (origin, destination) in ROUTES.items():
        routes[code] = models.Route.objects.create(code=code, origin=ports[origin], destination=ports[destination])
        for kind, amount in TARIFFS[code].items():
            models.TariffLine.objects.create(route=routes[code], kind=kind, amount=Decimal(amount))
    for name, (limit, lanes) in VESSELS.items():
        vessels[name] = models.Vessel.objects.create(name=name, passenger_limit=limit)
        for number, (length, clearance) in enumerate(lanes, 1):
            models.Lane.objects.create(vessel=vessels[name], number=number, length_m=length, clearance_m=clearance)
    for number, (route, vessel, departure, minutes, status) in SAILINGS.items():
        departs_at = timezone.make_aware(datetime.fromisoformat(departure))
        sailings[number] = models.Sailing.objects.create(
            number=number, route=routes[route], vessel=vessels.get(vessel), status=status,
            departs_at=departs_at, arrives_at=departs_at + timedelta(minutes=minutes))
    for reference, (sailing, flexible, total, status, passengers, vehicles) in BOOKINGS.items():
        booking = models.Booking.objects.create(
            reference=reference, sailing=sailings[sailing], flexible=flexible, total=Decimal(total), status=status,
            contact=passengers[0][0].split()[0].lower() + "@example.org")
        for name, kind in passengers:
            models.Passenger.objects.create(booking=booking, name=name, kind=kind)
        for kind, plate, length, height, un_number in vehicles:
            models.Vehicle.objects.create(booking=booking, kind=kind, plate=plate, length_m=length, height_m=height,
                                          un_number=un_number, hazardous=bool(un_number))
    early = models.Passenger.objects.get(name="Paavo Niemi")
    models.BoardingCard.objects.create(passenger=early, gate="Quay 1", scanned_at=sailings["K101"].departs_at - timedelta(hours=3))
    users["office"] = get_user_model().objects.create_user("office", password="harbour-light", is_staff=True)
    for crew_no, (name, username, shifts) in CREW.items():
        if username:
            users[username] = get_user_model().objects.create_user(username)
        member = models.CrewMember.objects.create(crew_no=crew_no, name=name, user=users[username])
        for sailing, duty in shifts:
            models.Shift.objects.create(sailing=sailings[sailing], crew=member, duty=duty)
    for key, (name, username) in TERMINALS.items():
        models.Terminal.objects.create(key=key, name=name, user=users[username])
    Session.objects.create(
        session_key=SPRING_SESSION,
        session_data=SessionStore().encode({"draft": {"sailing": "K110", "passengers": ["Hanna Wik", "Otto Wik"], "vehicle": None}}),
        expire_date=datetime(2099, 1, 1, tzinfo=timezone.get_default_timezone()))
