"""Turn by turn: what each says about a payment, and the promise that comes of it. Pure."""
