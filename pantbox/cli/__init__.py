"""The command line, `pantbox …`: set up, run, print and check without a browser.

One file per group of commands. Exit codes: 0 done, 1 refused or something failed, 2 not understood. It speaks English.
"""

import logging

import click

import pantbox
from pantbox.cli import (
    backing_up,
    benching,
    crew,
    database,
    demonstrating,
    devices,
    disputes,
    events,
    people,
    printing,
    reading,
    running,
    simulating,
    stalls,
    stations,
    vendors,
)
from pantbox.cli.refusals import Refusing
from pantbox.logs import write_to_stderr

GROUPS = (
    demonstrating, running, database, events, vendors, stations, stalls, people, devices, disputes, crew, printing, simulating, reading, backing_up, benching,
)  # fmt: skip


@click.group(cls=Refusing, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(pantbox.__version__, prog_name="pantbox")
def main() -> None:
    """Deposits on reusable packaging, from the printed code to the published return rate.

    Settings come from PANTBOX_… in the environment or in .env. Begin with: pantbox demo
    """
    write_to_stderr(as_json=False, level=logging.WARNING)


for group in GROUPS:
    for command in group.COMMANDS:
        main.add_command(command)
