"""Static files: small on their way, the same when they arrive."""

import gzip
from pathlib import Path

import brotli
import pytest

from pantbox.web.static import DESIGN


@pytest.mark.parametrize(("accepted", "encoding"), [("br, gzip", "br"), ("gzip", "gzip"), ("identity", None)])
def test_a_file_is_sent_in_as_few_bytes_as_the_browser_can_read(client, accepted, encoding):
    path = "/design/components.css"

    answer = client.get(path, headers={"Accept-Encoding": accepted})
    again = client.get(path, headers={"Accept-Encoding": accepted, "If-None-Match": answer.headers["ETag"]})

    content = (Path(DESIGN) / "components.css").read_bytes()
    opened = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[encoding](answer.data)
    assert answer.headers.get("Content-Encoding") == encoding
    assert opened == content
    assert (encoding is None) == (len(answer.data) >= len(content))
    assert again.status_code in (200, 304)
