"""A device of the harness takes no answer that was cut for a whole one, wherever it was cut."""

import socket
from threading import Thread

from soak.asking import BROKEN, ask

BODY = b'{"results": []}'
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\nserver: x\r\n\r\n%s" % (
    len(BODY),
    BODY,
)


def test_an_answer_that_was_cut_is_none_and_a_whole_one_is():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        Thread(target=answer_each_time_a_sign_more, args=(server,)).start()

        told = [ask(port, "/scans", {}, token="t") for _ in range(len(ANSWER) + 1)]

    assert [one for one in told[:-1] if one.status != BROKEN] == []
    assert (told[-1].status, told[-1].body) == (200, {"results": []})


def answer_each_time_a_sign_more(server):
    for length in range(len(ANSWER) + 1):
        connection, _ = server.accept()
        with connection:
            connection.recv(65536)
            connection.sendall(ANSWER[:length])
