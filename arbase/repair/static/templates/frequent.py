"""Templates of what is most common in production, in the order in which they are asked."""

from __future__ import annotations

from arbase.repair.static.templates.absent import Absent
from arbase.repair.static.templates.arguments import Arguments
from arbase.repair.static.templates.as_beside import AsBeside
from arbase.repair.static.templates.as_converted import AsConverted
from arbase.repair.static.templates.as_siblings import AsSiblings
from arbase.repair.static.templates.at_hand import AtHand
from arbase.repair.static.templates.attribute import WrongAttribute
from arbase.repair.static.templates.awaiting import Awaiting
from arbase.repair.static.templates.before_the_first import BeforeTheFirst
from arbase.repair.static.templates.bisection import Bisection
from arbase.repair.static.templates.checked_beside import CheckedBeside
from arbase.repair.static.templates.cut_first import CutFirst
from arbase.repair.static.templates.declared import DeclaredType
from arbase.repair.static.templates.declared_alike import DeclaredAlike
from arbase.repair.static.templates.default_kept import DefaultKept
from arbase.repair.static.templates.distinct import Distinct
from arbase.repair.static.templates.django_async import DjangoAsync
from arbase.repair.static.templates.download_names import DownloadNames
from arbase.repair.static.templates.empty_aggregate import EmptyAggregate
from arbase.repair.static.templates.empty_array import EmptyArray
from arbase.repair.static.templates.equal_rank import EqualRank
from arbase.repair.static.templates.fallback import Fallback
from arbase.repair.static.templates.first_of_order import FirstOfOrder
from arbase.repair.static.templates.formatting import Formatting
from arbase.repair.static.templates.found_nothing import FoundNothing
from arbase.repair.static.templates.gathered import Gathered
from arbase.repair.static.templates.grouped_digits import GroupedDigits
from arbase.repair.static.templates.handed_over import HandedOver
from arbase.repair.static.templates.hidden_none import HiddenNone
from arbase.repair.static.templates.incomplete import IncompleteTable
from arbase.repair.static.templates.index import Index
from arbase.repair.static.templates.interface import Template
from arbase.repair.static.templates.item_refused import ItemRefused
from arbase.repair.static.templates.left_out import LeftOut
from arbase.repair.static.templates.long_chain import LongChain
from arbase.repair.static.templates.loose_bound import LooseBound
from arbase.repair.static.templates.missing_key import MissingKey
from arbase.repair.static.templates.moved_inside import MovedInside
from arbase.repair.static.templates.no_json import NoJson
from arbase.repair.static.templates.no_record import NoRecord
from arbase.repair.static.templates.no_such_number import NoSuchNumber
from arbase.repair.static.templates.none_value import NoneValue
from arbase.repair.static.templates.not_counted import NotCounted
from arbase.repair.static.templates.null_part import NullPart
from arbase.repair.static.templates.number_forms import NumberForms
from arbase.repair.static.templates.on_the_loop import OnTheLoop
from arbase.repair.static.templates.operands import Operands
from arbase.repair.static.templates.option_type import OptionType
from arbase.repair.static.templates.optional_format import OptionalFormat
from arbase.repair.static.templates.optional_part import OptionalPart
from arbase.repair.static.templates.other_branch import OtherBranch
from arbase.repair.static.templates.out_of_order import OutOfOrder
from arbase.repair.static.templates.own_fallback import OwnFallback
from arbase.repair.static.templates.own_function import OwnFunction
from arbase.repair.static.templates.parsing import Parsing
from arbase.repair.static.templates.part_of_result import PartOfResult
from arbase.repair.static.templates.partial_update import PartialUpdate
from arbase.repair.static.templates.recursion import Recursion
from arbase.repair.static.templates.redirects import Redirects
from arbase.repair.static.templates.rename import Rename
from arbase.repair.static.templates.saves_again import SavesAgain
from arbase.repair.static.templates.set_together import SetTogether
from arbase.repair.static.templates.single_value import SingleValue
from arbase.repair.static.templates.sink import Sink
from arbase.repair.static.templates.sorted_too_early import SortedTooEarly
from arbase.repair.static.templates.sorting import Sorting
from arbase.repair.static.templates.swapped import Swapped
from arbase.repair.static.templates.task_group import TaskGroup
from arbase.repair.static.templates.text_part import TextPart
from arbase.repair.static.templates.tied_entries import TiedEntries
from arbase.repair.static.templates.told_answer import ToldAnswer
from arbase.repair.static.templates.told_default import ToldDefault
from arbase.repair.static.templates.told_setting import ToldSetting
from arbase.repair.static.templates.unranked import Unranked
from arbase.repair.static.templates.unvalidated_copy import UnvalidatedCopy
from arbase.repair.static.templates.used_up import UsedUp
from arbase.repair.static.templates.wider_except import WiderExcept
from arbase.repair.static.templates.worked_out import WorkedOut
from arbase.repair.static.templates.wrong_kind import WrongKind
from arbase.repair.static.templates.zero_division import ZeroDivision

FREQUENT: tuple[Template, ...] = (
    NoneValue(),
    PartialUpdate(),
    UnvalidatedCopy(),
    OptionalPart(),
    OptionalFormat(),
    NullPart(),
    BeforeTheFirst(),
    DefaultKept(),
    OtherBranch(),
    Absent(),
    SetTogether(),
    LeftOut(),
    HiddenNone(),
    FoundNothing(),
    MissingKey(),
    Unranked(),
    ToldAnswer(),
    OwnFallback(),
    ToldDefault(),
    ToldSetting(),
    Fallback(),
    Distinct(),
    NoRecord(),
    NoJson(),
    FirstOfOrder(),
    AtHand(),
    AsConverted(),
    OwnFunction(),
    AsBeside(),
    AsSiblings(),
    CheckedBeside(),
    MovedInside(),
    OutOfOrder(),
    UsedUp(),
    ItemRefused(),
    WiderExcept(),
    PartOfResult(),
    IncompleteTable(),
    NotCounted(),
    GroupedDigits(),
    NumberForms(),
    Parsing(),
    NoSuchNumber(),
    DownloadNames(),
    OptionType(),
    WrongKind(),
    WrongAttribute(),
    Bisection(),
    LooseBound(),
    Index(),
    TextPart(),
    ZeroDivision(),
    EmptyAggregate(),
    EmptyArray(),
    SingleValue(),
    Rename(),
    Recursion(),
    SavesAgain(),
    WorkedOut(),
    LongChain(),
    Operands(),
    Sorting(),
    SortedTooEarly(),
    CutFirst(),
    EqualRank(),
    TiedEntries(),
    Sink(),
    Arguments(),
    Swapped(),
    HandedOver(),
    DeclaredType(),
    DeclaredAlike(),
    Formatting(),
    Awaiting(),
    OnTheLoop(),
    DjangoAsync(),
    Redirects(),
    TaskGroup(),
    Gathered(),
)
