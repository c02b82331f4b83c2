"""Whole days in the window: real store, real jobs, keys and input methods only."""
