"""`python -m closer_tui`: the same as the command `closer`."""

from closer_tui.cli import main

if __name__ == "__main__":
    main(prog_name="closer")
