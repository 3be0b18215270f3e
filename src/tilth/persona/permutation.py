"""A keyed shuffle of 0 to size-1 that needs no list: each number's new place is worked out, and can be undone.

A balanced Feistel network over the next even number of bits, walked along its cycle until it lands inside the range
(Black and Rogaway, "Ciphers with Arbitrary Finite Domains", 2002). The round function is an integer hash: this is for
mixing, not for secrets.
"""

from __future__ import annotations

from collections.abc import Sequence

_WORD = (1 << 64) - 1


def shuffled(number: int, size: int, keys: Sequence[int]) -> int:
    """Where a number below `size` goes. At most four walks on average, since the domain is less than four times it."""
    half = _half(size)
    mask = (1 << half) - 1
    while True:
        left, right = number >> half, number & mask
        for key in keys:
            left, right = right, left ^ (_mix(right, key) & mask)
        number = left << half | right
        if number < size:
            return number


def unshuffled(number: int, size: int, keys: Sequence[int]) -> int:
    """The number that goes to this place."""
    half = _half(size)
    mask = (1 << half) - 1
    while True:
        left, right = number >> half, number & mask
        for key in reversed(keys):
            left, right = right ^ (_mix(left, key) & mask), left
        number = left << half | right
        if number < size:
            return number


def _half(size: int) -> int:
    return max(1, ((size - 1).bit_length() + 1) // 2)


def _mix(number: int, key: int) -> int:
    number = (number + key) * 0x9E3779B97F4A7C15 & _WORD
    number ^= number >> 29
    return (number * 0xBF58476D1CE4E5B9 & _WORD) >> 31
