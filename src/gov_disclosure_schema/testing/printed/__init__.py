"""Reports as they are really published: any report, in any format and layout, with any set of deformations.

A `Recipe` makes a `Variant`: the bytes, and what a sound reader makes of them. Everything here is printed by small
printers of this package, not by the formats' own writers, so that errors of the two do not cancel.
"""
