"""The hotline: calls in and out, their recordings, voice messages, and what the exchange is asked to do."""
