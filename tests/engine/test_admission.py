"""What the search for a server's limit promises, on a clock of its own."""

from __future__ import annotations

import asyncio
import heapq
from dataclasses import dataclass, field
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tilth.engine import admission
from tilth.engine.admission import Limit, Pace, Place


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands still unless it is moved."""
    now = Clock()
    monkeypatch.setattr(admission.time, "monotonic", now)
    return now


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def entered(limit: Limit) -> Place | None:
    """A place, if there is one at once."""
    if limit.in_flight >= int(limit.limit):
        return None
    coroutine = limit.enter()
    try:
        coroutine.send(None)
    except StopIteration as done:
        return done.value
    raise AssertionError("a place was free and not given")


@dataclass
class Server:
    """A server that takes `most` requests at once, and refuses the others fast."""

    clock: Clock
    most: int
    limit: Limit
    rng: Random
    demand: int = 400
    back_after_s: float = 0.25
    busy: int = 0
    free: int = -1
    number: int = 0
    others: tuple[Limit, ...] = ()
    """Those of other processes, which know nothing of each other."""
    coming: list[tuple[float, int, Limit, Place | None, bool]] = field(default_factory=list)
    taken: list[float] = field(default_factory=list)
    refused: list[float] = field(default_factory=list)

    def run(self, until_s: float, took_s: float = 1.0) -> None:
        """As many clients as `demand` ask for ever; one that is refused waits a while."""
        began, self.free = self.clock.now, self.demand if self.free < 0 else self.free
        while self.clock.now - began < until_s:
            while self.free and (limit := self._freest()).in_flight < int(limit.limit):
                place = entered(limit)
                assert place is not None
                self.number += 1
                ok = self.busy < self.most
                self.free, self.busy = self.free - 1, self.busy + ok
                took = (took_s if ok else 0.02) * self.rng.uniform(0.5, 2)
                heapq.heappush(self.coming, (self.clock.now + took, self.number, limit, place, ok))
            self.clock.now, turn, limit, place, ok = heapq.heappop(self.coming)
            if place is None:
                self.free += 1
                continue
            self.busy -= ok
            (self.taken if ok else self.refused).append(self.clock.now - began)
            limit.leave(refused=not ok, place=place)
            if ok:
                self.free += 1
            else:
                heapq.heappush(self.coming, (self.clock.now + self.back_after_s, -turn, limit, None, False))

    def _freest(self) -> Limit:
        return min((self.limit, *self.others), key=lambda limit: limit.load)


@pytest.mark.parametrize("most", [4, 16, 40, 150])
@pytest.mark.parametrize("took_s", [0.1, 1.0, 10.0])
def test_it_settles_near_what_the_server_takes_and_is_hardly_refused_after_that(clock, most, took_s):
    limit = Limit()
    server = Server(clock, most, limit, Random(most))
    server.run(20 + 5 * took_s, took_s)
    before = len(server.refused)
    server.taken.clear(), server.refused.clear()
    span_s = 60 + 20 * took_s
    server.run(span_s, took_s)
    assert 0.8 * most <= limit.limit <= 1.2 * most + 1, limit
    share = len(server.refused) / (len(server.refused) + len(server.taken))
    assert share < 0.05
    mean = 1.25 * took_s  # of a uniform from a half to two
    assert len(server.taken) * mean / span_s > 0.8 * most, "the server was left idle"
    assert before < 3 * most + 60, "finding the limit must not cost a flood of refusals"


def test_processes_that_share_a_server_and_know_nothing_of_each_other_are_not_refused_for_long(clock):
    limits = [Limit() for _ in range(4)]
    server = Server(clock, 40, limits[0], Random(0), others=tuple(limits[1:]))
    server.run(20)
    assert len(server.refused) < 0.25 * len(server.taken), "finding the limits must not cost a flood of refusals"
    server.taken.clear(), server.refused.clear()
    server.run(120)
    assert len(server.refused) < 0.05 * len(server.taken)
    assert len(server.taken) * 1.25 / 120 > 0.7 * 40


def test_it_doubles_while_the_server_takes_all_of_it(clock):
    limit = Limit(most=1000)
    places = [entered(limit) for _ in range(16)]
    for expected in (32, 64, 128, 256):
        for place in list(places):  # each reply makes room for two more requests
            limit.leave(refused=False, place=place)
            while (more := entered(limit)) is not None:
                places.append(more)
        assert limit.limit == expected
        places = places[-limit.in_flight :]


def test_it_grows_no_further_than_it_may(clock):
    limit = Limit(most=20)
    Server(clock, 1000, limit, Random(0)).run(20)
    assert limit.limit == 20


def test_it_does_not_grow_while_less_than_most_of_it_is_in_use(clock):
    limit = Limit()
    server = Server(clock, 1000, limit, Random(0), demand=12)
    server.run(30)
    assert limit.limit == 16 and len(server.taken) > 100
    server = Server(clock, 1000, limit, Random(0), demand=13)
    server.run(30)
    assert limit.limit > 16


def test_a_burst_of_refusals_cuts_once(clock):
    limit = Limit()
    places = [entered(limit) for _ in range(16)]
    limit.leave(refused=True, place=places[11])
    cut = limit.limit
    assert cut == pytest.approx(12 * 0.9)
    for place in places[12:]:
        clock.now += 1.0  # however late they come
        limit.leave(refused=True, place=place)
    assert limit.limit == cut and limit.cuts == 1 and limit.refusals == 5
    assert limit.in_flight == 11


def test_one_of_the_burst_that_was_refused_beside_fewer_says_where_the_edge_is(clock):
    limit = Limit()
    places = [entered(limit) for _ in range(16)]
    for place in reversed(places[4:]):
        limit.leave(refused=True, place=place)
    assert int(limit.limit) == 4 and limit.cuts == 1


def test_a_refusal_of_what_was_asked_after_the_cut_cuts_again(clock):
    limit = Limit()
    for place in [entered(limit) for _ in range(16)]:
        limit.leave(refused=True if place.rank == 16 else None, place=place)
    first = limit.limit
    for wait_s, cuts in ((0.1, 1), (1.0, 2)):  # not while the first is settling
        clock.now += wait_s
        places = [entered(limit) for _ in range(int(limit.limit))]
        for place in places:
            limit.leave(refused=True if place is places[-1] else None, place=place)
        assert limit.cuts == cuts
    assert limit.limit < first


def test_it_finds_that_the_server_takes_less_and_that_it_takes_more_again(clock):
    limit = Limit()
    server = Server(clock, 100, limit, Random(1))
    server.run(60)
    server.most = 10
    server.run(60)
    assert limit.limit < 13
    server.most = 100
    server.run(240)
    assert limit.limit > 80


def test_a_limit_that_was_set_never_moves(clock):
    limit = Limit(fixed=7)
    server = Server(clock, 3, limit, Random(0), demand=30)
    server.run(20)
    assert limit.limit == 7 and server.refused
    server.most = 100
    server.run(20)
    assert limit.limit == 7


def test_those_who_wait_are_let_in_as_they_came():
    async def main() -> list[int]:
        limit, order = Limit(fixed=1), list[int]()

        async def one(n: int) -> None:
            await limit.enter()
            order.append(n)
            await asyncio.sleep(0)
            limit.leave(refused=False)

        await asyncio.gather(*(one(n) for n in range(50)))
        assert limit.in_flight == 0
        return order

    assert asyncio.run(main()) == list(range(50))


def test_nobody_is_overtaken_by_one_who_comes_when_a_place_is_free():
    async def main() -> None:
        limit = Limit(fixed=1)
        await limit.enter()
        waiting = asyncio.create_task(limit.enter())
        await asyncio.sleep(0)
        limit.leave(refused=None)  # the place is given to the one who waits, before it runs
        late = asyncio.create_task(limit.enter())
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert waiting.done() and not late.done()
        limit.leave(refused=None)
        await asyncio.wait_for(late, 5)

    asyncio.run(main())


STEPS = st.lists(st.tuples(st.sampled_from(["enter", "leave", "refuse", "cancel", "breathe"]), st.integers(0, 30)))


@given(steps=STEPS, start=st.integers(1, 4), fixed=st.booleans())
@settings(max_examples=300, deadline=None)
def test_places_are_neither_lost_nor_given_twice_whoever_is_cancelled(steps, start, fixed):
    async def main() -> None:
        limit = Limit(fixed=start if fixed else 0, most=8)
        limit.limit = float(start)
        inside, tasks, seen = list[asyncio.Event](), list[asyncio.Task[None]](), list[bool]()

        async def one(out: asyncio.Event, refuse: list[bool]) -> None:
            place = await limit.enter()
            refused: bool | None = None
            try:
                inside.append(out)
                seen.append(place.rank <= 8 and limit.in_flight >= 1)
                await out.wait()
                refused = bool(refuse)
            finally:
                inside.remove(out)
                limit.leave(refused=refused, place=place)

        refusals: dict[asyncio.Event, list[bool]] = {}
        for what, n in steps:
            if what == "enter":
                out = asyncio.Event()
                refusals[out] = []
                tasks.append(asyncio.create_task(one(out, refusals[out])))
            elif what == "breathe":
                await asyncio.sleep(0)
            elif what == "cancel" and tasks:
                tasks[n % len(tasks)].cancel()
            elif what in ("leave", "refuse") and inside:
                out = inside[n % len(inside)]
                refusals[out].extend([True] * (what == "refuse"))
                out.set()
            assert limit.in_flight >= len(inside) >= 0
        for _ in range(10 * len(tasks) + 10):  # nobody waits for ever
            for out in inside:
                out.set()
            await asyncio.sleep(0)
        assert all(task.done() for task in tasks)
        assert limit.in_flight == 0 and all(seen)
        await asyncio.wait_for(limit.enter(), 1)

    asyncio.run(main())


@given(steps=STEPS)
@settings(max_examples=200, deadline=None)
def test_nobody_enters_above_the_limit(steps):
    async def main() -> None:
        limit, tasks, inside = Limit(most=6), list[asyncio.Task[None]](), list[Place]()
        given_at: list[tuple[int, int]] = []
        take = limit._taken_place

        def watched() -> Place:
            place = take()
            given_at.append((limit.in_flight, int(limit.limit)))
            return place

        limit._taken_place = watched  # type: ignore[method-assign]

        async def one() -> None:
            inside.append(await limit.enter())

        for what, n in steps:
            if what == "enter":
                tasks.append(asyncio.create_task(one()))
            elif what == "cancel" and tasks:
                tasks[n % len(tasks)].cancel()
            elif what in ("leave", "refuse") and inside:
                limit.leave(refused=what == "refuse", place=inside.pop(n % len(inside)))
            await asyncio.sleep(0)
        assert all(0 < in_flight <= most for in_flight, most in given_at)
        for task in tasks:
            task.cancel()

    asyncio.run(main())


@pytest.mark.parametrize("per_minute", [30, 600, 60_000])
def test_a_pace_lets_through_no_more_than_its_rate_and_its_room_over_any_window(clock, per_minute):
    pace, rng, passed = Pace(per_minute), Random(per_minute), list[tuple[float, float]]()
    rate, room = per_minute / 60, max(1.0, per_minute / 30)
    for _ in range(600):
        amount = rng.uniform(0.1, room)
        if rng.random() < 0.05:
            clock.now += rng.expovariate(rate / room / 4)
        while wait_s := pace.wait_s(amount):
            clock.now += wait_s * rng.choice([0.5, 1.0, 1.3])  # one may come early, or late
        passed.append((clock.now, amount))
    for first in range(0, len(passed), 7):
        total = 0.0
        for at, amount in passed[first:]:
            total += amount
            assert total <= room + rate * (at - passed[first][0]) + 1e-6 * room
    assert sum(amount for _, amount in passed) > 0.3 * rate * (clock.now - 1000.0)


def test_a_pace_that_is_asked_all_the_time_is_kept(clock):
    pace, taken = Pace(600), 0
    while clock.now < 1060:
        if wait_s := pace.wait_s(1):
            clock.now += wait_s
        else:
            taken += 1
    assert 600 <= taken <= 621


def test_more_than_a_pace_holds_is_let_through_when_it_is_full_and_paid_for_after_that(clock):
    pace = Pace(60)
    assert pace.wait_s(10) == 0.0
    assert pace.wait_s(1) == pytest.approx(9.0)


def test_no_pace_lets_all_through(clock):
    pace = Pace(0)
    assert all(pace.wait_s(1e9) == 0.0 for _ in range(100))


def test_a_wait_for_a_pace_can_be_ended_by_whoever_waits():
    class Over(Exception): ...

    async def over(seconds: float) -> None:
        raise Over

    async def main() -> None:
        pace = Pace(1)
        await pace.take(1)
        with pytest.raises(Over):
            await pace.take(1, over)

    asyncio.run(main())
