"""Templates of what is rarer, asked behind the frequent ones."""

from __future__ import annotations

from arbase.repair.static.templates.absent_element import AbsentElement
from arbase.repair.static.templates.after_commit import AfterCommit
from arbase.repair.static.templates.app_context import AppContext
from arbase.repair.static.templates.as_counted import AsCounted
from arbase.repair.static.templates.as_encoded import AsEncoded
from arbase.repair.static.templates.as_pages_say import AsPagesSay
from arbase.repair.static.templates.as_the_index import AsTheIndex
from arbase.repair.static.templates.asked_in_thread import AskedInThread
from arbase.repair.static.templates.async_with import AsyncWith
from arbase.repair.static.templates.at_least_one import AtLeastOne
from arbase.repair.static.templates.average_of_known import AverageOfKnown
from arbase.repair.static.templates.base_init import BaseInit
from arbase.repair.static.templates.begun import Begun
from arbase.repair.static.templates.behind_null import BehindNull
from arbase.repair.static.templates.bindings import Bindings
from arbase.repair.static.templates.blank_lines import BlankLines
from arbase.repair.static.templates.blocks import Blocks
from arbase.repair.static.templates.both_forms import BothForms
from arbase.repair.static.templates.bounded import Bounded
from arbase.repair.static.templates.bounds_zone import BoundsZone
from arbase.repair.static.templates.byte_order_mark import ByteOrderMark
from arbase.repair.static.templates.calendar_days import Calendar
from arbase.repair.static.templates.caller import Caller
from arbase.repair.static.templates.changed_row import ChangedRow
from arbase.repair.static.templates.closed_circle import ClosedCircle
from arbase.repair.static.templates.closed_file import ClosedFile
from arbase.repair.static.templates.closed_for_all import ClosedForAll
from arbase.repair.static.templates.columns import Columns
from arbase.repair.static.templates.columns_of_all import ColumnsOfAll
from arbase.repair.static.templates.common_container import CommonContainer
from arbase.repair.static.templates.conflict import Conflict
from arbase.repair.static.templates.copied_lock import CopiedLock
from arbase.repair.static.templates.counted_none import CountedNone
from arbase.repair.static.templates.counted_records import CountedRecords
from arbase.repair.static.templates.csv_rows import CsvRows
from arbase.repair.static.templates.day_bounds import DayBounds
from arbase.repair.static.templates.day_of_moment import DayOfMoment
from arbase.repair.static.templates.day_promised import DayPromised
from arbase.repair.static.templates.deleted_first import DeletedFirst
from arbase.repair.static.templates.doubled_braces import DoubledBraces
from arbase.repair.static.templates.drained import Drained
from arbase.repair.static.templates.duplicates import Duplicates
from arbase.repair.static.templates.eager import Eager
from arbase.repair.static.templates.earlier_form import EarlierForm
from arbase.repair.static.templates.earlier_keys import EarlierKeys
from arbase.repair.static.templates.elapsed import Elapsed
from arbase.repair.static.templates.empty_document import EmptyDocument
from arbase.repair.static.templates.encoders import Encoders
from arbase.repair.static.templates.encoding import Encoding
from arbase.repair.static.templates.endpoint import Endpoint
from arbase.repair.static.templates.epoch_milliseconds import EpochMilliseconds
from arbase.repair.static.templates.exhausted import Exhausted
from arbase.repair.static.templates.files_only import FilesOnly
from arbase.repair.static.templates.folders import Folders
from arbase.repair.static.templates.forgets_too import ForgetsToo
from arbase.repair.static.templates.former_mark import FormerMark
from arbase.repair.static.templates.former_names import FormerNames
from arbase.repair.static.templates.frame_answers import FrameAnswers
from arbase.repair.static.templates.frames import Frames
from arbase.repair.static.templates.frequency_tables import FrequencyTables
from arbase.repair.static.templates.from_attributes import FromAttributes
from arbase.repair.static.templates.from_noon import FromNoon
from arbase.repair.static.templates.frozen import Frozen
from arbase.repair.static.templates.full_text import FullText
from arbase.repair.static.templates.further_fields import FurtherFields
from arbase.repair.static.templates.given_back import GivenBack
from arbase.repair.static.templates.gone_already import GoneAlready
from arbase.repair.static.templates.guard_first import GuardFirst
from arbase.repair.static.templates.header_number import HeaderNumber
from arbase.repair.static.templates.header_text import HeaderText
from arbase.repair.static.templates.highest_text import HighestText
from arbase.repair.static.templates.hooks import Hooks
from arbase.repair.static.templates.ini_values import IniValues
from arbase.repair.static.templates.interface import Template
from arbase.repair.static.templates.json_column import JsonColumn
from arbase.repair.static.templates.json_keys import JsonKeys
from arbase.repair.static.templates.json_mode import JsonMode
from arbase.repair.static.templates.kept_form import KeptForm
from arbase.repair.static.templates.kept_rounds import KeptRounds
from arbase.repair.static.templates.kept_row import KeptRow
from arbase.repair.static.templates.kept_rows import KeptRows
from arbase.repair.static.templates.kept_table import KeptTable
from arbase.repair.static.templates.last_resort import LastResort
from arbase.repair.static.templates.layout import Layout
from arbase.repair.static.templates.left_open import LeftOpen
from arbase.repair.static.templates.length_of_day import LengthOfDay
from arbase.repair.static.templates.lent import Lent
from arbase.repair.static.templates.letter_by_letter import LetterByLetter
from arbase.repair.static.templates.level_names import LevelNames
from arbase.repair.static.templates.line_ends import LineEnds
from arbase.repair.static.templates.literal_text import LiteralText
from arbase.repair.static.templates.loaded_along import LoadedAlong
from arbase.repair.static.templates.local_hours import LocalHours
from arbase.repair.static.templates.local_part import LocalPart
from arbase.repair.static.templates.lost_condition import LostCondition
from arbase.repair.static.templates.lost_fallback import LostFallback
from arbase.repair.static.templates.lost_guard import LostGuard
from arbase.repair.static.templates.lost_handler import LostHandler
from arbase.repair.static.templates.lost_nothing import LostNothing
from arbase.repair.static.templates.lost_operand import LostOperand
from arbase.repair.static.templates.made_anew import MadeAnew
from arbase.repair.static.templates.made_when_used import MadeWhenUsed
from arbase.repair.static.templates.member_order import MemberOrder
from arbase.repair.static.templates.model import Model
from arbase.repair.static.templates.months import Months
from arbase.repair.static.templates.mutation import Mutation
from arbase.repair.static.templates.nan_of_whole import NanOfWhole
from arbase.repair.static.templates.narrowed_first import NarrowedFirst
from arbase.repair.static.templates.nested_begin import NestedBegin
from arbase.repair.static.templates.no_related import NoRelated
from arbase.repair.static.templates.no_rows import NoRows
from arbase.repair.static.templates.not_a_number import NotANumber
from arbase.repair.static.templates.null_figures import NullFigures
from arbase.repair.static.templates.null_of_nan import NullOfNan
from arbase.repair.static.templates.numbering import Numbering
from arbase.repair.static.templates.numpy_values import NumpyValues
from arbase.repair.static.templates.one_sample import OneSample
from arbase.repair.static.templates.open_bound import OpenBound
from arbase.repair.static.templates.or_beside import OrBeside
from arbase.repair.static.templates.orjson_keys import OrjsonKeys
from arbase.repair.static.templates.other_end import OtherEnd
from arbase.repair.static.templates.over_the_end import OverTheEnd
from arbase.repair.static.templates.own_calendar import OwnCalendar
from arbase.repair.static.templates.own_clock import OwnClock
from arbase.repair.static.templates.own_loop import OwnLoop
from arbase.repair.static.templates.own_null import OwnNull
from arbase.repair.static.templates.own_reader import OwnReader
from arbase.repair.static.templates.own_selection import OwnSelection
from arbase.repair.static.templates.own_timeout import OwnTimeout
from arbase.repair.static.templates.packed_values import PackedValues
from arbase.repair.static.templates.padding import Padding
from arbase.repair.static.templates.page_without_key import PageWithoutKey
from arbase.repair.static.templates.pandas_changes import PandasChanges
from arbase.repair.static.templates.past_cascades import PastCascades
from arbase.repair.static.templates.past_midnight import PastMidnight
from arbase.repair.static.templates.past_the_last import PastTheLast
from arbase.repair.static.templates.phantom_entries import PhantomEntries
from arbase.repair.static.templates.query_result import QueryResult
from arbase.repair.static.templates.read_nothing import ReadNothing
from arbase.repair.static.templates.refused_field import RefusedField
from arbase.repair.static.templates.renamed_field import RenamedField
from arbase.repair.static.templates.renamed_keys import RenamedKeys
from arbase.repair.static.templates.result_row import ResultRow
from arbase.repair.static.templates.rollback import Rollback
from arbase.repair.static.templates.round_of_others import RoundOfOthers
from arbase.repair.static.templates.round_trip import RoundTrip
from arbase.repair.static.templates.rule_of_input import RuleOfInput
from arbase.repair.static.templates.search_text import SearchText
from arbase.repair.static.templates.secret import Secret
from arbase.repair.static.templates.serialisation import Serialisation
from arbase.repair.static.templates.several_forms import SeveralForms
from arbase.repair.static.templates.shared import Shared
from arbase.repair.static.templates.shown_numbers import ShownNumbers
from arbase.repair.static.templates.split_value import SplitValue
from arbase.repair.static.templates.spread_of_one import SpreadOfOne
from arbase.repair.static.templates.sql_text import SqlText
from arbase.repair.static.templates.still_listed import StillListed
from arbase.repair.static.templates.still_open import StillOpen
from arbase.repair.static.templates.stopped_generator import StoppedGenerator
from arbase.repair.static.templates.stored_enum import StoredEnum
from arbase.repair.static.templates.streamed_context import StreamedContext
from arbase.repair.static.templates.surplus_cells import SurplusCells
from arbase.repair.static.templates.sync_in_thread import SyncInThread
from arbase.repair.static.templates.text_columns import TextColumns
from arbase.repair.static.templates.text_keys import TextKeys
from arbase.repair.static.templates.timezone import Timezone
from arbase.repair.static.templates.told_instead import ToldInstead
from arbase.repair.static.templates.tuple_result import TupleResult
from arbase.repair.static.templates.turned_beside import TurnedBeside
from arbase.repair.static.templates.twice_told import TwiceTold
from arbase.repair.static.templates.unbound import Unbound
from arbase.repair.static.templates.undefined_name import UndefinedName
from arbase.repair.static.templates.unflushed import Unflushed
from arbase.repair.static.templates.unknown_part import UnknownPart
from arbase.repair.static.templates.unlisted import Unlisted
from arbase.repair.static.templates.unpacking import Unpacking
from arbase.repair.static.templates.unset import Unset
from arbase.repair.static.templates.upgrade import Upgrade
from arbase.repair.static.templates.validators import Validators
from arbase.repair.static.templates.view_object import ViewObject
from arbase.repair.static.templates.waiting import Waiting
from arbase.repair.static.templates.whole_keys import WholeKeys
from arbase.repair.static.templates.without_mark import WithoutMark
from arbase.repair.static.templates.without_zone import WithoutZone
from arbase.repair.static.templates.word_for_missing import WordForMissing

FURTHER: tuple[Template, ...] = (
    Timezone(),
    OwnReader(),
    WithoutZone(),
    LocalHours(),
    LengthOfDay(),
    AsPagesSay(),
    FromNoon(),
    Elapsed(),
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
    SpreadOfOne(),
    CountedNone(),
    NotANumber(),
    NullFigures(),
    NullOfNan(),
    Model(),
    RuleOfInput(),
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
    WordForMissing(),
    Duplicates(),
    FrameAnswers(),
    NoRelated(),
    NoRows(),
    DayBounds(),
    TwiceTold(),
    Encoders(),
    OneSample(),
    Encoding(),
    LastResort(),
    SyncInThread(),
    OwnLoop(),
    AsEncoded(),
    LetterByLetter(),
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
    KeptRow(),
    KeptRows(),
    AskedInThread(),
    MadeAnew(),
    PageWithoutKey(),
    BehindNull(),
    CommonContainer(),
    Upgrade(),
    FrequencyTables(),
    ToldInstead(),
    Exhausted(),
    StoppedGenerator(),
    Rollback(),
    KeptRounds(),
    NestedBegin(),
    LeftOpen(),
    RoundTrip(),
    StoredEnum(),
    Unlisted(),
    SqlText(),
    Bindings(),
    PackedValues(),
    SearchText(),
    FullText(),
    Caller(),
    AsTheIndex(),
    Numbering(),
    CountedRecords(),
    DeletedFirst(),
    Conflict(),
    KeptForm(),
    Eager(),
    LoadedAlong(),
    AfterCommit(),
    BaseInit(),
    ViewObject(),
    OpenBound(),
    StillOpen(),
    PastTheLast(),
    TupleResult(),
    FormerNames(),
    EarlierForm(),
    EarlierKeys(),
    RenamedKeys(),
    RenamedField(),
    LostCondition(),
    GuardFirst(),
    NarrowedFirst(),
    AsCounted(),
    OwnSelection(),
    OtherEnd(),
    LostGuard(),
    LostNothing(),
    FormerMark(),
    HighestText(),
    LocalPart(),
    MadeWhenUsed(),
    OrjsonKeys(),
    KeptTable(),
    RoundOfOthers(),
    LostOperand(),
    LostFallback(),
    LostHandler(),
    GoneAlready(),
    AverageOfKnown(),
    StillListed(),
    PastCascades(),
    PastMidnight(),
    BothForms(),
    OverTheEnd(),
    QueryResult(),
    CsvRows(),
    SurplusCells(),
    BlankLines(),
    DayOfMoment(),
    DayPromised(),
    BoundsZone(),
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
    DoubledBraces(),
    ClosedFile(),
    ClosedCircle(),
    ClosedForAll(),
    CopiedLock(),
    Validators(),
    RefusedField(),
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
    StreamedContext(),
    Bounded(),
    OrBeside(),
    Drained(),
    OwnTimeout(),
    WithoutMark(),
    NanOfWhole(),
    ShownNumbers(),
    TextKeys(),
    ForgetsToo(),
    UnknownPart(),
    GivenBack(),
)
