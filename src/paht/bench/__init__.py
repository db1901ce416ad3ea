"""Benchmarks: what an answer costs, beside a raw baseline of the same run. Absolute figures do not travel, ratios do."""
