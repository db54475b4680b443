"""Commands that concern the whole pool; a package's own commands are in its `cli`."""
