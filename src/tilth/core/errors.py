"""
What can go wrong, and whose business it is:

* TilthError
  x RecipeError          the recipe or its input is wrong; said before anything runs
    + UnknownName        no such reader, filter, backend, ...
    + InputError         a file or folder that the recipe names cannot be read
    + OutputError        the place for the results cannot be written, or is full
    + Drift              this version was made by another recipe, or from other input
  x ItemError            one item failed; kept beside the records, the run goes on
    + ModelError         a model could not be reached, or its reply could not be read
      - Overloaded       the server says that it is asked too much, and perhaps when to come back
      - Unsteady         the server or the connection failed in a way that may pass
    + FetchError         a page or file could not be had
    + ParseError         a page, file or paper could not be understood
    + StepError          the step's own code raised
  x Stopped              the run was stopped before its end; what is whole is kept
    + TooManyFailures    so many items failed that going on makes no sense
    + BudgetSpent        the tokens, money or time that the recipe allows are used up
  x Broken               a record does not hold what its evidence or proof says
"""

from __future__ import annotations


class TilthError(Exception):
    """Base of every error this package raises on purpose."""


class RecipeError(TilthError):
    """The recipe or its input is wrong; said before anything runs."""


class UnknownName(RecipeError):
    """No component of this kind has this name."""


class InputError(RecipeError):
    """A file or folder that the recipe names cannot be read."""


class OutputError(RecipeError):
    """The place for the results cannot be written, or is full."""


class Drift(RecipeError):
    """A run of this name and version exists, and another recipe or other input made it."""


class ItemError(TilthError):
    """One item failed. It is kept beside the records, and the run goes on."""


class ModelError(ItemError):
    """A model could not be reached, or its reply could not be read."""


class Overloaded(ModelError):
    """The server says that it is asked too much. It did no work."""

    def __init__(self, why: str, retry_after_s: float | None = None) -> None:
        super().__init__(why)
        self.retry_after_s = retry_after_s
        """Seconds after which the server wants to be asked again, when it says so."""


class Unsteady(ModelError):
    """The server or the connection failed in a way that may pass when the request is sent again."""


class FetchError(ItemError):
    """A page or file could not be had."""


class ParseError(ItemError):
    """A page, file or paper could not be understood."""


class StepError(ItemError):
    """A step's own code raised."""


class Stopped(TilthError):
    """The run was stopped before its end. What is whole is kept; the same command goes on."""


class TooManyFailures(Stopped):
    """So many items failed that going on makes no sense."""


class BudgetSpent(Stopped):
    """The tokens, money or time that the recipe allows are used up."""


class Broken(TilthError):
    """A record does not hold what its evidence or proof says."""
