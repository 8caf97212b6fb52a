"""After the meeting: what it came to, for each who is to know it, and who does what by when."""
