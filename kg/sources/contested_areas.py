"""Areas whose ground more than one power has claimed or held since 2011: whose a mayor there is, no gazetteer tells."""

from __future__ import annotations

# West, south, east and north edge in degrees. They are wide: what is left out is only said less often.
_AREAS = (
    (32.4, 44.3, 36.7, 46.3),  # Crimea
    (35.0, 45.9, 40.3, 50.2),  # Donetsk, Luhansk, Zaporizhzhia and Kherson
    (28.0, 45.9, 30.2, 48.2),  # Transnistria
    (40.0, 42.1, 44.8, 43.6),  # Abkhazia and South Ossetia
    (45.8, 38.8, 47.6, 40.5),  # Nagorno-Karabakh
    (20.0, 41.8, 21.8, 43.3),  # Kosovo
    (32.2, 34.9, 34.7, 35.7),  # the north of Cyprus
    (34.2, 31.2, 35.6, 33.4),  # West Bank, Gaza and Golan
    (35.7, 35.4, 42.4, 37.4),  # the north of Syria
    (38.0, 34.2, 41.2, 35.5),  # the east of Syria
    (40.5, 33.5, 46.4, 37.5),  # the north of Iraq
    (42.5, 12.5, 46.5, 17.5),  # the north of Yemen
    (9.0, 29.0, 25.2, 33.5),  # the coast of Libya
    (42.6, 8.0, 49.1, 11.6),  # Somaliland
    (-17.2, 20.7, -8.6, 27.7),  # Western Sahara
    (73.0, 32.2, 80.4, 37.1),  # Kashmir
    (118.0, 21.8, 122.1, 25.4),  # Taiwan
)


def covers(latitude: float, longitude: float) -> bool:
    """Whether a point lies in one of them.

    Example:
        >>> covers(44.95, 34.1), covers(48.85, 2.35)
        (True, False)
    """
    return any(west <= longitude <= east and south <= latitude <= north for west, south, east, north in _AREAS)
