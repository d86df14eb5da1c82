"""Lists of sources that others keep, brought into the registry's own form."""
