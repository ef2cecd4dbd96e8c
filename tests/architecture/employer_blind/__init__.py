"""What the employer reads does not depend on how somebody learns."""
