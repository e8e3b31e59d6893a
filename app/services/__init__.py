"""What people do. No Qt anywhere: runs in a console, a thread, a test."""
