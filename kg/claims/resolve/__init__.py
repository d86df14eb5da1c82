"""Who is who: from the words of reports to agents, chains and claims."""

from kg.claims.resolve.assemble import discourse, read
from kg.claims.resolve.publisher import printed

__all__ = ["discourse", "printed", "read"]
