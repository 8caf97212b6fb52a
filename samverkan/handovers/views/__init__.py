"""The pages of a handover: the leaving school's, and the receiving school's."""
