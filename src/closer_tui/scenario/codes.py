"""Every kind of problem that a scenario file can have: its code and its headline, kept in English for programs."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from closer_tui.i18n import english

HEADLINES: Mapping[str, str] = MappingProxyType(
    {
        # The file.
        "S001": english("no such file"),
        "S002": english("not a file"),
        "S003": english("the file can't be read"),
        "S004": english("the file is too large"),
        "S005": english("not a text file"),
        "S006": english("not UTF-8"),
        "S007": english("not TOML"),
        "S008": english("nested too deep"),
        "S009": english("no such scenario"),
        # One key or value.
        "S010": english("format number missing or unknown"),
        "S011": english("unknown key"),
        "S012": english("missing key"),
        "S013": english("wrong type"),
        "S014": english("nothing in it"),
        "S015": english("too long"),
        "S016": english("more than one line"),
        "S017": english("control character"),
        "S018": english("not one of the names"),
        "S019": english("out of range"),
        "S020": english("too many"),
        "S021": english("not written as it must be"),
        # What belongs together.
        "S030": english("no steps"),
        "S031": english("custom step without criteria"),
        "S032": english("criterion without cues"),
        "S033": english("cue that can't be understood"),
        "S034": english("name of a criterion taken"),
        "S035": english("sample names what the step does not have"),
        "S036": english("sample both meets and misses"),
        "S037": english("topic answered twice"),
        "S038": english("spoken step after the email"),
        "S039": english("step without criteria in another language than English"),
        # Warnings: the scenario plays, but probably not as meant.
        "S050": english("nudge without time"),
        "S051": english("step without a strong sample"),
        "S052": english("questions without replies"),
        "S053": english("id used twice"),
        "S054": english("cues that their own blockers take back"),
        "S055": english("sample that claims nothing"),
        "S056": english("reply that nobody can ask for"),
        "S057": english("line too long for one breath"),
        "S058": english("two cues that find the same words"),
        "S059": english("no reply to common questions"),
        # Samples against the scorer.
        "S060": english("sample not scored as claimed"),
        "S061": english("samples in the wrong order"),
        "S062": english("the scorer is not sure of what a sample claims"),
        "S063": english("cues that no sample tries"),
        # The run.
        "S090": english("folder without scenarios"),
        "S099": english("more problems than are listed"),
    }
)
