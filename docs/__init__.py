"""What makes the manual's pictures and its page of shortcuts."""
