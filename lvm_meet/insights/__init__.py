"""What a meeting was about and came to, drawn from coded talk; each conclusion cites its words."""
