"""What people type about accounts, staff, departments and roles."""
