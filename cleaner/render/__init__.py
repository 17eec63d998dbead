"""Sinks: each turns reports into one form of text, and nothing else; writing it is the caller's matter."""
