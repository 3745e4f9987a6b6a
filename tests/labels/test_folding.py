"""Long documents: pages that are drawn take little memory, and come out as they were drawn."""

from pantbox.labels.paper import Paper
from tests.labels.printed import pages, read

LINKS = [f"HTTPS://PANT.EXAMPLE/S/{number:016d}" for number in range(4)]


def drawn():
    paper = Paper(60, 60, title="Four codes", language="en")
    for link in LINKS:
        paper.add_page()
        paper.draw_qr(0, 0, 60, link)
    return paper


def test_a_page_is_kept_small_once_the_next_one_begins():
    paper = drawn()
    kept = [len(page.contents) for page in paper.pages.values()]
    paper.finished()

    assert max(kept[:-1]) < kept[-1] / 4


def test_pages_come_out_in_order_as_they_were_drawn():
    assert [read(page) for page in pages(drawn().finished())] == [[link] for link in LINKS]
