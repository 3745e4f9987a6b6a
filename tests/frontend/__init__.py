"""The front end's own unit tests, in TypeScript, run by Node."""
