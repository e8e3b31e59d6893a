"""Parts of 不合格服务: what it begins with, its deadlines, its seven duties."""
