"""Reports of the demo hospital in different states, and pictures of them."""
