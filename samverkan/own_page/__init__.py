"""Min sida: the pupil's own page, beside an adult at school or by the school account."""
