"""Notices when many texts begin or end with the same words, as a model's do when it falls into a template."""

from __future__ import annotations

import json
import re
from array import array
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path
from typing import TypeAlias

import numpy as np

from tilth.core.errors import RecipeError
from tilth.core.items import Record
from tilth.core.parts import CorpusFilter
from tilth.core.run import Run
from tilth.core.step import Part

WORDS = 4
"""Words that make an opening or a closing."""
FEWEST = 20
"""Texts that must share an opening or a closing before it can be a template."""
LOOKED_AT = 160
"""Characters at either end of a text in which its first and last words are looked for."""
MOST_STREAMS = 1000
"""Methods and composers that are watched apart, the first to come; those beyond are watched together."""
Ends: TypeAlias = tuple[str, str]

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True)
class TemplateCollapse(CorpusFilter):
    """Counts the openings and closings (four words, numbers taken as 0) of the last records of each composer.

    An opening or closing that too many share is counted as `alarm.template_collapse`, once until it has become half as
    common. The worst of each composer are counted by their words, at the height of their use, and stand in
    `templates.json` in the artifact folder. Memory holds two windows a method and composer, whatever the records.
    """

    most_share: float = 0.2
    """The most of the last records that may begin, or end, with the same words, from 0 to 1."""
    window: int = 500
    """How many records back are counted, of the same method and composer."""
    drop: bool = False
    """Turn surplus records away, so that of those kept no more than the share are alike; if not, only count."""

    def __post_init__(self) -> None:
        if not 0 < self.most_share <= 1:
            raise RecipeError(f"{self.name}: most_share must be more than 0 and at most 1, got {self.most_share}")
        if self.window < FEWEST:
            raise RecipeError(f"{self.name}: window must be at least {FEWEST}, got {self.window}")

    def gather(self, parts: Iterable[Iterator[Record]], folder: Path, run: Run) -> None:
        streams = dict[tuple[str, str], _Stream]()
        for number, records in enumerate(parts):
            away = array("I")
            for place, record in enumerate(records):
                key = (record.method, record.composer)
                stream = streams.get(key) or _begin(streams, key, self)
                alarms, surplus = stream.see(ends(record.text))
                if alarms:
                    run.count("alarm.template_collapse", alarms)
                if surplus:
                    away.append(place)
            np.save(_file(folder, number), np.array(away, np.uint32))
        worst = [asdict(one) for stream in streams.values() for one in stream.worst if one.count]
        worst.sort(key=lambda one: (-one["count"], one["method"], one["composer"], one["place"], one["words"]))
        for one in worst:
            run.count("template {method} {composer} {place}: {words}".format(**one), one["count"])
        (folder / "templates.json").write_text(json.dumps(worst, ensure_ascii=False, indent=1), encoding="utf-8")

    def refused(self, folder: Path, part: Part) -> Mapping[int, str]:
        return dict.fromkeys(np.load(_file(folder, part.number)).tolist(), "template")


def ends(text: str) -> Ends:
    """The first and the last four words of a text, in small letters, every number as 0.

    Of a text with fewer words, all of them; only 160 characters are looked at, so a text without spaces costs nothing.
    """
    first = [match[0] for match in islice(_WORD.finditer(text[:LOOKED_AT]), WORDS)]
    last = _WORD.findall(text[-LOOKED_AT // 3 :])
    if len(last) <= WORDS:  # the first of them may be cut in two
        last = _WORD.findall(text[-LOOKED_AT:])
    return _alike(first), _alike(last[-WORDS:])


def _alike(words: list[str]) -> str:
    told = " ".join(words).lower()
    return _DIGITS.sub("0", told)


@dataclass(slots=True)
class _Worst:
    """The commonest opening or closing that a composer had while it was an alarm."""

    method: str
    composer: str
    place: str
    words: str = ""
    count: int = 0
    of: int = 0
    share: float = 0.0


@dataclass(slots=True)
class _Window:
    """The last so many values, and how often each is among them."""

    size: int
    held: deque[str] = field(default_factory=deque)
    counts: Counter[str] = field(default_factory=Counter)

    def push(self, value: str) -> str:
        """Take a value in; give the one that goes out for it, or nothing."""
        self.held.append(value)
        self.counts[value] += 1
        if len(self.held) <= self.size:
            return ""
        gone = self.held.popleft()
        self.counts[gone] -= 1
        if not self.counts[gone]:
            del self.counts[gone]
        return gone


class _Stream:
    """The records of one method and composer, as they pass."""

    def __init__(self, key: tuple[str, str], settings: TemplateCollapse) -> None:
        self._share, self._drop = settings.most_share, settings.drop
        self.worst = [_Worst(*key, "opening"), _Worst(*key, "closing")]
        self._passed = [_Window(settings.window) for _ in self.worst]
        self._kept = [_Window(settings.window) for _ in self.worst]
        self._alarmed: list[set[str]] = [set() for _ in self.worst]

    def see(self, both: Ends) -> tuple[int, bool]:
        """How many alarms a record's ends raise, and whether it is one too many beside those kept."""
        alarms = sum([self._alarm(n, words) for n, words in enumerate(both) if words])
        if not self._drop:
            return alarms, False
        surplus = any(words and self._over(kept, words, 1) for kept, words in zip(self._kept, both, strict=True))
        if not surplus:
            for kept, words in zip(self._kept, both, strict=True):
                kept.push(words)
        return alarms, surplus

    def _over(self, window: _Window, words: str, more: int) -> bool:
        """Whether these words, so many times more, are too common in the window."""
        count = window.counts[words] + more
        return count >= FEWEST and count > self._share * min(window.size, len(window.held) + more)

    def _alarm(self, n: int, words: str) -> int:
        window, alarmed, worst = self._passed[n], self._alarmed[n], self.worst[n]
        gone = window.push(words)
        if gone in alarmed and window.counts[gone] < self._share * len(window.held) / 2:
            alarmed.discard(gone)
        if not self._over(window, words, 0):
            return 0
        count, of = window.counts[words], len(window.held)
        if count > worst.count:
            worst.words, worst.count, worst.of, worst.share = words, count, of, round(count / of, 4)
        new = words not in alarmed
        alarmed.add(words)
        return int(new)


def _begin(streams: dict[tuple[str, str], _Stream], key: tuple[str, str], settings: TemplateCollapse) -> _Stream:
    """The stream of a method and composer that has none yet."""
    known = key if len(streams) < MOST_STREAMS else ("", "")
    return streams.setdefault(known, _Stream(known, settings))


def _file(folder: Path, part: int) -> Path:
    return folder / f"{part:05}.npy"
