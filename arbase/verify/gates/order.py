"""The gates in the order in which they are asked: what costs nothing first."""

from __future__ import annotations

from arbase.verify.gates.by_itself import ByItselfGate
from arbase.verify.gates.circles import CirclesGate
from arbase.verify.gates.client_data import ClientDataGate
from arbase.verify.gates.declared_whole import DeclaredWholeGate
from arbase.verify.gates.earlier import EarlierAnswersGate
from arbase.verify.gates.effects import SideEffectsGate
from arbase.verify.gates.evasion import EvasionGate
from arbase.verify.gates.examples import ExamplesGate
from arbase.verify.gates.exhausted import ReadTwiceGate
from arbase.verify.gates.half_restored import HalfRestoredGate
from arbase.verify.gates.handed_out import HandedOutGate
from arbase.verify.gates.intent import IntentGate
from arbase.verify.gates.interface import Gate
from arbase.verify.gates.interference import NonInterferenceGate
from arbase.verify.gates.left_behind import LeftBehindGate
from arbase.verify.gates.lent import LentGate
from arbase.verify.gates.liveness import LivenessGate
from arbase.verify.gates.made_up import MadeUpValueGate
from arbase.verify.gates.minimality import MinimalityGate
from arbase.verify.gates.neighbours import NeighboursGate
from arbase.verify.gates.options import OptionsKeptGate
from arbase.verify.gates.other_routes import OtherRoutesGate
from arbase.verify.gates.pages_beside import PagesBesideGate
from arbase.verify.gates.phantoms import PhantomsGate
from arbase.verify.gates.protected import ProtectedPathsGate
from arbase.verify.gates.quotients import QuotientGate
from arbase.verify.gates.readers_beside import ReadersBesideGate
from arbase.verify.gates.rounds import RoundsGate
from arbase.verify.gates.set_together import SetTogetherGate
from arbase.verify.gates.shifted import ShiftedIndexGate
from arbase.verify.gates.short_months import ShortMonthsGate
from arbase.verify.gates.shown_instead import ShownInsteadGate
from arbase.verify.gates.swallow import SwallowGate
from arbase.verify.gates.taken_number import TakenNumberGate
from arbase.verify.gates.tests_kept import TestsKeptGate
from arbase.verify.gates.trigger import TriggerGate
from arbase.verify.gates.uneven_columns import UnevenColumnsGate
from arbase.verify.gates.work import WorkGate
from arbase.verify.gates.wrapped import WrappedGate
from arbase.verify.gates.zones import ZonesGate

# Reading the patch is enough for these.
STATIC: tuple[Gate, ...] = (
    ProtectedPathsGate(),
    TestsKeptGate(),
    EvasionGate(),
    SwallowGate(),
    MadeUpValueGate(),
    ZonesGate(),
    ShortMonthsGate(),
    QuotientGate(),
    ReadTwiceGate(),
    PhantomsGate(),
    UnevenColumnsGate(),
    LentGate(),
    SetTogetherGate(),
    LeftBehindGate(),
    DeclaredWholeGate(),
    ReadersBesideGate(),
    WrappedGate(),
    RoundsGate(),
    HalfRestoredGate(),
    TakenNumberGate(),
)
# These run the code. The first one replays everything, the following look at what it saw, the last ones replay again.
REPLAYED: tuple[Gate, ...] = (
    TriggerGate(),
    ByItselfGate(),
    CirclesGate(),
    ClientDataGate(),
    HandedOutGate(),
    ExamplesGate(),
    LivenessGate(),
    IntentGate(),
    OptionsKeptGate(),
    NonInterferenceGate(),
    ShiftedIndexGate(),
    NeighboursGate(),
    ShownInsteadGate(),
    PagesBesideGate(),
    OtherRoutesGate(),
    EarlierAnswersGate(),
    MinimalityGate(),
    SideEffectsGate(),
    WorkGate(),
)
GATES = (*STATIC, *REPLAYED)
