"""Seven fictional lives, and the files that organisations would give back to the people who live them."""
