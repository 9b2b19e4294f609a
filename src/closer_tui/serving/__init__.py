"""The same program in a web page: who may come in, a home for each visitor, and their sessions."""
