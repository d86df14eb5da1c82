"""How a query reads the verdicts on a country: those that name it, and those on all states that none names."""

from __future__ import annotations

VERDICTS_ON = """SELECT ?proposition ?country ?origin ?bottleneck ?closed WHERE {
  { ?verdict kg:proposition ?proposition ; kg:country ?country } UNION {
    kg:other-states kg:state ?country .
    ?verdict kg:proposition ?proposition ; kg:country kg:other-states .
    FILTER NOT EXISTS { ?own kg:proposition ?proposition ; kg:country ?country }
  }
  ?verdict a kg:Verdict ; kg:originValue ?origin ; kg:bottleneckValue ?bottleneck ; kg:closedValue ?closed .
}"""
