"""Paper: QR and bar codes, label sheets, slips, vouchers, signs and tags as PDF.

The law of this room: nothing here knows the database. Every document is a function of plain values
(`documents.py`) and a language; it returns the bytes of a PDF, or the text of an SVG. Codes are drawn as
vectors on whole printer dots, so that they are as sharp as the printer can make them.
"""
