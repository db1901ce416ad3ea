"""OpenID Connect for citizens: an account elsewhere as a way in, as a province's file describes it (docs/oidc.md).

``providers`` reads the files, ``fetching`` asks over HTTP, ``metadata`` knows what a provider says of itself and its
keys, ``tokens`` checks what it signed, ``signing_in`` begins and ends a sign-in, ``joining`` makes it a person's.
"""
