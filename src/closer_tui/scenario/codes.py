"""Every kind of problem that a scenario file can have: its code and its headline."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from closer_tui.i18n import _

HEADLINES: Mapping[str, str] = MappingProxyType(
    {
        # The file.
        "S001": _("no such file"),
        "S002": _("not a file"),
        "S003": _("the file can't be read"),
        "S004": _("the file is too large"),
        "S005": _("not a text file"),
        "S006": _("not UTF-8"),
        "S007": _("not TOML"),
        "S008": _("nested too deep"),
        "S009": _("no such scenario"),
        # One key or value.
        "S010": _("format number missing or unknown"),
        "S011": _("unknown key"),
        "S012": _("missing key"),
        "S013": _("wrong type"),
        "S014": _("nothing in it"),
        "S015": _("too long"),
        "S016": _("more than one line"),
        "S017": _("control character"),
        "S018": _("not one of the names"),
        "S019": _("out of range"),
        "S020": _("too many"),
        "S021": _("not written as it must be"),
        # What belongs together.
        "S030": _("no steps"),
        "S031": _("custom step without criteria"),
        "S032": _("criterion without cues"),
        "S033": _("cue that can't be understood"),
        "S034": _("name of a criterion taken"),
        "S035": _("sample names what the step does not have"),
        "S036": _("sample both meets and misses"),
        "S037": _("topic answered twice"),
        "S038": _("spoken step after the email"),
        "S039": _("step without criteria in another language than English"),
        # Warnings: the scenario plays, but probably not as meant.
        "S050": _("nudge without time"),
        "S051": _("step without a strong sample"),
        "S052": _("questions without replies"),
        "S053": _("id used twice"),
        "S054": _("cues that their own blockers take back"),
        "S055": _("sample that claims nothing"),
        "S056": _("reply that nobody can ask for"),
        "S057": _("line too long for one breath"),
        "S058": _("two cues that find the same words"),
        "S059": _("no reply to common questions"),
        # Samples against the scorer.
        "S060": _("sample not scored as claimed"),
        "S061": _("samples in the wrong order"),
        "S062": _("the scorer is not sure of what a sample claims"),
        "S063": _("cues that no sample tries"),
        # The run.
        "S090": _("folder without scenarios"),
        "S099": _("more problems than are listed"),
    }
)
