"""The main job from end to end, in a real browser and through the API, on the real server with the demo's people."""
