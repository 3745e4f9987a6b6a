"""What somebody at a festival can do: an alphabet of moves, who may make each, and which operations of the API it stands for."""

from dataclasses import dataclass
from enum import StrEnum


class Actor(StrEnum):
    """Whose gain is looked for."""

    PICTURES = "guest with pictures"
    TWO_WAYS = "guest with two ways"
    VENDOR = "vendor"
    VENDOR_AND_GUEST = "vendor and guest"
    BOX = "box volunteer"
    DESK = "desk volunteer"
    THIEF = "thief with a box's device"
    REVOKED = "thief with a revoked one"
    HONEST = "honest guest"
    """Nobody's attack: an honest guest has in the end what they paid, neither more nor less."""


A = Actor
ACTORS = [one for one in Actor if one is not A.HONEST]
EVERYBODY = frozenset(Actor)
GUESTS = frozenset({A.TWO_WAYS, A.VENDOR_AND_GUEST, A.HONEST})
VENDORS = frozenset({A.VENDOR, A.VENDOR_AND_GUEST})
AT_BOX = frozenset({A.BOX, A.THIEF, A.REVOKED})
PAID_BY_VISIT = EVERYBODY - {A.VENDOR}

STALLS = ("s1", "s2", "s3")
BOXES = ("b1", "b2")
BACK = ("b1", "b2", "k", "s1", "s2")
PHONES = ("p0 b1", "p1 b1", "p0 b2", "p1 b2", "p0 b1 code", "p1 b1 code")
"""A phone and the box at which it sends. The first box has a screen, the second only its printed sign."""
NOWHERE = ("",)
SCANS = frozenset({"send_scans"})
BY_PHONE = frozenset({"open_visit", "send_scans"})
PAYING = frozenset({"refund", "visit"})


@dataclass(frozen=True, slots=True)
class Verb:
    """One kind of move. `words` say it, with `{c}` for the container and `{place}`; `late`: it may be told later than it was.

    `of_the_api`: only the API has it, no pure rule says what it brings. `undefended`: a word of somebody trusted, or an act
    that no scan shows, which docs/threats.md names as not defended: the search leaves it out unless it is asked for.
    """

    name: str
    words: str
    actors: frozenset[Actor]
    operations: frozenset[str] = SCANS
    places: tuple[str, ...] = NOWHERE
    late: bool = False
    of_the_api: bool = False
    undefended: bool = False


VERBS = {
    verb.name: verb
    for verb in (
        # What honest people do all around: the search has them do it when it likes.
        Verb("buy", "a guest buys {c} at {place}", EVERYBODY, places=STALLS, late=True),
        Verb("forgotten", "a guest buys {c} at {place}, which forgets to scan", EVERYBODY - VENDORS, places=STALLS),
        Verb("back", "a guest gives {c} back at {place}", EVERYBODY, places=BACK),
        Verb("refill", "a guest has {c} filled again at {place}", EVERYBODY, places=STALLS),
        Verb("collect", "the crew collects {c} from a table", EVERYBODY),
        Verb("wash", "{c} is washed and stands at {place} again", EVERYBODY, places=STALLS),
        Verb("count", "the bag of {place} is changed and truly counted", EVERYBODY, places=BOXES),
        Verb("heard", "{place} says it has sent everything", EVERYBODY, frozenset({"beat"}), (*STALLS, *BOXES, "k")),
        Verb("retry", "the last scan is sent again", EVERYBODY),
        # A guest with containers of their own.
        Verb("my buy", "I buy {c} at {place}", GUESTS, places=STALLS),
        Verb("my back", "I give {c} back at {place}", GUESTS, SCANS | {"let_pay", "let_not_pay"}, BACK),
        Verb("my refill", "I have {c} filled again at {place}", GUESTS, places=STALLS),
        Verb("my phone", "I send {c}, which I keep, by phone: {place}", GUESTS - {A.HONEST}, BY_PHONE, PHONES, late=True),
        Verb("my drop", "I send {c} by phone and let it fall in: {place}", GUESTS, BY_PHONE, PHONES, late=True),
        Verb("earlier", "the desk pays the deposit before {c}'s, too", GUESTS | {A.DESK}, frozenset({"pay_earlier", "earlier"})),
        Verb(
            "keep", "I show {c} to the scanner of {place} and keep it", GUESTS - {A.HONEST}, places=BOXES, undefended=True
        ),
        # A guest with pictures of what others hold.
        Verb("picture", "I send a picture of {c} by phone: {place}", frozenset({A.PICTURES}), BY_PHONE, PHONES, late=True),
        Verb("type", "I type the code of {c} by phone: {place}", frozenset({A.PICTURES}), BY_PHONE, PHONES, late=True),
        Verb("pay out", "all my visits are paid out", PAID_BY_VISIT, PAYING),
        # A vendor, at its stall s1.
        Verb("undo", "s1 undoes that it handed {c} out", VENDORS, late=True),
        Verb("take back", "s1 says it took {c} back", VENDORS, late=True),
        Verb("undo take back", "s1 undoes that it took {c} back", VENDORS, late=True),
        Verb("swap", "s1 says {c} was swapped", VENDORS, late=True),
        Verb("phantom", "s1 says it handed {c} out, and did not", VENDORS, late=True),
        Verb("as a refill", "s1 sells {c} and says it filled it again", VENDORS, late=True),
        Verb("says", "s1 says {c} was {place}", VENDORS, places=("receive", "collect", "dispatch"), late=True),
        Verb("hide", "s1 sells {c} and never scans it", VENDORS, undefended=True),
        # Whoever has a box's device.
        Verb("false", "the device of b1 says {c} was given back", AT_BOX, late=True),
        Verb("undo back", "the device of b1 undoes a guest's return of {c}", AT_BOX, late=True),
        Verb("new bag", "the device of b1 says its bag was changed", AT_BOX, undefended=True),
        Verb("move", "the device of b1 moves to b2", frozenset({A.THIEF}), frozenset({"move_device"})),
        Verb("revoke", "the device of b1 is revoked", frozenset({A.REVOKED}), frozenset({"revoke_device"})),
        # Whoever sits at the desk.
        Verb("undo at desk", "the desk undoes a guest's return of {c}", frozenset({A.DESK})),
        Verb("refuse", "the desk refuses what waits of {c}", frozenset({A.DESK}), frozenset({"let_not_pay", "held"})),
        Verb("by hand", "the desk scans {c}, which it has not, for itself", frozenset({A.DESK}), late=True, undefended=True),
        Verb("let pay", "the desk lets pay what waits of {c}", frozenset({A.DESK}), frozenset({"let_pay"}), undefended=True),
        # Money that no pure rule moves.
        Verb("onto a slip", "my visits' money goes onto a slip", PAID_BY_VISIT, PAYING | {"slip"}, of_the_api=True),
        Verb("take my voucher", "{place} takes my voucher", PAID_BY_VISIT, frozenset({"redeem_code", "redeem_voucher", "pay_slip"}),
             ("s1", "s2", "k"), of_the_api=True),
        Verb("say taken offline", "s1 says it took a used voucher offline", VENDORS, frozenset({"hand_in"}), of_the_api=True, late=True),
        Verb("send crates", "a crate is sent to s1", VENDORS, frozenset({"send_delivery"}), of_the_api=True),
        Verb("confirm crates", "s1 says what it received", VENDORS, frozenset({"confirm_delivery"}), of_the_api=True),
        Verb("withdraw crates", "the crate is withdrawn", VENDORS, frozenset({"withdraw_delivery"}), of_the_api=True),
        Verb("close", "s1 closes for the night", VENDORS, frozenset({"close_station"}), of_the_api=True),
        Verb("unreadable", "the desk credits {place} that nobody can read", frozenset({A.DESK}), frozenset({"credit"}),
             ("1", "2", "3"), of_the_api=True),
        Verb("float in", "the desk says coins were brought", frozenset({A.DESK}), frozenset({"put_in"}), of_the_api=True),
        Verb("coins", "the desk's till is emptied into a pocket", frozenset({A.DESK}), frozenset({"desk"}), of_the_api=True),
        Verb("till", "the desk's till is counted", frozenset({A.DESK}), frozenset({"count"}), of_the_api=True),
        Verb("float out", "the desk says coins went to the bank", frozenset({A.DESK}), frozenset({"take_out"}), of_the_api=True,
             undefended=True),
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Move:
    """Somebody does something at a step of ten minutes. What they tell of it arrives `late` steps after it is said to have been."""

    step: int
    verb: str
    container: int = 0
    place: str = ""
    late: int = 0

    def told(self) -> list[object]:
        """As JSON."""
        return [self.step, self.verb, self.container, self.place, self.late]

    def in_words(self) -> str:
        """A sentence."""
        said = VERBS[self.verb].words.format(c=f"c{self.container}", place=self.place)
        return f"{self.step * 10}' {said}" + (f" ({self.late * 10} min ago)" if self.late else "")


def may(actor: Actor, *, undefended: bool = False, of_the_api: bool = False) -> list[Verb]:
    """The moves of an actor."""
    return [
        verb
        for verb in VERBS.values()
        if actor in verb.actors and verb.undefended <= undefended and verb.of_the_api <= of_the_api
    ]


_READS, _OFFICE, _PAPERS, _STATION = (
    "only tells",
    "the office's, or a program's with its token",
    "places, papers and people: no account moves",
    "what a station says of itself: no account moves",
)
MOVES_NO_MONEY = {
    **dict.fromkeys(
        ["read", "look_code_up", "types", "users", "status", "events", "tokens", "batches", "station", "held", "logistics",
         "station_scans", "voucher", "slip", "one_type", "user", "event", "one_device", "vendor", "one_station", "terms",
         "event_stock", "report", "devices", "list_imports", "history", "vendors", "list_disputes", "rulebook", "stations",
         "all_balances", "transfers", "crates", "quarantined", "labels", "circulation", "positions", "plausibility"],
        _READS),
    **dict.fromkeys(
        ["make_type", "make_user", "make_event", "make_token", "change_type", "change_user", "change_event", "revoke_token",
         "change_vendor", "delete_vendor", "close_type", "change_station", "delete_station", "reopen_type", "make", "close",
         "make_terms", "reopen", "begin_import", "end_import", "make_vendor", "close_vendor", "make_station", "reopen_vendor",
         "close_station_for_good", "set_crates", "switch_on", "switch_off", "reopen_station", "let_in", "decide_dispute",
         "put_elsewhere", "make_link", "make_code"],
        _OFFICE),
    **dict.fromkeys(["pair_device", "open_menu", "show_again"], _PAPERS),
    **dict.fromkeys(["tell_state", "tell_place", "ask_for_more", "want_no_more"], _STATION),
}  # fmt: skip
"""Operations that no actor gains by, and why. Settling disputes is the organiser's: the search decides them against the stall."""
