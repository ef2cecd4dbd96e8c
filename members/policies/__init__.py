"""What a municipality's works agreement lets the employer see of mandatory training."""
