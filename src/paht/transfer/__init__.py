"""Ways out of data: keys of Open311's clients, open data without personal data, packages for state bodies."""
