"""The API, asked as devices, phones and programs ask it."""
