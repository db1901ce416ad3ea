"""One reader for each family of files. Each takes an open file and gives findings, or raises a refusal."""
