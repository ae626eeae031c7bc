"""Where the engine leans on what other libraries do not promise: a module for each, with versions and reasons."""
