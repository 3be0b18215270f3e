"""What all the partitions of a run share, as plain values that any process can be sent."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path

from tilth.engine.budget import Budget


@dataclass(frozen=True)
class Work:
    """What all the partitions of a run share."""

    run: Path
    memory: Path
    memory_kind: str
    told: str
    """The recipe's description, as JSON: what `describe` gave."""
    seed: int
    width: int
    counting_s: float | None = None
    """Go on counting seeds, for at most so long, when a partition's quota is met."""
    processes: int = 1
    """How many processes share the servers and the budget."""
    budget: Budget = field(default_factory=Budget)
    began: float = field(default_factory=time.time)
    """When the command began, in seconds since 1970."""
