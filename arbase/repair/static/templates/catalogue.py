"""All templates, what is most common in production first."""

from __future__ import annotations

from arbase.repair.static.templates.frequent import FREQUENT
from arbase.repair.static.templates.further import FURTHER
from arbase.repair.static.templates.interface import Template

TEMPLATES: tuple[Template, ...] = (*FREQUENT, *FURTHER)
from arbase.repair.static.templates.item_refused import ItemRefused
from arbase.repair.static.templates.json_column import JsonColumn
from arbase.repair.static.templates.json_keys import JsonKeys
from arbase.repair.static.templates.json_mode import JsonMode
from arbase.repair.static.templates.layout import Layout
from arbase.repair.static.templates.left_open import LeftOpen
from arbase.repair.static.templates.left_out import LeftOut
from arbase.repair.static.templates.lent import Lent
from arbase.repair.static.templates.level_names import LevelNames
from arbase.repair.static.templates.line_ends import LineEnds
from arbase.repair.static.templates.literal_text import LiteralText
from arbase.repair.static.templates.long_chain import LongChain
from arbase.repair.static.templates.loose_bound import LooseBound
from arbase.repair.static.templates.lost_condition import LostCondition
from arbase.repair.static.templates.member_order import MemberOrder
from arbase.repair.static.templates.missing_key import MissingKey
from arbase.repair.static.templates.model import Model
from arbase.repair.static.templates.months import Months
from arbase.repair.static.templates.moved_inside import MovedInside
from arbase.repair.static.templates.mutation import Mutation
from arbase.repair.static.templates.nested_begin import NestedBegin
from arbase.repair.static.templates.no_json import NoJson
from arbase.repair.static.templates.no_record import NoRecord
from arbase.repair.static.templates.no_rows import NoRows
from arbase.repair.static.templates.no_such_number import NoSuchNumber
from arbase.repair.static.templates.none_value import NoneValue
from arbase.repair.static.templates.not_a_number import NotANumber
from arbase.repair.static.templates.not_counted import NotCounted
from arbase.repair.static.templates.null_figures import NullFigures
from arbase.repair.static.templates.null_part import NullPart
from arbase.repair.static.templates.number_forms import NumberForms
from arbase.repair.static.templates.numbering import Numbering
from arbase.repair.static.templates.numpy_values import NumpyValues
from arbase.repair.static.templates.on_the_loop import OnTheLoop
from arbase.repair.static.templates.one_sample import OneSample
from arbase.repair.static.templates.open_bound import OpenBound
from arbase.repair.static.templates.operands import Operands
from arbase.repair.static.templates.option_type import OptionType
from arbase.repair.static.templates.optional_format import OptionalFormat
from arbase.repair.static.templates.optional_part import OptionalPart
from arbase.repair.static.templates.or_beside import OrBeside
from arbase.repair.static.templates.other_branch import OtherBranch
from arbase.repair.static.templates.out_of_order import OutOfOrder
from arbase.repair.static.templates.own_calendar import OwnCalendar
from arbase.repair.static.templates.own_clock import OwnClock
from arbase.repair.static.templates.own_fallback import OwnFallback
from arbase.repair.static.templates.own_function import OwnFunction
from arbase.repair.static.templates.own_null import OwnNull
from arbase.repair.static.templates.own_reader import OwnReader
from arbase.repair.static.templates.own_timeout import OwnTimeout
from arbase.repair.static.templates.packed_values import PackedValues
from arbase.repair.static.templates.padding import Padding
from arbase.repair.static.templates.pandas_changes import PandasChanges
from arbase.repair.static.templates.parsing import Parsing
from arbase.repair.static.templates.part_of_result import PartOfResult
from arbase.repair.static.templates.partial_update import PartialUpdate
from arbase.repair.static.templates.past_midnight import PastMidnight
from arbase.repair.static.templates.past_the_last import PastTheLast
from arbase.repair.static.templates.phantom_entries import PhantomEntries
from arbase.repair.static.templates.query_result import QueryResult
from arbase.repair.static.templates.read_nothing import ReadNothing
from arbase.repair.static.templates.recursion import Recursion
from arbase.repair.static.templates.redirects import Redirects
from arbase.repair.static.templates.rename import Rename
from arbase.repair.static.templates.result_row import ResultRow
from arbase.repair.static.templates.rollback import Rollback
from arbase.repair.static.templates.round_trip import RoundTrip
from arbase.repair.static.templates.saves_again import SavesAgain
from arbase.repair.static.templates.search_text import SearchText
from arbase.repair.static.templates.secret import Secret
from arbase.repair.static.templates.serialisation import Serialisation
from arbase.repair.static.templates.several_forms import SeveralForms
from arbase.repair.static.templates.shared import Shared
from arbase.repair.static.templates.single_value import SingleValue
from arbase.repair.static.templates.sink import Sink
from arbase.repair.static.templates.sorted_too_early import SortedTooEarly
from arbase.repair.static.templates.sorting import Sorting
from arbase.repair.static.templates.split_value import SplitValue
from arbase.repair.static.templates.sql_text import SqlText
from arbase.repair.static.templates.still_listed import StillListed
from arbase.repair.static.templates.still_open import StillOpen
from arbase.repair.static.templates.stopped_generator import StoppedGenerator
from arbase.repair.static.templates.stored_enum import StoredEnum
from arbase.repair.static.templates.swapped import Swapped
from arbase.repair.static.templates.task_group import TaskGroup
from arbase.repair.static.templates.text_columns import TextColumns
from arbase.repair.static.templates.text_part import TextPart
from arbase.repair.static.templates.tied_entries import TiedEntries
from arbase.repair.static.templates.timezone import Timezone
from arbase.repair.static.templates.told_answer import ToldAnswer
from arbase.repair.static.templates.told_default import ToldDefault
from arbase.repair.static.templates.told_instead import ToldInstead
from arbase.repair.static.templates.told_setting import ToldSetting
from arbase.repair.static.templates.tuple_result import TupleResult
from arbase.repair.static.templates.turned_beside import TurnedBeside
from arbase.repair.static.templates.twice_told import TwiceTold
from arbase.repair.static.templates.unbound import Unbound
from arbase.repair.static.templates.undefined_name import UndefinedName
from arbase.repair.static.templates.unflushed import Unflushed
from arbase.repair.static.templates.unpacking import Unpacking
from arbase.repair.static.templates.unranked import Unranked
from arbase.repair.static.templates.unset import Unset
from arbase.repair.static.templates.unvalidated_copy import UnvalidatedCopy
from arbase.repair.static.templates.upgrade import Upgrade
from arbase.repair.static.templates.used_up import UsedUp
from arbase.repair.static.templates.validators import Validators
from arbase.repair.static.templates.view_object import ViewObject
from arbase.repair.static.templates.waiting import Waiting
from arbase.repair.static.templates.whole_keys import WholeKeys
from arbase.repair.static.templates.wider_except import WiderExcept
from arbase.repair.static.templates.without_mark import WithoutMark
from arbase.repair.static.templates.wrong_kind import WrongKind
from arbase.repair.static.templates.zero_division import ZeroDivision
TEMPLATES: tuple[Template, ...] = (
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
    SingleValue(),
    Rename(),
    Recursion(),
    SavesAgain(),
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
    Redirects(),
    TaskGroup(),
    Gathered(),
    Timezone(),
    OwnReader(),
    OwnClock(),
    Months(),
    OwnCalendar(),
    Calendar(),
    TurnedBeside(),
    Serialisation(),
    JsonColumn(),
    JsonKeys(),
    NumpyValues(),
    OwnNull(),
    CountedNone(),
    NotANumber(),
    NullFigures(),
    Model(),
    FurtherFields(),
    Unbound(),
    UndefinedName(),
    Unpacking(),
    SplitValue(),
    PhantomEntries(),
    Mutation(),
    Frozen(),
    Columns(),
    Layout(),
    Frames(),
    TextColumns(),
    Duplicates(),
    FrameAnswers(),
    NoRows(),
    DayBounds(),
    TwiceTold(),
    Encoders(),
    OneSample(),
    Encoding(),
    ByteOrderMark(),
    Blocks(),
    LineEnds(),
    Folders(),
    FilesOnly(),
    HeaderText(),
    HeaderNumber(),
    ColumnsOfAll(),
    Shared(),
    Lent(),
    CommonContainer(),
    Upgrade(),
    ToldInstead(),
    Exhausted(),
    StoppedGenerator(),
    Rollback(),
    NestedBegin(),
    LeftOpen(),
    RoundTrip(),
    StoredEnum(),
    SqlText(),
    Bindings(),
    PackedValues(),
    SearchText(),
    FullText(),
    Caller(),
    AsTheIndex(),
    Numbering(),
    Conflict(),
    Eager(),
    AfterCommit(),
    BaseInit(),
    ViewObject(),
    OpenBound(),
    StillOpen(),
    PastTheLast(),
    TupleResult(),
    FormerNames(),
    EarlierForm(),
    LostCondition(),
    GoneAlready(),
    AverageOfKnown(),
    StillListed(),
    PastMidnight(),
    QueryResult(),
    CsvRows(),
    BlankLines(),
    DayOfMoment(),
    DayPromised(),
    SeveralForms(),
    Padding(),
    PandasChanges(),
    IniValues(),
    MemberOrder(),
    LevelNames(),
    WholeKeys(),
    AtLeastOne(),
    AbsentElement(),
    EpochMilliseconds(),
    LiteralText(),
    ClosedFile(),
    CopiedLock(),
    Validators(),
    Secret(),
    FromAttributes(),
    JsonMode(),
    Waiting(),
    AsyncWith(),
    Hooks(),
    Unflushed(),
    Begun(),
    ResultRow(),
    ChangedRow(),
    Unset(),
    ReadNothing(),
    EmptyDocument(),
    Endpoint(),
    AppContext(),
    Bounded(),
    OrBeside(),
    Drained(),
    OwnTimeout(),
    WithoutMark(),
)
