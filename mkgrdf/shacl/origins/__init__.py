"""Leads results back: to file, row and column, to who claimed what, and on to what would mend it."""
