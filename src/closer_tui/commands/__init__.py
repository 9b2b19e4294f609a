"""What each command does, without click: a function takes plain values and returns the exit status."""
