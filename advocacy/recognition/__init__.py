"""Recognition: the leader's five minutes, in which shares are liked, commented and thanked for."""
