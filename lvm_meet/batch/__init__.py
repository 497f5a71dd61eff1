"""Many meetings at once: what there is to analyse, what is done already, and where results go."""
