"""Text as tokens: one pass over each sentence that can hold a claim; the others are not looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from typing import Final, NamedTuple

from .lexicon import ROUGHLY, TIMES, WORDS, Kind
from .numerals import Stated, stated, stated_in_numerals
from .spoken import Mention, Speech, speech

UNITS: Final = ("件次", "件", "宗", "起", "例", "份", "部", "元", "%", "个百分点", "百分点")
"""What the form counts in, and what is told from it; other units make a number one of other things."""
COUNTED: Final = frozenset({"件次", "件", "宗", "起", "例", "份", "部", ""})


class Token(NamedTuple):
    """A piece of text by what it is to the grammar.

    Attributes
    ----------
    kind
        What it is.
    start, end
        Its characters in the paragraph.
    word
        As written.
    place
        Which token of its sentence it is, from 0.
    mentions
        The fields that it speaks of.
    number
        Its number.
    time
        Of a year: before (-1), within (0), after (1) the reporting year.
    """

    kind: Kind
    start: int
    end: int
    word: str
    place: int = 0
    mentions: tuple[Mention, ...] = ()
    number: Stated | None = None
    time: int = 0


class Sentence(NamedTuple):
    """The tokens of one sentence of a paragraph, and the kinds that are among them."""

    start: int
    end: int
    tokens: list[Token]
    kinds: frozenset[Kind]


_FULL_WIDTH: Final = str.maketrans("０１２３４５６７８９．％〇", "0123456789.%〇")
_ENDS: Final = re.compile(r"[。！？!?]")
# What a sentence must hold to be looked at: a counted number, a negation, a word for all.
_SIGNAL: Final = re.compile(
    rf"[0-9零〇][余多]?[百千]?[万亿]?[余多]?\s?(?:{'|'.join(UNITS[1:9])}|[，。；、,;：:（()）]|$)"
    rf"|[一二两三四五六七八九十百千][余多]?(?:{'|'.join(UNITS[:7])})|[未无没均都]|全部|不存在|持平"
)
_NAMING: Final = frozenset({Kind.MENTION, Kind.THING, Kind.FEE})
_STATING: Final = frozenset({Kind.NUMBER, Kind.NONE, Kind.NOT, Kind.ALL, Kind.SAME})
_UNIT: Final = "|".join(UNITS)
_BEHIND: Final = ("余", "多", "左右", "上下")
_ROUGH: Final = "|".join(sorted(ROUGHLY.keys() - {*_BEHIND}, key=len, reverse=True))
_NUMBER: Final = re.compile(
    rf"""
    (?P<law>第[〇零一二三四五六七八九十百0-9]{{1,6}}(?:条|款|项|号|章|届|次|期|批|季度)
      |[〔[（(][12][0-9]{{3}}[〕\]）)][0-9]{{1,5}}号|[0-9]{{1,9}}号|[0-9]{{3,4}}-[0-9]{{7,8}}
      |[（(][一二三四五六七八九十]{{1,3}}[）)]
      |(?:(?:19|20)[0-9]{{2}}\s?年\s?)?[0-9]{{1,2}}\s?月(?:\s?[0-9]{{1,2}}\s?日)?(?:份|起)?|[0-9]{{1,2}}\s?日)
    |(?P<years>近[一二两三四五2345]年|[一二两三四五2345]年来)
    |(?P<year>(?:19|20)[0-9]{{2}})\s?年度?(?:同期)?
    |(?P<compared>(?:与|同|较|比)(?:(?:19|20)[0-9]{{2}}\s?年|上一?年|去年|前一年)度?(?:同期)?(?:相比)?)
    |(?P<rough>{_ROUGH})?
      (?:(?P<digits>
          (?:[0-9]{{1,3}}(?:,[0-9]{{3}})+(?![0-9])|[0-9]{{1,3}}(?:\ [0-9]{{3}})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?)
         \s?(?P<more>[余多])?(?P<scale>[百千]?[万亿]|[百千])?(?P<still>[余多])?\s?(?P<unit>{_UNIT})?
        |(?<![每同任某逐这那无没未])(?P<numerals>[零〇一二两三四五六七八九十百千万亿]{{1,15}})
         (?P<plenty>[余多])?(?P<counted>{_UNIT})
        |(?P<zero>[零〇](?=$|[，。；,;、）)])))
      (?P<around>左右|上下)?
    """,
    re.VERBOSE,
)
_NUMERIC: Final = frozenset("0123456789零〇一二两三四五六七八九十百千万亿第〔[（(近与同较比") | {
    word[0] for word in ROUGHLY
}
"""What a match of `_NUMBER` can begin with."""


class Scanner:
    """The words of one edition's form and of the lexicon, compiled into one pattern."""

    def __init__(self, spoken: Speech) -> None:
        self._speech = spoken
        words: dict[str, tuple[Kind, tuple[Mention, ...], int]] = {word: (kind, (), 0) for word, kind in WORDS.items()}
        words |= {word: (Kind.YEAR, (), time) for word, time in TIMES.items()}
        words |= {word: (Kind.THING, mentions, 0) for word, mentions in spoken.things.items()}
        words |= {word: (Kind.MENTION, mentions, 0) for word, mentions in spoken.words.items()}
        self._words = words
        self._lengths: dict[str, tuple[int, ...]] = {
            first: tuple(sorted({len(word) for word in group}, reverse=True))
            for first, group in groupby(sorted(words), key=lambda word: word[0])
        }
        topics = "|".join(map(re.escape, sorted(self._topics(), key=len, reverse=True)))
        self._topic = re.compile(topics)

    def _topics(self) -> Iterator[str]:
        yield from self._speech.things
        yield from (word for word, kind in WORDS.items() if kind is Kind.OTHER)

    def sentences(self, text: str, year: int | None) -> Iterator[Sentence]:
        """The sentences of a paragraph that can hold a claim, as tokens."""
        plain = text.translate(_FULL_WIDTH)
        start = 0
        for end in (*(match.end() for match in _ENDS.finditer(plain)), len(plain)):
            if end > start and _SIGNAL.search(plain, start, end):
                tokens = self._tokens(plain, start, end, year)
                kinds = frozenset(token.kind for token in tokens)
                if kinds & _NAMING and kinds & _STATING:
                    yield Sentence(start, end, tokens, kinds)
            start = end

    def about_things(self, text: str) -> bool | None:
        """Whether the last topic of a text is what the form counts; None where there is none."""
        last = None
        for match in self._topic.finditer(text):
            last = match[0] in self._speech.things
        return last

    def _tokens(self, text: str, start: int, end: int, year: int | None) -> list[Token]:
        """The longest word or number from each place on; what is neither is unknown."""
        found: list[Token] = []
        reached = place = start
        lengths, words, numeric = self._lengths, self._words, _NUMERIC
        while place < end:
            first = text[place]
            token = _number_at(text, place, end, year, len(found)) if first in numeric else None
            if token is None:
                for length in lengths.get(first, ()):
                    word = text[place : place + length]
                    if word in words:
                        kind, mentions, time = words[word]
                        token = Token(kind, place, place + length, word, len(found), mentions, None, time)
                        break
            if token is None:
                place += 1
                continue
            if place > reached and _told(text, reached, place):
                found.append(Token(Kind.UNKNOWN, reached, place, text[reached:place], len(found)))
                token = token._replace(place=len(found))
            found.append(token)
            reached = place = token.end
        if end > reached and _told(text, reached, end):
            found.append(Token(Kind.UNKNOWN, reached, end, text[reached:end], len(found)))
        return found


def _number_at(text: str, start: int, end: int, year: int | None, place: int) -> Token | None:
    """A number, a year, a reference: what begins with a digit, a numeral, or a word that only stands before one."""
    match = _NUMBER.match(text, start, end)
    if match is None:
        return None
    word = match[0]
    if match["year"]:
        return Token(Kind.YEAR, start, match.end(), word, place, time=_time(int(match["year"]), year))
    for kind in (Kind.LAW, Kind.YEARS, Kind.COMPARED):
        if match[kind.name.lower()]:
            return Token(kind, start, match.end(), word, place)
    number = _number(match)
    return Token(Kind.NUMBER if number else Kind.UNKNOWN, start, match.end(), word, place, number=number)


def _number(match: re.Match[str]) -> Stated | None:
    rough = match["around"] or match["rough"]
    if match["digits"]:
        rough = match["more"] or match["still"] or rough
        return stated(match["digits"], match["scale"] or "", ROUGHLY.get(rough or ""), match["unit"] or "")
    rough = match["plenty"] or rough
    return stated_in_numerals(match["numerals"] or match["zero"], ROUGHLY.get(rough or ""), match["counted"] or "")


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
