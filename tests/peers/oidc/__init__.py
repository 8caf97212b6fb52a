"""An OpenID Connect provider that nobody here wrote, as a real peer over HTTP."""
