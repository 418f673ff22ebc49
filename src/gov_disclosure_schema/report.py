"""The annual report, behind its two doors.

`PublishedReport` is the shape: what an organ published, right or wrong, blanks remembered as None. `AnnualReport` is
the strict door: no blank, and every arithmetic identity of the form holds, by construction.

Either takes a report of any edition: a door has a class of its own for each form (`report_type`), made when a report of
that form is first met, and a document goes to the one that its `edition` names.
"""

# Annotations are not postponed here: the labels on the published sections must be readable before their parts are made.
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final, Self, get_args

from pydantic import AfterValidator, Field, ValidationError, ValidationInfo, model_validator
from pydantic_core import InitErrorDetails

from .arithmetic import Identity, identities_of
from .continuity import Continuity, continuities_of
from .doors import Door, class_of
from .editions import (
    EDITIONS,
    FORMS,
    LATEST,
    ProactiveDisclosure,
    PublishedDisclosure,
    PublishedGrid,
    PublishedMatrix,
    RemedyGrid,
    RequestMatrix,
    Tables,
    tables_of,
)
from .errors import UsageError
from .part import Label, Required
from .scalars import (
    CreditCode,
    DivisionCode,
    OrganName,
    Paragraphs,
    PublicationDate,
    SourceUrl,
    Year,
    rule_error,
)
from .walk import Cell, cells_below, label_of, values_of

if TYPE_CHECKING:
    from .catalogue import Words

TITLE_ENDING: Final = "年政府信息公开工作年度报告"
"""What follows the organ's name and the year in the title."""

_ORGAN: Final = Label("机关名称", "name of the organ that reports")
_YEAR: Final = Label("报告年度", "reporting year")
_PROACTIVE_DISCLOSURE: Final = Label("二、主动公开政府信息情况", "proactive disclosure", also=("主动公开",))
_REQUESTS: Final = Label("三、收到和处理政府信息公开申请情况", "applications received and handled", also=("申请",))
_REMEDIES: Final = Label(
    "四、政府信息公开行政复议、行政诉讼情况", "administrative reconsideration and litigation", also=("复议",)
)


def _no_heading(paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    if headings().isdisjoint(paragraphs):
        return paragraphs
    raise ValidationError.from_exception_data(
        "Narrative",
        [
            InitErrorDetails(type=rule_error("TEXT-HEADING", heading=paragraph), loc=(n,), input=paragraph)
            for n, paragraph in enumerate(paragraphs)
            if paragraph in headings()
        ],
    )


def _optional() -> Any:
    return Field(default=None, exclude_if=lambda value: value is None)


Narrative = Annotated[Paragraphs, AfterValidator(_no_heading)]
"""A narrative section: paragraphs, none of which equals a section heading."""


class PublishedReport(Door, frozen=True):
    """An annual report as published, right or wrong: the shape of the form without its arithmetic.

    A cell that was left blank is None, which is not 0 (``docs/adr/0001-blank-is-not-zero.md``). So are the organ and
    the year where no title could be read.

    It takes a report of any edition of the form, and one that mixes two (``docs/adr/0007-mixed-forms.md``),
    discriminated by `edition`.
    """

    schema_id: Annotated[str, Label("模式标识", "schema of the document, by name and version")] = ""
    edition: Annotated[str, Label("表式版本", "edition of the form")]
    organ: Annotated[OrganName | None, _ORGAN]
    year: Annotated[Year | None, _YEAR]
    unified_social_credit_code: Annotated[
        CreditCode | None, Label("统一社会信用代码", "unified social credit code (GB 32100)")
    ] = _optional()
    administrative_division_code: Annotated[
        DivisionCode | None, Label("行政区划代码", "administrative division code (GB/T 2260)")
    ] = _optional()
    publication_date: Annotated[
        PublicationDate | None, Label("发布日期", "date of publication", also=("发布时间",))
    ] = _optional()
    source_url: Annotated[SourceUrl | None, Label("来源网址", "where the report was published")] = _optional()
    overview: Annotated[Narrative, Label("一、总体情况", "overview", also=("总体情况",))]
    proactive_disclosure: Annotated[PublishedDisclosure, _PROACTIVE_DISCLOSURE]
    requests: Annotated[PublishedMatrix, _REQUESTS]
    remedies: Annotated[PublishedGrid, _REMEDIES]
    problems_and_improvements: Annotated[
        Narrative,
        Label(
            "五、存在的主要问题及改进情况",
            "problems and improvements",
            also=("问题", "存在的主要问题及整改措施"),
        ),
        Required("P-PROBLEMS"),
    ]
    other_matters: Annotated[
        Narrative,
        Label("六、其他需要报告的事项", "other matters to report", also=("其他",)),
        Required("P-FEES", "信息处理费", first_year=2021),  # 国办函〔2020〕109号, in force from 2021
    ]

    @property
    def title(self) -> str | None:
        """The title that the form prescribes; None where organ or year is unknown."""
        return f"{self.organ}{self.year}{TITLE_ENDING}" if self.organ and self.year else None

    @model_validator(mode="after")
    def _document_names_its_schema(self, info: ValidationInfo) -> Self:
        # Optional for a caller in Python, never for a document.
        if info.mode == "json" and "schema_id" not in self.model_fields_set:
            raise ValidationError.from_exception_data(
                type(self).__name__,
                [InitErrorDetails(type="missing", loc=("schema_id",), input=None)],
            )
        return self

    def verified(self) -> "AnnualReport":
        """The same report through the strict door.

        Raises
        ------
        pydantic.ValidationError
            One line for each blank cell, or else for each broken identity; or one, if the form is of two editions.
        """
        return AnnualReport.model_validate(self.model_dump())


class AnnualReport(PublishedReport, frozen=True):
    """An annual report whose invariants hold: nothing blank, and every identity of the form true.

    Validating one that breaks k identities raises one pydantic `ValidationError` with k lines. It takes a report of any
    edition of the form, discriminated by `edition`, with the errors of that edition alone.
    """

    strict: ClassVar[bool] = True

    organ: Annotated[OrganName, _ORGAN]
    year: Annotated[Year, _YEAR]
    proactive_disclosure: Annotated[ProactiveDisclosure, _PROACTIVE_DISCLOSURE]
    requests: Annotated[RequestMatrix, _REQUESTS]
    remedies: Annotated[RemedyGrid, _REMEDIES]


@cache
def header_fields() -> Mapping[str, Label]:
    """The optional fields of the header, by name, in order."""
    return {
        field: label_of(PublishedReport, field)
        for field, info in PublishedReport.model_fields.items()
        if info.exclude_if is not None
    }


@cache
def unknown_fields(model: type[PublishedReport]) -> tuple[str, ...]:
    """The fields of the header that every report has, but that a report behind this door may not know."""
    return tuple(
        field
        for field, info in model.model_fields.items()
        if info.is_required() and type(None) in get_args(info.annotation)
    )


@cache
def headings() -> frozenset[str]:
    """The official headings of the six sections."""
    return frozenset(map(heading_of, sections()))


@cache
def sections() -> tuple[str, ...]:
    """The fields of the six sections, in order."""
    fields = list(PublishedReport.model_fields)
    return tuple(fields[fields.index("overview") :])


@cache
def narratives() -> tuple[str, ...]:
    """The fields of the sections that are text, in order."""
    return tuple(section for section in sections() if section not in tables())


def tables() -> tuple[str, ...]:
    """The fields of the sections that are tables, in order."""
    return Tables._fields


@cache
def label_of_section() -> Mapping[str, Label]:
    """What the form says of each section, by field, in order."""
    return {section: label_of(PublishedReport, section) for section in sections()}


def heading_of(section: str) -> str:
    """The official heading of a section."""
    return label_of_section()[section].official


def report_type(edition: str) -> type[AnnualReport]:
    """The class of the reports of one edition: `AnnualReport` for that edition alone.

    Parameters
    ----------
    edition
        Name of an edition; of a mixture, for what its tables hold, as no report of one goes through the strict door.

    Raises
    ------
    UsageError
        If there is no such edition.
    """
    known: type[AnnualReport] = class_of(AnnualReport, _known(edition))
    return known


def published_type(form: str) -> type[PublishedReport]:
    """The same for `PublishedReport`, of an edition or of the mixture of two.

    Raises
    ------
    UsageError
        If there is no such form.
    """
    known: type[PublishedReport] = class_of(PublishedReport, _known(form))
    return known


def _known(form: str) -> str:
    if form not in FORMS:
        from .findings import Finding  # noqa: PLC0415  (only a refusal needs words)

        raise UsageError(Finding("EDITION-UNKNOWN", facts={"printed": form, "known": ", ".join(EDITIONS)}))
    return form


@cache
def cells(edition: str = LATEST.name) -> tuple[Cell, ...]:
    """Every cell of an edition's form, in order, or of a mixture's.

    Returns
    -------
    tuple[Cell, ...]
        Address, labels, clause, unit and kind of each.

    Raises
    ------
    UsageError
        If there is no such edition.
    """
    root = report_type(edition)
    return tuple(cell for section in tables() for cell in cells_below(root, section))


@cache
def common_cells(one: str, other: str) -> tuple[Cell, ...]:
    """The cells that two editions of the form share: one address, one meaning, one kind of value, one unit.

    Nothing is converted: what one edition counts in a cell and the other in several, or not at all, is not among them.

    Parameters
    ----------
    one, other
        Names of editions, or of mixtures of two.

    Returns
    -------
    tuple[Cell, ...]
        As the second prints them, in its order.

    Raises
    ------
    UsageError
        If there is no such edition.
    """
    known = {_what_it_says(cell) for cell in cells(one)}
    return tuple(cell for cell in cells(other) if _what_it_says(cell) in known)


def _what_it_says(cell: Cell) -> tuple[object, ...]:
    """Of a cell all but how the form spells its labels."""
    return cell.address, cell.meanings, cell.kind, cell.unit


@cache
def cell_words(edition: str = LATEST.name) -> "Mapping[str, Words]":
    """Address → the cell named for a reader, for every cell of an edition's form.

    Raises
    ------
    UsageError
        If there is no such edition.
    """
    return {cell.address: cell.words for cell in cells(edition)}


def cell_values(report: PublishedReport) -> dict[str, Any]:
    """Address → value of every cell of a report, None for a blank, in the order of the form."""
    return dict(zip(_addresses(report.edition), values_in(report), strict=True))


def values_in(report: PublishedReport) -> list[Any]:
    """The value of every cell of a report, None for a blank, in the order of the form."""
    values: list[Any] = []
    for table in tables():
        values += values_of(getattr(report, table))
    return values


@cache
def _addresses(edition: str) -> tuple[str, ...]:
    return tuple(cell.address for cell in cells(edition))


def texts_of(report: PublishedReport) -> dict[str, str]:
    """Address → text of everything that a report says in words: header, then paragraphs (`overview.0` is the first).

    Fields of the header that are not stated are left out; so is what names the schema.
    """
    stated = {field: getattr(report, field) for field in ("organ", "year", *header_fields())}
    texts = {field: str(value) for field, value in stated.items() if value is not None}
    for section in narratives():
        texts |= {f"{section}.{n}": paragraph for n, paragraph in enumerate(getattr(report, section))}
    return texts


@cache
def identities(edition: str = LATEST.name) -> tuple[Identity, ...]:
    """Every identity of an edition's form, in order, its addresses counted from the report's root.

    Raises
    ------
    UsageError
        If there is no such edition.
    """
    return tuple(_identities(_known(edition)))


@cache
def continuities(edition: str = LATEST.name) -> tuple[Continuity, ...]:
    """What must continue from the last year's report, in the order of an edition's form, counted from its root.

    Raises
    ------
    UsageError
        If there is no such edition.
    """
    parts = tables_of(_known(edition))._asdict().items()
    return tuple(one.below(section) for section, part in parts for one in continuities_of(part))


def _identities(form: str) -> Iterator[Identity]:
    for section, part in tables_of(form)._asdict().items():
        for identity in identities_of(part):
            yield identity.below(section)
