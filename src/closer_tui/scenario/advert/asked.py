"""What adverts answer, as `asked` of subjects.toml says it, for the catalogue: it completes "do not ask …"."""

from __future__ import annotations

from closer_tui.i18n import english

ASKED = frozenset(
    {
        english("where you would work from"),
        english("where the office is"),
        english("what it pays"),
        english("about holidays and other benefits"),
        english("about working hours"),
        english("what kind of contract it is"),
        english("how many people are in the team"),
        english("who your manager would be"),
        english("which tools are used"),
        english("which method the team works by"),
        english("whether there is on-call"),
        english("when you would start"),
        english("which steps come next"),
        english("whether there is training"),
        english("how much travel there is"),
        english("what the company does or how big it is"),
        english("what is expected in the first months"),
        english("what is planned next"),
    }
)
