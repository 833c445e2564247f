"""The whole as real processes: started, watched, told to stop and killed."""
