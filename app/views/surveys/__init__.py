"""Windows of surveys: keying sheets in, what came out, papers to hand out."""
