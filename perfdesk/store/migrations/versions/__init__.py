"""One module per schema version. They import nothing of the program: it changes, they don't."""
