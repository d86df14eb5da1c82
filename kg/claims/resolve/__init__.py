"""Who is who: from the words of reports to agents, chains and claims."""

from kg.claims.resolve.assemble import read
from kg.claims.resolve.beginning import discourse
from kg.claims.resolve.publisher import printed

__all__ = ["discourse", "printed", "read"]
