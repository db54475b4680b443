"""The rules about people, organisations and permissions. Standard library and kernel only."""
