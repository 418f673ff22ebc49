"""Printed documents: what they are made of, how the form is laid out in them, and how its cells are found in them."""
