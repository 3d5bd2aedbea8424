"""The national standard of digital-mediation places, and any Table Schema: check, understand, repair, convert."""
