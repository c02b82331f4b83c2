"""Measured figures of the program, as ratios taken in one run: `python -m benchmarks [NAME…]`."""
