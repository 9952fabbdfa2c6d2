"""How fast Tactful is and what a backlog of messages gets from it."""
