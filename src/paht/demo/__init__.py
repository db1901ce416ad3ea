"""A living demo province: people, photographs and reports that nobody sent."""
