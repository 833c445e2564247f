"""The ground floor: what any application needs and nothing that knows what an ambassador is."""
