"""Reading webhooks, their deliveries, and the events they are to be told of."""
