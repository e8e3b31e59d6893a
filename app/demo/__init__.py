"""The demo hospital 安禾医院: invented people, invented complaints, and a scripted shift."""
