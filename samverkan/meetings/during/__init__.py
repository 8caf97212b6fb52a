"""During the meeting: who is in the room, which topic is taken up, and what is written down under it."""
