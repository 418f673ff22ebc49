"""The narrative against the cells: what running text says of the numbers of the form.

A grammar over clauses, not a list of patterns (``docs/adr/0014-words-against-numbers.md``):

    text → tokens (scanner) → clauses with scopes (sentence) → claims → comparison with the cells

What a claim can speak of is derived from the model (`spoken`); only the words that no field owns, negations,
comparisons, fillers, stand here (`lexicon`).
"""
