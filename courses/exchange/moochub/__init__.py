"""MOOChub v3: the catalogue as other catalogues read it; pure."""
