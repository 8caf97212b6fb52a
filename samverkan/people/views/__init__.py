"""Settings, contacts and one's own pages."""
