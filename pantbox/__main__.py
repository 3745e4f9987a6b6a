"""`python -m pantbox` is `pantbox`."""

from pantbox.cli import main

if __name__ == "__main__":
    main(prog_name="pantbox")
