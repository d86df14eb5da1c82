"""The only place where text and graph meet: files to claims, claims to a store, a store brought up to date."""
