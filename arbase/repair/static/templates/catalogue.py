"""All templates, what is most common in production first."""

from __future__ import annotations

from arbase.repair.static.templates.absent import Absent
from arbase.repair.static.templates.arguments import Arguments
from arbase.repair.static.templates.as_beside import AsBeside
from arbase.repair.static.templates.attribute import WrongAttribute
from arbase.repair.static.templates.awaiting import Awaiting
from arbase.repair.static.templates.caller import Caller
from arbase.repair.static.templates.columns import Columns
from arbase.repair.static.templates.declared import DeclaredType
from arbase.repair.static.templates.empty_aggregate import EmptyAggregate
from arbase.repair.static.templates.encoding import Encoding
from arbase.repair.static.templates.exhausted import Exhausted
from arbase.repair.static.templates.formatting import Formatting
from arbase.repair.static.templates.frames import Frames
from arbase.repair.static.templates.handed_over import HandedOver
from arbase.repair.static.templates.header_text import HeaderText
from arbase.repair.static.templates.hidden_none import HiddenNone
from arbase.repair.static.templates.incomplete import IncompleteTable
from arbase.repair.static.templates.index import Index
from arbase.repair.static.templates.interface import Template
from arbase.repair.static.templates.item_refused import ItemRefused
from arbase.repair.static.templates.left_out import LeftOut
from arbase.repair.static.templates.missing_key import MissingKey
from arbase.repair.static.templates.model import Model
from arbase.repair.static.templates.mutation import Mutation
from arbase.repair.static.templates.no_record import NoRecord
from arbase.repair.static.templates.none_value import NoneValue
from arbase.repair.static.templates.not_a_number import NotANumber
from arbase.repair.static.templates.operands import Operands
from arbase.repair.static.templates.optional_part import OptionalPart
from arbase.repair.static.templates.own_function import OwnFunction
from arbase.repair.static.templates.parsing import Parsing
from arbase.repair.static.templates.part_of_result import PartOfResult
from arbase.repair.static.templates.recursion import Recursion
from arbase.repair.static.templates.rename import Rename
from arbase.repair.static.templates.rollback import Rollback
from arbase.repair.static.templates.round_trip import RoundTrip
from arbase.repair.static.templates.serialisation import Serialisation
from arbase.repair.static.templates.shared import Shared
from arbase.repair.static.templates.sql_text import SqlText
from arbase.repair.static.templates.swapped import Swapped
from arbase.repair.static.templates.text_part import TextPart
from arbase.repair.static.templates.timezone import Timezone
from arbase.repair.static.templates.unbound import Unbound
from arbase.repair.static.templates.undefined_name import UndefinedName
from arbase.repair.static.templates.unpacking import Unpacking
from arbase.repair.static.templates.upgrade import Upgrade
from arbase.repair.static.templates.zero_division import ZeroDivision

TEMPLATES: tuple[Template, ...] = (
    NoneValue(),
    OptionalPart(),
    Absent(),
    LeftOut(),
    HiddenNone(),
    MissingKey(),
    NoRecord(),
    OwnFunction(),
    AsBeside(),
    ItemRefused(),
    PartOfResult(),
    IncompleteTable(),
    Parsing(),
    WrongAttribute(),
    Index(),
    TextPart(),
    ZeroDivision(),
    EmptyAggregate(),
    Rename(),
    Recursion(),
    Operands(),
    Arguments(),
    Swapped(),
    HandedOver(),
    DeclaredType(),
    Formatting(),
    Awaiting(),
    Timezone(),
    Serialisation(),
    NotANumber(),
    Model(),
    Unbound(),
    UndefinedName(),
    Unpacking(),
    Mutation(),
    Columns(),
    Frames(),
    Encoding(),
    HeaderText(),
    Shared(),
    Upgrade(),
    Exhausted(),
    Rollback(),
    RoundTrip(),
    SqlText(),
    Caller(),
)
