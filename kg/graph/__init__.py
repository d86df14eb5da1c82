"""Claims as RDF: quads, the stores that keep them, shapes that check them, export."""
