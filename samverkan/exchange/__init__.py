"""Other systems, in: lists from files and from SS 12000. No domain room imports this one."""
