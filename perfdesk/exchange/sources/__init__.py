"""Readers of file formats: each turns a guarded file into the neutral model of `exchange.sheet`."""
