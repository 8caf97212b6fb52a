"""Lists from a school: CSV and Excel, read into a roster with a remark for every row that needs a person's eye.

The order is load → suggest (or the person's own map) → scrub → read. Whatever is shown or kept between two requests is
the scrubbed table: protected rows have no contact details left in it.
"""
