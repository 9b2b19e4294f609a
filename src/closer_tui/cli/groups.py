"""How groups of commands behave: their help, what an unknown word may have meant, how a command ends."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from closer_tui.beginning import begin
from closer_tui.i18n import _

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

TOGETHER = {
    ("next", "history", "progress", "compare"): _("to learn from your rehearsals"),
    ("prepare", "sheet", "email"): _("for your real interview"),
    ("new", "try", "check", "schema"): _("to write scenarios of your own"),
    ("voices", "doctor", "serve", "completion", "man"): _("the voice, the browser, the shell"),
    ("export", "import", "where"): _("to keep, move and share what is yours"),
}
"""Commands that the help names in one line, so that it fits a screen of 24; each has a help of its own."""


class Commands(click.Group):
    """A group that knows what an unknown command may have meant."""

    instead = _("--help shows what there is.")

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click calls it so
        """In the order in which people need them, not of the alphabet."""
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            import difflib

            near = difflib.get_close_matches(args[0], self.commands, 1)
            meant = _("Did you mean {name}?").format(name=near[0]) if near else ""
            raise click.UsageError(" ".join(filter(None, (error.message, meant, self.instead))), ctx) from error


class Closer(Commands):
    """Ends every command in a clean way: one message, one exit status, no traceback."""

    instead = _("To play a scenario: closer play NAME.")

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        together = {name for names in TOGETHER for name in names}
        shown = [(name, self.commands[name]) for name in self.list_commands(ctx) if name not in together]
        room = formatter.width - 6 - max(len(name) for name, _ in shown)
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, command.get_short_help_str(room)) for name, command in shown])
            for names, purpose in TOGETHER.items():
                listed = ", ".join(name for name in names if name in self.commands)
                formatter.write(f"{'':{formatter.current_indent}}{listed}: {purpose}\n")

    def invoke(self, ctx: click.Context) -> Any:
        begin()
        try:
            status = super().invoke(ctx)
            sys.stdout.flush()
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except (Exception, KeyboardInterrupt) as error:
            from closer_tui.commands.ending import status_of

            status = status_of(error)
        ctx.exit(status or 0)


class Exports(Commands):
    """A group whose first word may also be a scenario: `closer export NAME --html`."""

    instead = _("To export a scenario: closer export NAME --html.")

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        # A scenario may be called as a command is; only scenarios are exported as a page.
        page = args[0] != "scenario" and any(each.startswith("--html") for each in args[1:])
        # While a shell completes, the word that makes it one may be still to come.
        page = page or (ctx.resilient_parsing and args[0] not in self.commands)
        return super().resolve_command(ctx, ["scenario", *args] if page else args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[str]]:
        from closer_tui.cli.completing import scenarios

        return [*super().shell_complete(ctx, incomplete), *scenarios(incomplete)]
