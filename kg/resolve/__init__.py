"""Who is who: from the words of reports to agents, chains and claims."""

from kg.resolve.claims import read
from kg.resolve.outlet import printed

__all__ = ["printed", "read"]
