"""Static files: small on their way, the same when they arrive."""

import gzip
from pathlib import Path

import brotli
import pytest

from pantbox.web.static import DESIGN


@pytest.mark.parametrize(("accepted", "encoding"), [("br, gzip", "br"), ("gzip", "gzip"), ("identity", None)])
def test_a_file_is_sent_in_as_few_bytes_as_the_browser_can_read(client, accepted, encoding):
    path = "/design/components.css"

    with client.get(path, headers={"Accept-Encoding": accepted}) as answer:
        sent = answer.data
    asked = {"Accept-Encoding": accepted, "If-None-Match": answer.headers["ETag"]}
    with client.get(path, headers=asked) as again:
        pass

    content = (Path(DESIGN) / "components.css").read_bytes()
    opened = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[encoding](sent)
    assert answer.headers.get("Content-Encoding") == encoding
    assert opened == content
    assert (encoding is None) == (len(sent) >= len(content))
    assert again.status_code == 304
