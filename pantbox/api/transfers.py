"""The ledger, page by page."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import aliased

from pantbox.api.blueprint import api
from pantbox.api.callers import open_to
from pantbox.api.models import Moment, Output
from pantbox.api.own import find_event, reading
from pantbox.api.pages import PageWanted, split, uuid_after
from pantbox.ledger.accounts import Account, AccountKind
from pantbox.ledger.balances import balances
from pantbox.ledger.transfers import Transfer
from pantbox.places.organisations import Scope


class AccountOut(Output):
    """An account: what kind, and which one of that kind (a station's id, a type's id, a word)."""

    kind: AccountKind
    of: str


class CauseOut(Output):
    """Why it was booked: whose money it is, and what brought it about."""

    kind: str
    subject: UUID
    brought_by: UUID


class TransferOut(Output):
    """Money moving from one account to another."""

    id: UUID
    debit: AccountOut
    credit: AccountOut
    amount_ore: int
    cause: CauseOut
    at: Moment
    booked_at: Moment


class TransferPage(Output):
    """Oldest first. `next`: what to send as `after` for the page that follows; null at the end."""

    transfers: list[TransferOut]
    next: str | None


class BalanceOut(Output):
    """What is on an account: credits less debits."""

    account: AccountOut
    balance_ore: int


class BalancesOut(Output):
    """Every account of the event. Together they are 0."""

    balances: list[BalanceOut]


@api.get("/events/<int:event_id>/transfers")
@api.input(PageWanted, location="query", arg_name="wanted")
@api.output(TransferPage)
@open_to(Scope.MONEY_READ)
def transfers(event_id: int, wanted: PageWanted) -> TransferPage:
    """An event's transfers.

    What is booked while you read may lie before where you are: read the last minutes again before you rely on the end.
    """
    debit, credit = aliased(Account), aliased(Account)
    after = uuid_after(wanted)
    with reading() as session:
        find_event(session, event_id)
        statement = (
            select(Transfer, debit, credit)
            .join(debit, debit.id == Transfer.debit_account_id)
            .join(credit, credit.id == Transfer.credit_account_id)
            .where(Transfer.event_id == event_id)
        )
        if after is not None:
            statement = statement.where(Transfer.id > after)
        rows = session.execute(statement.order_by(Transfer.id).limit(wanted.limit + 1)).all()
        page, following = split(rows, wanted.limit, lambda row: row[0].id)
        return TransferPage(transfers=[_told(*row) for row in page], next=following)


def _told(transfer: Transfer, debit: Account, credit: Account) -> TransferOut:
    return TransferOut(
        id=transfer.id,
        debit=AccountOut.model_validate(debit),
        credit=AccountOut.model_validate(credit),
        amount_ore=transfer.amount_ore,
        cause=CauseOut(
            kind=transfer.cause_kind, subject=transfer.cause_subject, brought_by=transfer.cause_brought_by
        ),
        at=transfer.at,
        booked_at=transfer.booked_at,
    )


@api.get("/events/<int:event_id>/balances")
@api.output(BalancesOut)
@open_to(Scope.MONEY_READ)
def all_balances(event_id: int) -> BalancesOut:
    """What is on every account of an event now."""
    with reading() as session:
        find_event(session, event_id)
        found = balances(session.connection(), event_id)
    return BalancesOut(
        balances=[
            BalanceOut(account=AccountOut(kind=key.kind, of=key.of), balance_ore=ore)
            for key, ore in sorted(found.items())
        ]
    )
