"""What other systems tell us by themselves."""
