"""How the recording in samples/ was made."""
