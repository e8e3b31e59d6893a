"""满意度 (四.1.(4)①②): questionnaires, surveys, anonymous sheets, feedback, ward meetings."""
