"""One named adult for every pupil: chosen with the pupil, covered when away, handed over with a receipt.

The model of Falun and Kronoberg: the responsibility follows a function (BVC nurse, rektor, KAA), and a named colleague
carries the work. Who holds a particular plan together is another role: `Collaboration.coordinator`.
"""
