"""Tilth: four ways to find something worth writing about, and one way to write it up, check it and keep it."""

__version__ = "0.1.0"
