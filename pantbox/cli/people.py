"""People who log in, and programs' tokens."""

import click
from sqlalchemy import select

from pantbox.cli.installation import installation, the_organisation
from pantbox.cli.telling import json_option, tell
from pantbox.places.log import log
from pantbox.places.organisations import Organisation, Role, Scope
from pantbox.places.people import create_organisation, create_user
from pantbox.places.tokens import create_token
from pantbox.settings import LANGUAGES


@click.group()
def user() -> None:
    """People who log in to the office."""


@user.command("add")
@click.argument("email")
@click.option("--name", default="", help="What they are called.")
@click.option("--role", type=click.Choice([role.value for role in Role]), default=Role.ORGANISER.value,
              show_default=True)  # fmt: skip
@click.option("--language", type=click.Choice(LANGUAGES), default="da", show_default=True)
@click.option("--organisation", metavar="SLUG", help="Needed when there are several, or to found one.")
@click.option("--organisation-name", metavar="NAME", help="Found this organisation first if it is not there.")
@click.option("--company-prefix", metavar="DIGITS", default="9521234", show_default=True,
              help="Its GS1 company prefix; 952… is for trying out.")  # fmt: skip
@click.password_option(help="Asked for if not told, which keeps it out of the shell's history.")
@json_option
def add(
    email: str, name: str, role: str, language: str, organisation: str | None, organisation_name: str | None,
    company_prefix: str, password: str, *, as_json: bool,
) -> None:  # fmt: skip
    """Let a person log in. The first one founds the organisation.

    \b
    Example:
      pantbox user add anna@example.org --role owner \\
        --organisation summer --organisation-name "Summer Festival" --company-prefix 5712345
    """
    with installation() as core, core.database.transaction() as session:
        if organisation and organisation_name and not session.scalar(
            select(Organisation.id).where(Organisation.slug == organisation)
        ):  # fmt: skip
            create_organisation(
                session, slug=organisation, name=organisation_name, company_prefix=company_prefix, language=language
            )  # fmt: skip
        owner = the_organisation(session, organisation)
        made = create_user(
            session, owner.id, email=email, name=name, password=password, role=Role(role), language=language
        )
        log(session, owner.id, None, "user_made", made.email, {"by": "cli", "role": role}, core.clock())
        facts = {"id": made.id, "email": made.email, "role": role, "organisation": owner.slug}
    tell(f"{facts['email']} may log in to {facts['organisation']} as {role}.", facts, as_json=as_json)


@click.group()
def token() -> None:
    """Programs' keys to the API."""


@token.command("create")
@click.option("--scope", "scopes", multiple=True, required=True, help="What it may do. May be repeated.",
              type=click.Choice([scope.value for scope in Scope]))  # fmt: skip
@click.option("--label", default="cli", show_default=True, help="What it is for.")
@click.option("--organisation", metavar="SLUG", help="Needed when there are several.")
@json_option
def create(scopes: tuple[str, ...], label: str, organisation: str | None, *, as_json: bool) -> None:
    """Make a token. It is told this once; only its hash is kept.

    \b
    Example:
      pantbox token create --scope reports:read --label dashboard
    """
    with installation() as core, core.database.transaction() as session:
        owner, now = the_organisation(session, organisation), core.clock()
        made, secret = create_token(session, owner.id, label=label, scopes=map(Scope, scopes), now=now)
        log(session, owner.id, None, "token_made", made.label, {"by": "cli", "scopes": made.scopes}, now)
        facts = {"id": made.id, "label": made.label, "scopes": made.scopes, "token": secret}
    tell(secret, facts, as_json=as_json)


COMMANDS = (user, token)
