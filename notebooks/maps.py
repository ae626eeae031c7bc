"""A map of northern Asia and the seas around it: a projection, coastlines, points that lie on each other fanned out."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

CENTRE = (45.0, 112.0)  # latitude and longitude, degrees
RADIUS = 6371.0  # km
HORIZON = 95.0  # degrees from the centre: what is farther is left out


def project(lat: object, lon: object) -> tuple[np.ndarray, np.ndarray]:
    """Kilometres east and north of the centre in Lambert's azimuthal equal-area projection (Snyder 1987, 24-2 to 24-4)."""
    phi, lam = np.radians(np.asarray(lat, float)), np.radians(np.asarray(lon, float))
    phi0, lam0 = np.radians(CENTRE)
    cosine = np.sin(phi0) * np.sin(phi) + np.cos(phi0) * np.cos(phi) * np.cos(lam - lam0)
    angle = np.arccos(np.clip(cosine, -1, 1))
    east = np.cos(phi) * np.sin(lam - lam0)
    north = np.cos(phi0) * np.sin(phi) - np.sin(phi0) * np.cos(phi) * np.cos(lam - lam0)
    bearing = np.arctan2(east, north)
    distance = 2 * RADIUS * np.sin(angle / 2)
    return distance * np.sin(bearing), distance * np.cos(bearing)


def land(
    x_range: tuple[float, float], y_range: tuple[float, float], step: float
) -> Iterator[tuple[list[float], list[float]]]:
    """The rings of land that reach into a window, in kilometres; points nearer than `step` to the one before are left out."""
    edge = 2 * RADIUS * np.sin(np.radians(HORIZON) / 2)
    for _, ring in pd.read_csv("../data/coastline.csv").groupby("ring"):
        x, y = project(ring["lat"], ring["lon"])
        near = np.hypot(x, y) < edge
        x, y = x[near], y[near]
        inside = (x > x_range[0]) & (x < x_range[1]) & (y > y_range[0]) & (y < y_range[1])
        kept = list(_thinned(x, y, step))
        if inside.any() and len(kept) > 4:
            yield x[kept].round().astype(int).tolist(), y[kept].round().astype(int).tolist()


def _thinned(x: np.ndarray, y: np.ndarray, step: float) -> Iterator[int]:
    last = None
    for place in range(len(x)):
        if last is None or np.hypot(x[place] - x[last], y[place] - y[last]) >= step:
            last = place
            yield place


def fan_out(x: np.ndarray, y: np.ndarray, gap: float) -> tuple[np.ndarray, np.ndarray]:
    """The points moved apart until each two are at least `gap` apart, as little as it takes; the same each time."""
    place = np.column_stack([x, y]) + np.array([[np.cos(2.4 * i), np.sin(2.4 * i)] for i in range(len(x))]) * gap / 50
    home = np.column_stack([x, y])
    for step in range(400):
        between = place[:, None, :] - place[None, :, :]
        distance = np.hypot(between[..., 0], between[..., 1]) + np.eye(len(x)) * gap * 9
        push = np.clip(gap * 1.02 - distance, 0, None)[..., None] * between / distance[..., None]
        place += push.sum(axis=1) * 0.35
        if step < 300:
            place += (home - place) * 0.01
    return place[:, 0], place[:, 1]
