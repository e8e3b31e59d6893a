"""满意度 as people do it: questionnaires, keying, the tally, feedback, papers."""
