"""Who can be seen in a picture, what they said yes to, and what happens when they change their mind."""
