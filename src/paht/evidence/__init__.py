"""Photographs and videos: safe reading, keeping, and copies that may be shown."""
