"""House rules: what every file keeps to, whoever wrote it."""
