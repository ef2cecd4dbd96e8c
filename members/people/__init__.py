"""Who works where: departments, jobs, invitations, and the opaque learner account."""
