"""Train the small language model that Tactful ships: every step, from text to weights.

`sources` reads openly licensed text, `echo` makes pairs from it by rule, `corpus` reads
our own pairs, `tokens` the alphabet of the model, `packing` the rows it learns from,
`learning` the loop, `export` the folder that is shipped. `recipe` tells the order.
"""
