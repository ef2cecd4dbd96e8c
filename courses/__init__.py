"""Teaching and learning: from the catalogue to the certificate."""
