"""Benchmarks: what an answer costs, beside a raw baseline of the same run. Only the ratios travel to other machines."""
