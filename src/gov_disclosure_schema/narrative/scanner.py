"""Text as sentences, each a shape and its numbers; sentences that can hold no claim are not taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby
from typing import Final, NamedTuple

from .lexicon import ROUGHLY, TIMES, WORDS, Kind
from .numerals import Stated, stated, stated_in_numerals
from .spoken import Speech, speech
from .token import UNITS, Token, token_of

_REMEMBERED: Final = 4096
"""So many numbers keep what they mean."""


class Sentence(NamedTuple):
    """A sentence of a paragraph that can hold a claim.

    Attributes
    ----------
    start, end
        Its characters in the paragraph.
    shape
        Its tokens, a character for each (`Scanner.tokens`).
    spans
        The characters of each token in the paragraph.
    numbers
        The numbers, by the places of their tokens.
    """

    start: int
    end: int
    shape: str
    spans: list[tuple[int, int]]
    numbers: dict[int, Stated]


_FULL_WIDTH: Final = str.maketrans("０１２３４５６７８９．％〇", "0123456789.%〇")
_ANY_FULL_WIDTH: Final = re.compile("[０-９．％]")
_ENDS: Final = re.compile("[。！？!?]")
_COUNTED_BY: Final = "|".join(UNITS[1:9])
# What a sentence must hold to be looked at: a counted number, a negation, a word for all. It begins with the characters
# that these begin with, because an expression that begins so is searched for quickly.
_SIGNAL: Final = re.compile(
    rf"""
    [0-9零〇一二两三四五六七八九十百千未无没均都全不持]
    (?:(?<=[0-9零〇])[余多]?[百千]?[万亿]?[余多]?\s?(?:{_COUNTED_BY}|[，。；、,;：:（()）]|$)
      |(?<=[一二两三四五六七八九十百千])[余多]?(?:{"|".join(UNITS[:7])})
      |(?<=[未无没均都])|(?<=全)部|(?<=不)存在|(?<=持)平)
    """,
    re.VERBOSE,
)
_NAMING: Final = frozenset({Kind.MENTION, Kind.THING, Kind.FEE})
_STATING: Final = frozenset({Kind.NUMBER, Kind.NONE, Kind.NOT, Kind.ALL, Kind.SAME})
_UNIT: Final = "|".join(UNITS)
_BEHIND: Final = ("余", "多", "左右", "上下")
_ROUGH: Final = "|".join(sorted(ROUGHLY.keys() - {*_BEHIND}, key=len, reverse=True))
_AROUND: Final = "(?P<around>左右|上下)?"
_DIGITS: Final = rf"""
    (?P<digits>(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+(?![0-9])|[0-9]{{1,3}}(?:\ [0-9]{{3}})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?)
    \s?(?P<more>[余多])?(?P<scale>[百千]?[万亿]|[百千])?(?P<still>[余多])?\s?(?P<unit>{_UNIT})?
"""
_NUMERALS: Final = rf"""
    (?<![每同任某逐这那无没未])(?P<numerals>[零〇一二两三四五六七八九十百千万亿]{{1,15}})(?P<plenty>[余多])?(?P<counted>{_UNIT})
    |(?P<zero>[零〇](?=$|[，。；,;、）)]))
"""
_YEAR: Final = r"(?:19|20)[0-9]{2}\s?年"
_NUMBERS: Final[Mapping[str, re.Pattern[str]]] = {
    first: pattern
    for begins, expression in (
        (
            "0123456789",
            rf"""
            (?P<plain>[0-9]+)(?P<things>{"|".join(UNITS[:9])})(?!左右|上下)
            |(?P<law>[0-9]{{1,9}}号|[0-9]{{3,4}}-[0-9]{{7,8}}|[0-9]{{1,2}}\s?日
              |(?:{_YEAR}\s?)?[0-9]{{1,2}}\s?月(?:\s?[0-9]{{1,2}}\s?日)?(?:份|起)?)
            |(?P<years>[2345]年来)
            |(?P<year>(?:19|20)[0-9]{{2}})\s?年度?(?:同期)?
            |{_DIGITS}{_AROUND}
            """,
        ),
        ("零〇一二两三四五六七八九十百千万亿", rf"(?P<years>[一二两三四五]年来)|(?:{_NUMERALS}){_AROUND}"),
        (
            "".join({word[0] for word in ROUGHLY.keys() - {*_BEHIND}}),
            rf"(?P<years>近[一二两三四五2345]年)|(?P<rough>{_ROUGH})(?:{_DIGITS}|{_NUMERALS}){_AROUND}",
        ),
        ("与同较比", rf"(?P<compared>.(?:{_YEAR}|上一?年|去年|前一年)度?(?:同期)?(?:相比)?)"),
        ("第", "(?P<law>第[〇零一二三四五六七八九十百0-9]{1,6}(?:条|款|项|号|章|届|次|期|批|季度))"),
        ("〔[（(", r"(?P<law>.[12][0-9]{3}[〕\]）)][0-9]{1,5}号|[（(][一二三四五六七八九十]{1,3}[）)])"),
    )
    for pattern in (re.compile(expression, re.VERBOSE),)
    for first in begins
}
"""What numbers, years and references look like, by what they begin with."""


class Scanner:
    """The words of one edition's form and of the lexicon, and the characters by which shapes are written."""

    def __init__(self, spoken: Speech) -> None:
        self._speech = spoken
        self._signs: dict[Token, str] = {}
        self._alphabet: list[Token] = []
        words = {word: token_of(word, kind) for word, kind in WORDS.items()}
        words |= {word: token_of(word, Kind.YEAR, time=time) for word, time in TIMES.items()}
        words |= {word: token_of(word, Kind.THING, mentions) for word, mentions in spoken.things.items()}
        words |= {word: token_of(word, Kind.MENTION, mentions) for word, mentions in spoken.words.items()}
        self._words = {word: self._sign(token) for word, token in words.items()}
        lengths = {
            first: tuple(sorted({len(word) for word in group}, reverse=True))
            for first, group in groupby(sorted(words), key=lambda word: word[0])
        }
        self._beginnings = {
            first: (_NUMBERS[first].match if first in _NUMBERS else None, lengths.get(first, ()))
            for first in lengths.keys() | _NUMBERS.keys()
        }
        self._units = {
            (unit, nothing): self._sign(Token(Kind.NUMBER, unit=unit, nothing=nothing))
            for unit in (*UNITS, "")
            for nothing in (False, True)
        }
        self._years = {time: self._sign(Token(Kind.YEAR, time=time)) for time in (-1, 0, 1)}
        self._others = {kind.name.lower(): self._sign(Token(kind)) for kind in (Kind.LAW, Kind.YEARS, Kind.COMPARED)}
        self._unknown = self._sign(Token(Kind.UNKNOWN))
        self._names = _any_of(word for word, token in words.items() if token.kind in _NAMING)
        self._naming, self._stating = self._signs_of(_NAMING), self._signs_of(_STATING)
        self._topic = _one_of(self._topics())
        self._met: dict[str, tuple[str, Stated | None]] = {}

    def _sign(self, token: Token) -> str:
        if token not in self._signs:
            self._signs[token] = chr(len(self._alphabet))
            self._alphabet.append(token)
        return self._signs[token]

    def _signs_of(self, kinds: frozenset[Kind]) -> re.Pattern[str]:
        """Any token of some kinds."""
        return _one_of(sign for token, sign in self._signs.items() if token.kind in kinds)

    def _topics(self) -> Iterator[str]:
        yield from self._speech.things
        yield from (word for word, kind in WORDS.items() if kind is Kind.OTHER)

    def tokens(self, shape: str) -> list[Token]:
        """The tokens of a shape."""
        return [Token(*self._alphabet[ord(sign)][:-1], place=place) for place, sign in enumerate(shape)]

    def sentences(self, text: str, year: int | None) -> Iterator[Sentence]:
        """The sentences of a paragraph that can hold a claim."""
        plain = text.translate(_FULL_WIDTH) if _ANY_FULL_WIDTH.search(text) else text
        done = 0
        while signal := _SIGNAL.search(plain, done):
            at = signal.start()
            start = max([ending.end() for ending in _ENDS.finditer(plain, done, at)], default=done)
            ending = _ENDS.search(plain, at)
            done = ending.end() if ending else len(plain)
            if self._names.search(plain, start, done):
                sentence = self._sentence(plain, start, done, year)
                if self._naming.search(sentence.shape) and self._stating.search(sentence.shape):
                    yield sentence

    def about_things(self, text: str) -> bool | None:
        """Whether the last topic of a text is what the form counts; None where there is none."""
        topics = self._topic.findall(text)
        return topics[-1] in self._speech.things if topics else None

    def _sentence(self, text: str, start: int, end: int, year: int | None) -> Sentence:
        """The longest word or number from each place on; what is neither is unknown."""
        signs: list[str] = []
        spans: list[tuple[int, int]] = []
        numbers: dict[int, Stated] = {}
        reached = place = start
        beginning_of, word_of, meaning_of = self._beginnings.get, self._words.get, self._met.get
        while place < end:
            begins = beginning_of(text[place])
            if begins is None:
                place += 1
                continue
            number_at, lengths = begins
            match = number_at(text, place, end) if number_at else None
            number = None
            if match:
                until = match.end()
                sign, number = meaning_of(match[0]) or self._meaning(match, year)
            else:
                for length in lengths:
                    sign = word_of(text[place : place + length], "")
                    if sign:
                        until = place + length
                        break
                else:
                    place += 1
                    continue
            if place > reached and _told(text, reached, place):
                signs.append(self._unknown)
                spans.append((reached, place))
            if number:
                numbers[len(signs)] = number
            signs.append(sign)
            spans.append((place, until))
            reached = place = until
        if end > reached and _told(text, reached, end):
            signs.append(self._unknown)
            spans.append((reached, end))
        elif reached > end:
            spans[-1] = (spans[-1][0], end)  # the last word was met in fewer characters than were looked at
        return Sentence(start, end, "".join(signs), spans, numbers)

    def _meaning(self, match: re.Match[str], year: int | None) -> tuple[str, Stated | None]:
        """What is met for the first time and begins with a digit, a numeral, or a word that only stands before one."""
        if match.lastgroup == "year":
            return self._years[_time(int(match["year"]), year)], None
        number = None
        sign = self._others.get(match.lastgroup or "", "")
        if not sign:
            number = _number(match.groupdict(""))
            sign = self._units[number.unit, number.most == 0] if number else self._unknown
        if len(self._met) < _REMEMBERED:
            self._met[match[0]] = sign, number
        return sign, number


def _one_of(words: Iterable[str]) -> re.Pattern[str]:
    """Any of some words, the longest first."""
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Whether there is any of some words: a word that holds another is not looked for."""
    shortest: list[str] = []
    for word in sorted(words, key=len):
        if not any(other in word for other in shortest):
            shortest.append(word)
    return re.compile("|".join(map(re.escape, sorted(shortest))))


def _number(said: Mapping[str, str]) -> Stated | None:
    rough = said["around"] or said.get("rough", "")
    if said.get("plain"):
        return stated(said["plain"], "", None, said["things"])
    if said.get("digits"):
        rough = said["more"] or said["still"] or rough
        return stated(said["digits"], said["scale"], ROUGHLY.get(rough), said["unit"])
    rough = said["plenty"] or rough
    return stated_in_numerals(said["numerals"] or said["zero"], ROUGHLY.get(rough), said["counted"])


def _time(spoken_of: int, year: int | None) -> int:
    """-1 for a year before the reporting year; any year is one, where the reporting year is not known."""
    if year is None:
        return -1
    return (spoken_of > year) - (spoken_of < year)


_QUOTES: Final = re.compile(r"[\s“”\"'‘’「」『』《》〈〉·.。！？!?\u200b\ufeff的]*")


def _told(text: str, start: int, end: int) -> bool:
    """Whether a gap between tokens holds more than spaces and quotation marks."""
    return _QUOTES.fullmatch(text, start, end) is None


@cache
def scanner(edition: str) -> Scanner:
    """The scanner of an edition."""
    return Scanner(speech(edition))
