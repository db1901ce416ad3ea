"""Facebook pages: Messenger's events in, read into words of no platform."""
