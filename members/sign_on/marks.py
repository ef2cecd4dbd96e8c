"""What is noted on a request while an answer of an identity provider is dealt with; pure."""

# By which connection somebody comes: the way that is always open.
CAME_BY = "_kc_came_by"
# With which of the connection's certificates the answer says it was signed.
CERTIFICATE = "_kc_certificate"
