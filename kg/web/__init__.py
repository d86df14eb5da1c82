"""The analyst's workplace: pages of a store in a browser, the same as JSON and CSV, and a SPARQL endpoint.

A page is one module in ``kg/web/pages/`` and the template of its name beside it; nothing else names it.
"""
