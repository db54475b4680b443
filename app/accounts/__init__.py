"""Who uses OnePool: people, organisations, their roles, sign-in, API tokens and permissions."""
