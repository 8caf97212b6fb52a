"""Who read and did what, and why it was allowed. Written in the act's own transaction, never changed."""
