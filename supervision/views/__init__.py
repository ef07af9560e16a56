"""What this room says over HTTP, a module for each of its tables."""
