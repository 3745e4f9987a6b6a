"""Long documents in little memory: a page that is drawn is kept compressed until it is written out.

What is drawn on a page of labels is ten times as long as what becomes of it in the file, and 50,000 labels are 600 pages.
"""

import zlib
from typing import Any

from fpdf import FPDF
from fpdf.output import OutputProducer, PDFPage
from fpdf.syntax import PDFObject


class Folded(bytes):
    """What is drawn on a page, compressed."""

    def unfolded(self) -> bytearray:
        """As it was drawn."""
        return bytearray(zlib.decompress(self))


class FoldingPaper(FPDF):
    """Pages that are drawn one after another: a page is folded when the next one begins."""

    def add_page(self, *told: Any, **more: Any) -> None:
        """Begin the next page; nothing can be drawn on the one before any more."""
        if self.page:
            drawn = self.pages[self.page]
            drawn.contents = Folded(zlib.compress(drawn.contents))  # type: ignore[assignment, arg-type]
        super().add_page(*told, **more)

    def finished(self) -> bytes:
        """The whole document."""
        return bytes(self.output(output_producer_class=_Unfolding))


class _Unfolding(OutputProducer):
    """Unfolds each page just before it is compressed for the file."""

    def _add_pdf_obj(self, pdf_obj: PDFObject, trace_label: str | None = None) -> int:
        if isinstance(pdf_obj, PDFPage) and isinstance(pdf_obj.contents, Folded):
            pdf_obj.contents = pdf_obj.contents.unfolded()
        return super()._add_pdf_obj(pdf_obj, trace_label)
