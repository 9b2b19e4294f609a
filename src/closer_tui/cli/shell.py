"""For the shell: `completion` and `man`."""

from __future__ import annotations

import click

from closer_tui.cli.options import explained
from closer_tui.i18n import _

SHELLS = ("bash", "zsh", "fish")


@click.command(
    "completion",
    help=explained(
        _("Print what a shell completes closer's words with."),
        {
            'eval "$(closer completion bash)"': _("in ~/.bashrc"),
            'eval "$(closer completion zsh)"': _("in ~/.zshrc, after compinit"),
            "closer completion fish | source": _("in ~/.config/fish/config.fish"),
        },
        _("Then Tab completes commands, options, names of scenarios and ids of rehearsals."),
    ),
)
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion_command(ctx: click.Context, shell: str) -> int:
    """The script of a shell."""
    from click.shell_completion import get_completion_class

    script = get_completion_class(shell)
    assert script is not None
    click.echo(script(ctx.find_root().command, {}, "closer", "_CLOSER_COMPLETE").source().encode(), nl=False)
    return 0


@click.command(
    "man",
    help=explained(
        _("Print the manual page."),
        {
            "closer man | man -l -": _("to read it"),
            "mkdir -p ~/.local/share/man/man1": _("the folder of the next line"),
            "closer man > ~/.local/share/man/man1/closer.1": _("for man closer"),
        },
    ),
)
@click.pass_context
def man_command(ctx: click.Context) -> int:
    """The manual page, for man."""
    from closer_tui.cli.man import page

    click.echo(page(ctx.find_root().command), nl=False)
    return 0
