"""What a day at a festival does to a label, as seen by a camera.

`worn` takes a clean label, rendered at `dots_per_inch`, and gives the picture a camera has of it: stuck round
a tapering cup, turned, with sauce on it, in glare, half in shadow, a little out of focus. The same seed gives
the same picture. Browser tests hold its pictures before their fake camera.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PIL import Image
from scipy import ndimage

Pixels = npt.NDArray[np.float64]

CUP = (205, 214, 210)
"""Ground round the label: the wall of a pale cup."""

SAUCE = (96, 52, 24)
OPAQUE = 0.92
THINNEST = 0.4
THICK_SHARE = 1 / 3
"""How much of what is soiled is so thick that nothing shows through; towards its edges it is a stain."""
MM_PER_INCH = 25.4
CONE_HALF_ANGLE_DEGREES = 5.7
"""A cup that loses a fifth of its width over its height."""

CAMERA_MM = 180.0
"""How far away the camera is held."""

A_DAY = {"cone_mm": 80.0, "soil": 0.10, "glare": 0.6, "shadow": 0.5, "blur_px": 1.0}
"""All of it together, as fairly as a day does it."""


def worn(
    image: Image.Image,
    *,
    turn_degrees: float = 0.0,
    cone_mm: float | None = None,
    soil: float = 0.0,
    covered: float = 0.0,
    glare: float = 0.0,
    shadow: float = 0.0,
    blur_px: float = 0.0,
    seed: int = 0,
    dots_per_inch: float = 300.0,
) -> Image.Image:
    """A label as a camera sees it after wear.

    `turn_degrees`: turned in the picture. `cone_mm`: diameter of the cone it is bent round, at the middle of
    the label. `soil`: share of the label under sauce, a third of that too thick to see through. `covered`: share
    under something opaque all over, a scratch or a crust. `glare`: 0 to 1, how white the middle of
    a reflection as wide as half the label is. `shadow`: 0 to 1, how much darker one half is. `blur_px`: sigma
    of the blur, in pixels.
    """
    chance = np.random.default_rng(seed)
    pixels = np.asarray(image.convert("RGB"), dtype=np.float64)
    pixels = _soiled(pixels, soil, chance, dots_per_inch, thinnest=THINNEST)
    pixels = _soiled(pixels, covered, chance, dots_per_inch, thinnest=OPAQUE)
    pixels = _framed(pixels)
    if cone_mm is not None:
        pixels = _bent(pixels, cone_mm, dots_per_inch)
    if turn_degrees:
        pixels = np.stack([_turned(pixels[..., c], turn_degrees, CUP[c]) for c in range(3)], axis=-1)
    pixels = _in_glare(pixels, glare, chance)
    pixels = _half_in_shadow(pixels, shadow, chance)
    if blur_px > 0:
        pixels = ndimage.gaussian_filter(pixels, (blur_px, blur_px, 0), mode="nearest")
    return Image.fromarray(np.clip(pixels.round(), 0, 255).astype(np.uint8))


def _framed(pixels: Pixels) -> Pixels:
    """The label on its cup: some cup wall on every side."""
    edge = max(8, round(min(pixels.shape[:2]) * 0.12))
    framed = np.empty((pixels.shape[0] + 2 * edge, pixels.shape[1] + 2 * edge, 3))
    framed[:] = CUP
    framed[edge:-edge, edge:-edge] = pixels
    return framed


def _soiled(
    pixels: Pixels, share: float, chance: np.random.Generator, dots_per_inch: float, *, thinnest: float
) -> Pixels:
    """Blotches of several sizes, from splashes to a drop, that together cover exactly `share`."""
    if share <= 0:
        return pixels
    millimetre = dots_per_inch / MM_PER_INCH
    field = np.zeros(pixels.shape[:2])
    for size_mm, weight in ((0.5, 0.6), (1.2, 1.0)):
        noise = ndimage.gaussian_filter(
            chance.standard_normal(field.shape), size_mm * millimetre, mode="wrap"
        )
        field += weight * noise / noise.std()
    edge, thick = np.quantile(field, (1 - share, 1 - share * THICK_SHARE))
    depth = np.clip((field - edge) / (thick - edge), 0, 1)
    hidden = np.where(field >= edge, thinnest + (OPAQUE - thinnest) * depth, 0.0)[..., None]
    return pixels * (1 - hidden) + np.asarray(SAUCE) * hidden


def _bent(pixels: Pixels, cone_mm: float, dots_per_inch: float) -> Pixels:
    """The label stuck round a cone, seen from in front of its middle.

    For each pixel of the picture: where does the ray meet the cone, and where is that point on the flat label
    the cone was rolled from?
    """
    height, width = pixels.shape[:2]
    scale = dots_per_inch / MM_PER_INCH
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float64)
    seen_x, seen_y = (columns - (width - 1) / 2) / scale, (rows - (height - 1) / 2) / scale
    taper = np.radians(CONE_HALF_ANGLE_DEGREES)
    x, y = seen_x, seen_y
    for _ in range(4):  # the farther behind the front a point is, the smaller it looks
        radius = np.maximum(cone_mm / 2 - y * np.tan(taper), 1e-6)
        behind = radius - np.sqrt(np.maximum(radius**2 - x**2, 0.0)) + y * np.tan(taper)
        x, y = seen_x * (CAMERA_MM + behind) / CAMERA_MM, seen_y * (CAMERA_MM + behind) / CAMERA_MM
    round_it = np.arcsin(np.clip(x / radius, -1, 1))
    from_tip, tip = radius / np.sin(taper), cone_mm / 2 / np.sin(taper)
    flat_x = from_tip * np.sin(round_it * np.sin(taper))
    flat_y = tip - from_tip * np.cos(round_it * np.sin(taper))
    away = np.abs(x) >= radius
    source = [flat_y * scale + (height - 1) / 2, np.where(away, -1e6, flat_x * scale + (width - 1) / 2)]
    return np.stack(
        [ndimage.map_coordinates(pixels[..., c], source, order=1, cval=CUP[c]) for c in range(3)], axis=-1
    )


def _turned(channel: Pixels, degrees: float, ground: float) -> Pixels:
    return ndimage.rotate(channel, degrees, reshape=True, order=1, cval=ground)


def _in_glare(pixels: Pixels, strength: float, chance: np.random.Generator) -> Pixels:
    """A lamp's reflection somewhere near the middle: it lifts dark towards white."""
    if strength <= 0:
        return pixels
    height, width = pixels.shape[:2]
    rows, columns = np.mgrid[0:height, 0:width]
    middle_y, middle_x = height * chance.uniform(0.3, 0.7), width * chance.uniform(0.3, 0.7)
    reach = min(height, width) / 4
    lamp = strength * np.exp(-(((rows - middle_y) / reach) ** 2 + ((columns - middle_x) / reach) ** 2))
    return pixels + (255 - pixels) * lamp[..., None]


def _half_in_shadow(pixels: Pixels, strength: float, chance: np.random.Generator) -> Pixels:
    """A straight, slightly soft edge of shadow through the middle, at any angle."""
    if strength <= 0:
        return pixels
    height, width = pixels.shape[:2]
    rows, columns = np.mgrid[0:height, 0:width]
    angle = chance.uniform(0, 2 * np.pi)
    distance = (columns - width / 2) * np.cos(angle) + (rows - height / 2) * np.sin(angle)
    shade = 1 / (1 + np.exp(-distance / 3))
    return pixels * (1 - strength * shade[..., None])
