"""`python -m pantbox` is `pantbox`."""

from pantbox.cli import main

main(prog_name="pantbox")
