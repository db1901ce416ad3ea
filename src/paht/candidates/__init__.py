"""What the IOC's own technology found (VL.8.3): candidates, of which an officer makes reports, or not."""
