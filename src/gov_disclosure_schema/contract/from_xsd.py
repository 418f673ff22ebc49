"""XML Schema 1.0 as shapes: named and anonymous types, references, restrictions and extensions, sequences and all."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, NamedTuple, NoReturn

from ..errors import DecodeError
from ..findings import Finding
from ..refusals import printed
from ..xml_source import parsed, position_of
from .shape import ANYTHING, NOTHING, NULL, Budget, Member, Shape, both, canonical, normal

if TYPE_CHECKING:
    from lxml import etree

_XS: Final = "{http://www.w3.org/2001/XMLSchema}"
_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_OTHER_FILES: Final = ("import", "include", "redefine", "override")
_ANY_SIMPLE: Final = Shape(types=frozenset({"string"}))
_EXPONENT_MAX: Final = 400

_WHOLE_NUMBERS: Final[Mapping[str, tuple[int | None, int | None]]] = {
    "integer": (None, None),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-(2**7), 2**7 - 1),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 2**8 - 1),
}
_STRINGS: Final = frozenset(
    {
        "normalizedString", "token", "language", "Name", "NCName", "NMTOKEN", "NMTOKENS", "ID", "IDREF", "IDREFS",
        "ENTITY", "ENTITIES", "anyURI", "QName", "hexBinary", "base64Binary", "duration", "gYear", "gYearMonth",
        "gMonth", "gMonthDay", "gDay", "dateTime", "time",
    }
)  # fmt: skip
"""Types that are text of a grammar that is not judged."""


class Root(NamedTuple):
    """The one element that documents have as their root, its namespace, and what it holds."""

    name: str
    namespace: str
    shape: Shape


def root_of_xsd(data: bytes, preferred: str) -> Root:
    """What an XML Schema accepts.

    Parameters
    ----------
    data
        The schema.
    preferred
        The root element, where the schema declares several.

    Raises
    ------
    DecodeError
        If it is no XML Schema, is wrong itself, refers to another file or to itself, or is too large.
    """
    schema = parsed(data)
    if schema.tag != f"{_XS}schema":
        raise DecodeError(Finding("SCHEMA-UNREADABLE", position=position_of(schema), variant="kind"))
    return _Reader(schema).root(preferred)


class _Reader:
    def __init__(self, schema: etree._Element) -> None:
        self._schema = schema
        self._namespace = schema.get("targetNamespace", "")
        self._budget = Budget()
        self._open: list[etree._Element] = []
        self._global: dict[tuple[str, str], etree._Element] = {}
        self._substitutes = False
        for element in schema:
            kind = _kind(element)
            if kind in _OTHER_FILES:
                what = element.get("schemaLocation", element.get("namespace", kind))
                self._refuse("outside", what, element)
            self._substitutes |= element.get("substitutionGroup") is not None
            if kind in ("simpleType", "complexType"):
                kind = "type"
            self._global[kind, element.get("name", "")] = element

    def root(self, preferred: str) -> Root:
        """The root element by its name, or the first that is declared."""
        declared = [element for element in self._schema if _kind(element) == "element"]
        if not declared:
            raise DecodeError(Finding("SCHEMA-UNREADABLE", position=position_of(self._schema), variant="kind"))
        chosen = next((element for element in declared if element.get("name") == preferred), declared[0])
        shape = self._element(chosen, 0)
        unjudged = {f"xs:schema {name}" for name in ("blockDefault", "finalDefault") if self._schema.get(name)}
        if self._substitutes:
            unjudged.add("substitutionGroup")
        shape = replace(shape, unjudged=shape.unjudged | unjudged)
        return Root(chosen.get("name", ""), self._namespace, shape)

    # Elements and what they hold.

    def _element(self, element: etree._Element, depth: int) -> Shape:
        """What a declared element holds."""
        self._budget.spend(depth)
        within = [below for below in element if _kind(below) in ("simpleType", "complexType")]
        if within:
            shape = self._type(within[0], depth + 1)
        elif element.get("type"):
            shape = self._named(element, element.get("type", ""), depth + 1)
        else:
            shape = ANYTHING
        fixed = element.get("fixed")
        if fixed is not None:
            shape = both(shape, self._values(shape, [fixed]), self._budget, depth)
        zh, en = _documentation(element)
        unjudged = {f"{name}={element.get(name)}" for name in _UNJUDGED_ATTRIBUTES if element.get(name) is not None}
        unjudged |= {f"xs:{_kind(below)}" for below in element if _kind(below) in ("key", "keyref", "unique")}
        return replace(
            shape,
            types=shape.types | ({NULL} if element.get("nillable") in ("true", "1") else frozenset[str]()),
            unjudged=shape.unjudged | unjudged,
            title=zh,
            description=en,
            position=position_of(element),
        )

    def _type(self, element: etree._Element, depth: int) -> Shape:
        """What a type, named or not, accepts."""
        if element in self._open:
            self._refuse("recursive", element.get("name", _kind(element)), element)
        self._open.append(element)
        try:
            return self._simple(element, depth) if _kind(element) == "simpleType" else self._complex(element, depth)
        finally:
            self._open.pop()

    def _named(self, near: etree._Element, name: str, depth: int) -> Shape:
        """What the type of a name accepts."""
        prefix, _, local = name.rpartition(":")
        namespace = near.nsmap.get(prefix or None, "")
        if f"{{{namespace}}}" == _XS:
            return self._built_in(near, local)
        return self._type(self._found(near, "type", name), depth)

    def _found(self, near: etree._Element, kind: str, name: str) -> etree._Element:
        """The global declaration of a name."""
        prefix, _, local = name.rpartition(":")
        if near.nsmap.get(prefix or None, "") != self._namespace or (kind, local) not in self._global:
            self._refuse("dangling", name, near)
        return self._global[kind, local]

    def _built_in(self, near: etree._Element, name: str) -> Shape:
        if name == "anyType":
            return ANYTHING
        if name in ("string", "anySimpleType", "anyAtomicType"):
            return _ANY_SIMPLE
        if name in ("boolean", "date"):
            return Shape(types=frozenset({name}))
        if name in _STRINGS:
            return Shape(types=frozenset({"string"}), unjudged=frozenset({f"xs:{name}"}))
        if name in ("float", "double"):
            return Shape(types=frozenset({"number"}), unjudged=frozenset({f"xs:{name}"}))
        facets: dict[str, Any] = {}
        if name in _WHOLE_NUMBERS:
            least, most = _WHOLE_NUMBERS[name]
            facets["step"] = Fraction(1)
            facets |= {"minimum": (Fraction(least), 0)} if least is not None else {}
            facets |= {"maximum": (Fraction(most), 0)} if most is not None else {}
        elif name != "decimal":
            self._refuse("dangling", f"xs:{name}", near)
        return Shape(types=frozenset({"number"}), facets=facets)

    # Simple types.

    def _simple(self, element: etree._Element, depth: int) -> Shape:
        self._budget.spend(depth)
        for below in element:
            if _kind(below) == "restriction":
                return self._restricted(below, depth)
            if _kind(below) in ("union", "list"):
                return Shape(types=frozenset({"string"}), unjudged=frozenset({_written(below)}))
        return self._refuse("invalid", _kind(element), element)

    def _restricted(self, element: etree._Element, depth: int) -> Shape:
        """A simple type, or simple content, with further facets."""
        within = [below for below in element if _kind(below) == "simpleType"]
        base = self._type(within[0], depth + 1) if within else self._named(element, element.get("base", ""), depth + 1)
        facets: dict[str, Any] = {}
        patterns: list[str] = []
        values: list[str] = []
        unjudged: set[str] = set()
        for below in element:
            name, value = _kind(below), below.get("value", "")
            if name == "pattern":
                patterns.append(value)
            elif name == "enumeration":
                values.append(value)
            elif name == "whiteSpace" and not (base.is_only("string") and value != "preserve"):
                continue
            elif name in _FACETS and base.is_only("string" if name in _LENGTHS else "number"):
                facets |= dict(self._facet(below, name, value))
            elif name not in _NOT_FACETS:
                unjudged.add(f"{name}: {value}")
        if patterns:  # of one step, either; of several steps, each
            facets["lexical"] = frozenset({"|".join(sorted(patterns))})
        own = Shape(types=base.types, facets=facets, unjudged=frozenset(unjudged))
        shape = both(base, own, self._budget, depth)
        return both(shape, self._values(base, values), self._budget, depth) if values else shape

    def _facet(self, near: etree._Element, name: str, value: str) -> Iterator[tuple[str, Any]]:
        number = self._number(near, value)
        for facet in _FACETS[name]:
            if name == "fractionDigits":
                yield facet, Fraction(1, 10 ** int(min(number, Decimal(_EXPONENT_MAX))))
            elif facet in ("minimum", "maximum"):
                sign = 1 if facet == "minimum" else -1
                yield facet, (Fraction(number), sign if name.endswith("Exclusive") else 0)
            else:
                yield facet, int(number)

    def _number(self, near: etree._Element, value: str) -> Decimal:
        try:
            number = Decimal(value.strip())
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or abs(number.adjusted()) > _EXPONENT_MAX or len(value) > _EXPONENT_MAX:
            self._refuse("invalid", value, near)
        return number

    def _values(self, base: Shape, values: list[str]) -> Shape:
        """A list of values, as those of the base's type."""
        if base.is_only("number"):
            numbers = [self._number(self._schema, value) for value in values]
            return Shape(types=frozenset({"number"}), values=frozenset(map(canonical, numbers)))
        if base.is_only("string"):
            return Shape(types=frozenset({"string"}), values=frozenset(map(json.dumps, values)))
        return Shape(unjudged=frozenset(f"enumeration: {value}" for value in values))

    # Complex types.

    def _complex(self, element: etree._Element, depth: int) -> Shape:
        self._budget.spend(depth)
        shape = self._content(element, depth)
        mixed = {"mixed"} if element.get("mixed") in ("true", "1") else set[str]()
        mixed |= {f"{name}={element.get(name)}" for name in ("abstract", "block") if element.get(name) is not None}
        return replace(shape, unjudged=shape.unjudged | mixed)

    def _content(self, element: etree._Element, depth: int) -> Shape:
        """The fields of a complex type, or of an extension or restriction of one."""
        shape = Shape(types=frozenset({"object"}), others=NOTHING, ordered=True)
        for below in element:
            kind = _kind(below)
            if kind in ("simpleContent", "complexContent"):
                shape = self._derived(below, depth)
            elif kind in ("sequence", "all", "choice", "group"):
                shape = self._with(shape, self._group(below, depth + 1))
            elif kind in ("attribute", "attributeGroup", "anyAttribute"):
                shape = self._with_attribute(shape, below, depth)
            elif kind != "annotation":
                shape = replace(shape, unjudged=shape.unjudged | {_written(below)})
        return normal(shape)

    def _derived(self, content: etree._Element, depth: int) -> Shape:
        for below in content:
            if _kind(below) == "extension":
                base = self._named(below, below.get("base", ""), depth + 1)
                if _kind(content) == "simpleContent":
                    attributes = (attribute for attribute in below if _kind(attribute) != "annotation")
                    return replace(base, unjudged=base.unjudged | {_written(attribute) for attribute in attributes})
                return self._with(base, self._content(below, depth + 1))
            if _kind(below) == "restriction":
                if _kind(content) == "simpleContent":
                    return self._restricted(below, depth)
                return self._content(below, depth + 1)
        return self._refuse("invalid", _kind(content), content)

    def _with(self, shape: Shape, more: Shape) -> Shape:
        """A shape with the fields of another behind its own."""
        twice = {f"{name} stands twice" for name in more.members if name in shape.members}
        members = {**shape.members, **more.members}
        ordered = shape.ordered and more.ordered
        others = shape.others if more.closed else more.others
        unjudged = shape.unjudged | more.unjudged | twice
        return replace(shape, members=members, ordered=ordered, others=others, unjudged=unjudged)

    def _with_attribute(self, shape: Shape, element: etree._Element, depth: int) -> Shape:
        if _kind(element) != "attribute" or element.get("ref"):
            return replace(shape, unjudged=shape.unjudged | {_written(element)})
        if element.get("use") == "prohibited":
            return shape
        name = f"@{element.get('name', '')}"
        member = Member(self._element(element, depth + 1), int(element.get("use") == "required"), 1)
        return replace(shape, members={**shape.members, name: member})

    def _group(self, element: etree._Element, depth: int) -> Shape:
        """The fields of a group of elements."""
        self._budget.spend(depth)
        kind = _kind(element)
        if kind == "group":
            named = self._found(element, "group", element.get("ref", ""))
            if named in self._open:
                self._refuse("recursive", named.get("name", ""), element)
            self._open.append(named)
            inner = [self._group(below, depth + 1) for below in named if _kind(below) != "annotation"]
            self._open.pop()
            shape = inner[0] if inner else Shape(types=frozenset({"object"}), others=NOTHING, ordered=True)
        else:
            shape = Shape(types=frozenset({"object"}), others=NOTHING, ordered=kind != "all")
            for below in element:
                shape = self._with(shape, self._particle(below, depth))
        least, most = self._occurs(element)
        if (least, most) != (1, 1):
            written = f"xs:{kind} minOccurs={least} maxOccurs={'unbounded' if most is None else most}"
            shape = replace(shape, unjudged=shape.unjudged | {written})
        if kind == "choice":
            members = {name: Member(member.shape, 0, member.most) for name, member in shape.members.items()}
            shape = replace(shape, members=members, unjudged=shape.unjudged | {f"xs:choice {', '.join(members)}"})
        return shape

    def _particle(self, element: etree._Element, depth: int) -> Shape:
        """One entry of a group, as a shape of its own."""
        shape = Shape(types=frozenset({"object"}), others=NOTHING, ordered=True)
        kind = _kind(element)
        if kind == "element":
            declared = self._found(element, "element", element.get("ref", "")) if element.get("ref") else element
            holds = self._element(declared, depth + 1)
            title, description = _documentation(element)
            if declared is not element:  # what stands at the reference speaks of this field
                words = title or holds.title, description or holds.description
                holds = replace(holds, position=position_of(element), title=words[0], description=words[1])
            elif self._unqualified(element):
                holds = replace(holds, unjudged=holds.unjudged | {"form=unqualified"})
            member = Member(holds, *self._occurs(element))
            return shape if member.most == 0 else replace(shape, members={declared.get("name", ""): member})
        if kind == "any":
            return replace(shape, others=ANYTHING)
        return self._group(element, depth + 1) if kind in ("sequence", "choice", "all", "group") else shape

    def _unqualified(self, element: etree._Element) -> bool:
        default = self._schema.get("elementFormDefault", "unqualified")
        return bool(self._namespace) and element.get("form", default) != "qualified"

    def _occurs(self, element: etree._Element) -> tuple[int, int | None]:
        least, most = element.get("minOccurs", "1"), element.get("maxOccurs", "1")
        for value in (least, most):
            if value != "unbounded" and not (value.isascii() and value.isdecimal() and len(value) <= _EXPONENT_MAX):
                self._refuse("invalid", value, element)
        return int(least) if least != "unbounded" else 0, None if most == "unbounded" else int(most)

    def _refuse(self, variant: str, what: str, near: etree._Element) -> NoReturn:
        facts = {"printed": printed(what), "reason": printed(_kind(near))}
        raise DecodeError(Finding("SCHEMA-UNREADABLE", position=position_of(near), facts=facts, variant=variant))


_UNJUDGED_ATTRIBUTES: Final = ("abstract", "block", "default", "final")
_NOT_FACETS: Final = ("annotation", "simpleType", "attribute", "attributeGroup", "anyAttribute")
_FACETS: Final[Mapping[str, tuple[str, ...]]] = {
    "minInclusive": ("minimum",),
    "minExclusive": ("minimum",),
    "maxInclusive": ("maximum",),
    "maxExclusive": ("maximum",),
    "totalDigits": ("digits",),
    "fractionDigits": ("step",),
    "length": ("min_length", "max_length"),
    "minLength": ("min_length",),
    "maxLength": ("max_length",),
}
_LENGTHS: Final = ("length", "minLength", "maxLength")


def _kind(element: etree._Element) -> str:
    """An element's name without the namespace of XML Schema."""
    return str(element.tag).removeprefix(_XS)


def _written(element: etree._Element) -> str:
    """An element as its name and attributes."""
    return " ".join((f"xs:{_kind(element)}", *(f"{name}={value}" for name, value in sorted(element.attrib.items()))))


def _documentation(element: etree._Element) -> tuple[str, str]:
    """The words that stand at an element, in Chinese and in English."""
    words = {"zh": "", "en": ""}
    for annotation in element.findall(f"{_XS}annotation"):
        for text in annotation.findall(f"{_XS}documentation"):
            language = str(text.get(_LANGUAGE, "")).partition("-")[0]
            words.setdefault(language, "")
            words[language] = words[language] or (text.text or "").strip()
    return words["zh"], words["en"]
