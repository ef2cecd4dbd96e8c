"""Who works where: departments, employments, invitations; maps a person to the opaque xAPI account."""
