"""What a job advert says: its text made harmless, what it answers, and what it asks for."""
