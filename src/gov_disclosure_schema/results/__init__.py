"""What a check found, file by file: the results, and the forms in which programs take them."""
