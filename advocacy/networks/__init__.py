"""The social networks: what each can take, and people's own accounts there, connected by themselves."""
