"""Web domains under which many post, each for himself: none of them is a source of its own."""

from __future__ import annotations

PLATFORMS = frozenset(
    (
        *("facebook.com", "twitter.com", "x.com", "youtube.com", "t.me", "telegram.me", "instagram.com", "vk.com"),
        *("ok.ru", "tiktok.com", "linkedin.com", "blogspot.com", "wordpress.com", "google.com", "rutube.ru"),
        *("medium.com", "web.archive.org"),
    )
)
