"""Who stands where: the matrix on any day, sums by department, views that people keep."""
