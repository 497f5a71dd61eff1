"""How the diarizer's networks were made, and how well it does."""
