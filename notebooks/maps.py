"""A map of northern Asia and the seas around it: a projection, coastlines, points that lie on each other fanned out."""

from __future__ import annotations

import numpy as np
import pandas as pd

CENTRE = (45.0, 112.0)  # latitude and longitude, degrees
RADIUS = 6371.0  # km
HORIZON = 95.0  # degrees from the centre: what is farther is left out
MARGIN, UNIT = 3000, 10  # km around a window, and to which places of an outline are rounded


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
    x_range: tuple[float, float], y_range: tuple[float, float], tolerance: float
) -> tuple[list[float | None], list[float | None]]:
    """The outlines of land that reach into a window, in kilometres, one after another with None between.

    They stray at most `tolerance` from the table's; what lies far outside the window is drawn in to its edge.
    """
    edge = 2 * RADIUS * np.sin(np.radians(HORIZON) / 2)
    outlines: tuple[list[float | None], list[float | None]] = ([], [])
    for _, ring in pd.read_csv("../data/coastline.csv").groupby("ring"):
        x, y = project(ring["lat"], ring["lon"])
        near = np.hypot(x, y) < edge
        x, y = x[near], y[near]
        if not ((x > x_range[0]) & (x < x_range[1]) & (y > y_range[0]) & (y < y_range[1])).any():
            continue
        drawn_in = [np.clip(at, low - MARGIN, high + MARGIN) for at, (low, high) in ((x, x_range), (y, y_range))]
        points = _simplified(np.column_stack(drawn_in), tolerance)
        if len(points) > 3:
            for outline, at in zip(outlines, (points / UNIT).round().T * UNIT, strict=True):
                outline += [*([None] if outline else []), *at.astype(int).tolist()]
    return outlines


def _simplified(points: np.ndarray, tolerance: float) -> np.ndarray:
    """The fewest points of a line by the rule of Douglas and Peucker: none left out is farther from it than `tolerance`."""
    kept = np.zeros(len(points), bool)
    kept[[0, -1]] = True
    parts = [(0, len(points) - 1)]
    while parts:
        first, last = parts.pop()
        between = points[first + 1 : last] - points[first]
        if not len(between):
            continue
        chord = points[last] - points[first]
        length = np.hypot(*chord)
        off = np.abs(between @ [-chord[1], chord[0]]) / length if length else np.hypot(*between.T)
        if off.max() > tolerance:
            farthest = first + 1 + int(off.argmax())
            kept[farthest] = True
            parts += [(first, farthest), (farthest, last)]
    return points[kept]


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
