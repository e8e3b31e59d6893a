"""满意度: surveys, what comes of them, and meetings with patients (四.1.(4)①②)."""
