"""Who spoke when, without torch and without a network."""
