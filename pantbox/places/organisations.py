"""Organisations, the people who log in for them, and the tokens of their programs."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from pantbox.db import Base, IntId, Name, OfOrganisation, Word


class Role(StrEnum):
    """What a user may do. Each may all that the ones after it may."""

    OWNER = "owner"
    ORGANISER = "organiser"
    VIEWER = "viewer"


class Scope(StrEnum):
    """What a program's token may do."""

    SCANS_WRITE = "scans:write"
    REPORTS_READ = "reports:read"
    MONEY_READ = "money:read"
    MONEY_WRITE = "money:write"
    SETUP_WRITE = "setup:write"
    IMPORTS_WRITE = "imports:write"


class Organisation(Base):
    """A tenant: who owns containers and runs events."""

    __tablename__ = "organisation"

    id: Mapped[IntId]
    slug: Mapped[Word] = mapped_column(unique=True)
    name: Mapped[Name]
    language: Mapped[Word] = mapped_column(default="da")
    currency: Mapped[Word] = mapped_column(default="DKK")
    company_prefix: Mapped[Word]
    """GS1 company prefix, 7–10 digits: what the organisation's GRAIs begin with. 952… is for demos."""
    ground_version: Mapped[int] = mapped_column(default=0, server_default="0")
    """Counted up by triggers with every change of what the scans' door stands on: events, terms, types, stations."""
    is_played: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Made by a simulation: nobody's money, people or containers."""


class User(OfOrganisation, Base):
    """A person who logs in to the office of one organisation. Whoever works for two has an account in each."""

    __tablename__ = "user_account"
    __table_args__ = (UniqueConstraint("organisation_id", "email"),)

    id: Mapped[IntId]
    email: Mapped[Name] = mapped_column(index=True)
    name: Mapped[Name]
    password_hash: Mapped[str] = mapped_column(String(200))
    role: Mapped[Role] = mapped_column(String(20))
    language: Mapped[Word] = mapped_column(default="da")
    session_version: Mapped[int] = mapped_column(default=1)
    """Counted up to log the user out everywhere."""


class ApiToken(OfOrganisation, Base):
    """A program's key to the API; only its hash is kept."""

    __tablename__ = "api_token"

    id: Mapped[IntId]
    label: Mapped[Name]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    scopes: Mapped[list[Any]]
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class LogEntry(OfOrganisation, Base):
    """Who changed what in the office: one row per change, never changed itself."""

    __tablename__ = "log_entry"

    id: Mapped[IntId]
    at: Mapped[datetime]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    what: Mapped[Word]
    subject: Mapped[Name]
    details: Mapped[dict[str, Any]]
