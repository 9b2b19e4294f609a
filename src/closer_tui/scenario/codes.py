"""Every kind of problem that a scenario file can have: its code and its headline."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

HEADLINES: Mapping[str, str] = MappingProxyType(
    {
        # The file.
        "S001": "no such file",
        "S002": "not a file",
        "S003": "the file can't be read",
        "S004": "the file is too large",
        "S005": "not a text file",
        "S006": "not UTF-8",
        "S007": "not TOML",
        "S008": "nested too deep",
        "S009": "no such scenario",
        # One key or value.
        "S010": "format number missing or unknown",
        "S011": "unknown key",
        "S012": "missing key",
        "S013": "wrong type",
        "S014": "nothing in it",
        "S015": "too long",
        "S016": "more than one line",
        "S017": "control character",
        "S018": "not one of the names",
        "S019": "out of range",
        "S020": "too many",
        "S021": "not written as it must be",
        # What belongs together.
        "S030": "no steps",
        "S031": "custom step without criteria",
        "S032": "criterion without cues",
        "S033": "cue that can't be understood",
        "S034": "name of a criterion taken",
        "S035": "sample names what the step does not have",
        "S036": "sample both meets and misses",
        "S037": "topic answered twice",
        "S038": "spoken step after the email",
        "S039": "step without criteria in another language than English",
        # Warnings: the scenario plays, but probably not as meant.
        "S050": "nudge without time",
        "S051": "step without a strong sample",
        "S052": "questions without replies",
        "S053": "id used twice",
        "S054": "cues that their own blockers take back",
        "S055": "sample that claims nothing",
        "S056": "reply that nobody can ask for",
        "S057": "line too long for one breath",
        "S058": "two cues that find the same words",
        "S059": "no reply to common questions",
        # Samples against the scorer.
        "S060": "sample not scored as claimed",
        "S061": "samples in the wrong order",
        "S062": "the scorer is not sure of what a sample claims",
        "S063": "cues that no sample tries",
        # The run.
        "S090": "folder without scenarios",
        "S099": "more problems than are listed",
    }
)
