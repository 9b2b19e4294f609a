"""Rehearse the closing minutes of an IT interview in the terminal."""

__version__ = "0.1.0"
