"""For each rung of the ladder the fewest moves that show that it is off: somebody gains more than they may, or a guest waits."""

from pantbox.circulation.claims import Rung

SHOWS = {
    Rung.SEEN: '["HONEST", false, [[2, "my buy", 5, "s1", 0], [4, "my back", 5, "b1", 0]]]',
    Rung.STALL: '["DESK", false, [[4, "back", 0, "s2", 0]]]',
    Rung.PICTURE: '["HONEST", false, [[2, "my buy", 5, "s1", 0], [4, "my drop", 5, "p0 b2", 0]]]',
    Rung.UNSEEN: '["DESK", false, [[4, "back", 4, "b1", 0]]]',
    Rung.SECOND: '["PICTURES", false, [[2, "picture", 0, "p0 b2", 0], [4, "back", 0, "b1", 0]]]',
    Rung.RELEASED: '["DESK", true, [[4, "back", 4, "k", 0]]]',
    Rung.OLD: '["PICTURES", false, [[2, "picture", 7, "p0 b2", 13]]]',
    Rung.NO_ISSUE: '["PICTURES", false, [[2, "picture", 7, "p0 b2", 0]]]',
    Rung.PICTURE_BOUND: '["PICTURES", false, [[3, "picture", 0, "p0 b2", 0], [3, "picture", 1, "p0 b2", 0], [3, "picture", 2, "p0 b2", 0]]]',
    Rung.POLICY: '["BOX", true, [[2, "false", 7, "", 0]]]',
    Rung.UNSEEN_AGAIN: '["BOX", false, [[2, "false", 7, "", 0], [10, "false", 7, "", 0]]]',
    Rung.UNSEEN_BOUND: '["BOX", false, [[2, "false", 5, "", 0], [2, "false", 6, "", 0], [2, "false", 7, "", 0]]]',
    Rung.SAME_QUESTION: '["PICTURES", false, [[2, "picture", 7, "p0 b2", 0], [3, "picture", 7, "p1 b2", 0]]]',
    Rung.SAME_BOX: '["TWO_WAYS", false, [[2, "my buy", 5, "s1", 0], [3, "my phone", 5, "p0 b2", 0], [4, "my back", 5, "b2", 0]]]',
    Rung.SECOND_AT_DESK: '["TWO_WAYS", false, [[2, "my buy", 5, "s1", 0], [3, "my phone", 5, "p0 b2", 0], [4, "my back", 5, "k", 0]]]',
    Rung.SECOND_BOUND: '["PICTURES", false, [[2, "picture", 0, "p0 b2", 0], [2, "picture", 1, "p0 b2", 0], [4, "back", 0, "b1", 0], [4, "back", 1, "b1", 0]]]',
    Rung.BEYOND_CAPACITY: '["BOX", false, [[1, "buy", 5, "s1", 0], [2, "false", 0, "", 0], [2, "false", 1, "", 0], [2, "false", 2, "", 0], [2, "false", 3, "", 0], [2, "false", 5, "", 0]]]',
    Rung.DUPLICATE: '["BOX", true, [[2, "false", 0, "", 0], [3, "false", 0, "", 0]]]',
    Rung.ALREADY_PAID: '["BOX", true, [[2, "false", 0, "", 0], [5, "false", 0, "", 0]]]',
    Rung.REFUSED: '["TWO_WAYS", false, [[2, "my buy", 5, "s1", 0], [3, "my phone", 5, "p0 b2", 0], [4, "my back", 5, "k", 0]]]',
    Rung.BOX_OR_DESK: '["VENDOR", false, [[2, "take back", 7, "", 0]]]',
}
"""Each as a line that `strategies.read` reads."""
