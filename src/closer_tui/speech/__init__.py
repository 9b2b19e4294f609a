"""The interviewer's voice: a child process speaks, the program only ever asks it to."""
