"""How well the library finds, and how sure its figures are."""
