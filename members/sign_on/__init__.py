"""Sign-in with the municipality's own accounts: connections by OIDC and SAML, and who arrives."""
