"""The protocols of translation memory servers: amaGama (tmserver) and Apertium, which CAT tools speak already."""
