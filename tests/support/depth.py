"""How far random examples are looked for: the same few in every run, so that a run fails by what was changed alone;
others each time, and twenty times as many, with `pytest --hypothesis-profile=deep` (`make deep`), as every night."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, settings

UNTIMED: dict[str, Any] = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("steady", max_examples=50, derandomize=True, **UNTIMED)
settings.register_profile("deep", max_examples=1000, **UNTIMED)


def is_deep() -> bool:
    """Whether this run looks far."""
    return settings.get_current_profile_name() == "deep"


def examples(count: int, **options: Any) -> settings:
    """That many examples, or in a run that looks far twenty times as many, with other settings of Hypothesis."""
    return settings(max_examples=count * (20 if is_deep() else 1), **options)
