"""How a query reads the verdicts on a country."""

from __future__ import annotations

VERDICTS_ON = """SELECT ?proposition ?country ?origin ?bottleneck ?closed WHERE {
  ?verdict a kg:Verdict ; kg:proposition ?proposition ; kg:states ?states ; kg:originValue ?origin ;
    kg:bottleneckValue ?bottleneck ; kg:closedValue ?closed .
  ?states kg:state ?country .
}"""
