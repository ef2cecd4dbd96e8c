"""What one person sees across rooms: start page, landing page, course page, who sees what of me."""
