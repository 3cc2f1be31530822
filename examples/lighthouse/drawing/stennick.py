#!/usr/bin/env python3
"""Draws stennick.png: the tower on its reef. Needs numpy and Pillow."""

import pathlib

import numpy as np

from engraving import SCALE, lines, noise, ramp, save

W, H = 1600, 1040
HORIZON = 648.0
# The tower: its axis, its foot on the rock, the floor of its gallery.
AXIS, FOOT, GALLERY = 985.0, 742.0, 238.0


def main():
    y, x = np.mgrid[0 : H * SCALE, 0 : W * SCALE].astype(np.float32)
    x, y = (x + 0.5) / SCALE, (y + 0.5) / SCALE
    shape = x.shape
    ink = sky(x, y, shape)
    water = y > HORIZON
    ink = np.where(water, sea(x, y, shape), ink)
    ink = rock(ink, x, y, shape)
    ink = tower(ink, x, y, shape)
    ink = surf(ink, x, y, shape)
    ink = gulls(ink, x, y)
    ink = border(ink, x, y)
    save(ink, pathlib.Path(__file__).parent.parent / "stennick.png")


def sky(x, y, shape):
    """Long level lines, thickened by a bank of cloud that breaks towards the horizon."""
    drift = noise(shape, 5, 11, 5, (0.8, 1.9))
    curl = noise(shape, 3, 12, 3, (0.7, 1.6))
    height = (HORIZON - y) / HORIZON
    bank = ramp(drift + 2.2 * (height - 0.47) + 0.35 * (x / W - 0.5) - 1.6 * ramp(height, 0.22, 0.02), -0.5, 1.5)
    low = ramp(drift + 0.4 * curl, 0.55, 1.9) * ramp(height, 0.12, 0.3) * 0.5
    # Light stands behind the lantern, a little to its left.
    glow = np.exp(-(((x - AXIS + 60) / 330) ** 2) - ((y - 330) / 210) ** 2)
    tone = 0.12 + 0.60 * np.maximum(bank, low) * (1 - 0.72 * glow) - 0.15 * glow + 0.02 * curl
    tone = tone + 0.05 * ramp(height, 0.12, 0.0)
    phase = (y + 9 * drift + 6 * curl) / 6.6
    cross = (y * 0.86 + x * 0.5 + 8 * curl) / 7.4
    # Each line ends where it likes, thinning as it goes, so that no edge of the light is a line.
    end = np.random.default_rng(13).uniform(-0.045, 0.045, 400)[np.floor(phase).astype(int) % 400]
    tone = tone + end * ramp(glow, 0.02, 0.3)
    ink = lines(phase, np.where(tone < 0.035, 0, tone))
    return ink | lines(cross, np.clip((tone - 0.42) * 1.15, 0, 1))


def swell(x, y, shape):
    """Depth into the picture and the height of the water there."""
    near = np.clip((y - HORIZON) / (H - HORIZON), 1e-4, None)
    depth = 1.0 / (near + 0.055)
    across = (x - 700) * depth / 900
    random = np.random.default_rng(5)
    height = np.zeros(shape)
    for step in range(9):
        length = 1.45 * 0.72**step
        angle = -0.35 + 0.75 * random.standard_normal() * 0.6
        turn = random.uniform(0, 7)
        k = 2 * np.pi / length
        wave = np.sin(k * (np.cos(angle) * depth * 1.25 + np.sin(angle) * across) + turn + 0.7 * np.sin(across * 1.7 + step))
        height += (1 - 2 * np.abs(wave)) * length * 0.42
    return near, height


def sea(x, y, shape):
    """Lines that ride up over the waves; dark in front of a crest, bare upon it."""
    near, height = swell(x, y, shape)
    ripple = noise(shape, 26, 21, 3, (0.8, 2.6))
    slope = np.gradient(height, axis=0) * SCALE * (9 + 50 * near)
    crest = ramp(height + 0.12 * ripple, 0.62, 1.0)
    tone = 0.43 - 0.06 * np.clip(slope, -6, 6) + 0.06 * ripple - 0.17 * height - 0.05 * near
    tone = tone * (1 - 0.95 * crest) + 0.05 * (1 - near)
    # The path of light under the gap in the cloud.
    path = np.exp(-(((x - AXIS + 95 + 0.16 * (y - HORIZON)) / (90 + 120 * near)) ** 2)) * ramp(near, 0.9, 0.0)
    tone = tone - 0.33 * path
    rows = 80 * near**0.56 - height * (0.5 + 2.0 * near) + 0.10 * ripple
    ink = lines(rows, np.where(tone < 0.05, 0, np.clip(tone, 0, 0.78)))
    hatch = (y - 0.62 * x + 5 * ripple) / 7.5
    return ink | lines(hatch, np.clip((tone - 0.56) * 1.3, 0, 0.4))


def skyline(x, seed, shape):
    """One jagged profile, the same for every row."""
    profile = noise((8, shape[1]), 22, seed, 5, (1, 0.1))[4]
    return profile[None, :]


def rock(ink, x, y, shape):
    """The reef: slabs that dip to the left, wet and nearly black at the water."""
    edge = skyline(x, 31, shape)
    slab = np.exp(-(np.abs((x - 1010) / 275) ** 2.6)) * 62 + np.exp(-(((x - 620) / 120) ** 2)) * 26
    slab = slab + np.exp(-(((x - 1330) / 95) ** 2)) * 34
    top = 790 - slab - 7 * edge * ramp(slab, 4, 30)
    foot = 792 + 5 * skyline(x, 32, shape)
    body = (y > top) & (y < foot) & (slab > 6)
    grain = noise(shape, 18, 33, 4, (1, 2.2))
    facet = noise(shape, 30, 34, 3, (0.6, 1.6))
    tone = 0.60 + 0.22 * facet + 0.25 * ramp(y, 750, 792) - 0.42 * ramp(top + 12 - y, -5, 10)
    phase = (y * 0.9 - x * 0.34 + 4 * grain) / 6.2
    cross = (y * 0.5 + x * 0.8 + 4 * grain) / 6.6
    cut = lines(phase, np.clip(tone, 0.12, 0.97)) | lines(cross, np.clip((tone - 0.55) * 1.5, 0, 0.8))
    cut = cut | (np.abs(y - top) < 1.2)
    return np.where(body, cut, ink)


def tower(ink, x, y, shape):
    """A trunk of stone, lit from the left, with its gallery and lantern."""
    up = np.clip((FOOT - y) / (FOOT - GALLERY), -0.2, 1.2)
    half = 40 + 46 * np.exp(-np.clip(up, 0, 2) * 4.6) + 5 * ramp(up, 0.94, 1.0)
    across = (x - AXIS) / half
    body = (np.abs(across) < 1) & (y > GALLERY) & (y < FOOT + 22)
    grain = noise(shape, 40, 41, 3)
    turn = np.sqrt(np.clip(1 - across**2, 0, 1))
    light = np.clip(-0.62 * across + 0.60 * turn, 0, 1)
    tone = 0.92 - 0.98 * light + 0.05 * grain + 0.16 * ramp(up, 0.14, 0.0)
    # A little light comes back from the sea on the dark side.
    tone = tone - 0.20 * ramp(across, 0.72, 1.0)
    bow = 9 * (1 - turn)
    rows = (y + bow + 1.1 * grain) / 5.6
    cut = lines(rows, np.clip(tone, 0.06, 0.92))
    cut = cut | lines((x * 0.75 + y * 0.66 + bow) / 5.8, np.clip((tone - 0.52) * 1.6, 0, 0.72))
    # The joints of the courses: seen on the lit side, lost in the dark.
    course = (y + bow) / 25.2
    joint = np.abs(course - np.floor(course) - 0.5) < 0.03
    brick = np.floor(course) * 0.5 + np.arcsin(np.clip(across, -1, 1)) * 2.55
    upright = np.abs(brick - np.floor(brick) - 0.5) < 0.018 / np.clip(turn, 0.25, 1)
    cut = cut | ((joint | upright) & (tone > 0.05))
    for level in (0.30, 0.47, 0.64, 0.81):
        cy = FOOT - level * (FOOT - GALLERY)
        pane = (np.abs(x - AXIS + 9) < 6.0) & (np.abs(y - cy) < 12)
        sill = (np.abs(x - AXIS + 9) < 9.0) & (np.abs(y - cy) < 15)
        cut = np.where(sill, False, cut) | pane
    door = (np.abs(x - AXIS + 12) < 8.5) & (np.abs(y - (FOOT - 92)) < 20)
    frame = (np.abs(x - AXIS + 12) < 12) & (np.abs(y - (FOOT - 92)) < 23.5)
    cut = np.where(frame, False, cut) | door
    cut = cut | (np.abs(np.abs(across) - 1) < 1.3 / half)
    ink = np.where(body, cut, ink)
    return lantern(ink, x, y)


def lantern(ink, x, y):
    """Gallery, rail, glazing, dome and vane."""
    dx = x - AXIS

    def put(mask, cut):
        nonlocal ink
        ink = np.where(mask, cut, ink)

    shade = ramp(dx, -30, 44)
    flare = 47 + 11 * ramp(y, GALLERY + 12, GALLERY - 6)
    cornice = (np.abs(dx) < flare) & (y > GALLERY - 8) & (y < GALLERY + 13)
    put(cornice, lines(y / 4.4, 0.24 + 0.66 * shade) | (np.abs(np.abs(dx) - flare) < 1.4))
    deck = (np.abs(dx) < 60) & (y > GALLERY - 13) & (y < GALLERY - 8)
    put(deck, True)
    base = (np.abs(dx) < 34) & (y > GALLERY - 46) & (y <= GALLERY - 13)
    put(base, lines(y / 4.6, 0.15 + 0.75 * shade) | (np.abs(np.abs(dx) - 33) < 1.3))
    glass = (np.abs(dx) < 30) & (y > GALLERY - 104) & (y <= GALLERY - 46)
    lens = (np.abs(dx) / 16) ** 2 + ((y - GALLERY + 76) / 25) ** 2
    bars = (np.abs(((dx + 2 * (y - GALLERY)) / 20) % 1 - 0.5) < 0.045) | (
        np.abs(((dx - 2 * (y - GALLERY)) / 20) % 1 - 0.5) < 0.045
    )
    rings = (lens < 1) & lines(np.sqrt(lens) * 4.5, 0.34 + 0.2 * shade)
    put(glass, bars | rings | (np.abs(np.abs(dx) - 29) < 1.4))
    put((np.abs(dx) < 33) & (np.abs(y - GALLERY + 105) < 2.6), True)
    rise = (GALLERY - 107 - y) / 30
    round_off = np.sqrt(1 - np.clip(rise, 0, 1) ** 1.7)
    dome = (rise > 0) & (rise < 1) & (np.abs(dx) < 33 * round_off)
    rib = lines(dx / (8.2 * np.maximum(round_off, 0.22)), 0.30 + 0.62 * shade)
    put(dome, rib | (np.abs(np.abs(dx) - 33 * round_off) < 1.3))
    top = GALLERY - 140
    put(((dx / 6.5) ** 2 + ((y - top) / 6.5) ** 2) < 1, True)
    put((np.abs(dx) < 1.4) & (y > top - 46) & (y < top), True)
    put((y > top - 36) & (y < top - 26) & (dx > 2) & (dx < 26), np.abs(y - top + 31) < 2 + (dx - 2) * 0.13)
    put((y > top - 33) & (y < top - 29) & (dx < -1) & (dx > -16), True)
    posts = np.abs((np.degrees(np.arcsin(np.clip(dx / 60, -1, 1))) / 22) % 1 - 0.5) < 0.05
    rail = (np.abs(dx) < 60) & (y > GALLERY - 34) & (y < GALLERY - 13)
    wires = (np.abs(y - GALLERY + 33) < 1.1) | (np.abs(y - GALLERY + 24) < 0.7)
    return ink | (rail & (posts | wires | (np.abs(np.abs(dx) - 59) < 1.1)))


def surf(ink, x, y, shape):
    """White water round the reef, and a burst thrown up on the weather side."""
    ragged = noise(shape, 34, 51, 5)
    fine = noise(shape, 90, 52, 3)
    foot = 797 + 6 * skyline(x, 53, shape)
    near = np.exp(-(((x - 990) / 430) ** 4))
    wash = (np.abs(y - foot) < (12 + 7 * ragged) * near) & (near > 0.05)
    fringe = (np.abs(y - foot - 15) < (7 + 7 * ragged + 4 * fine) * near) & (fine > -0.5)
    ink = np.where(wash | fringe, lines((y + 3 * ragged) / 6.4, 0.16 * (fine > 0.6)), ink)
    for cx, cy, wide, tall, seed in ((742, 792, 74, 128, 61), (806, 786, 52, 84, 62), (1236, 790, 54, 56, 63), (618, 790, 40, 52, 64)):
        lean = (x - cx + 0.26 * (cy - y)) / wide
        rise = (cy - y) / tall
        plume = (1 - rise) - lean**2 * 1.3 + 0.34 * ragged + 0.24 * fine * (0.4 + np.clip(rise, 0, 1))
        inside = (plume > 0.12) & (rise > -0.1) & (rise < 1.35)
        shade = np.clip(0.22 * ramp(lean, -0.2, 0.9) + 0.16 * (fine > 0.5) - 0.1 * rise, 0, 0.4)
        spray = lines((x * 0.8 + y + 7 * ragged) / 6.0, shade)
        ink = np.where(inside, spray, ink)
        drops = (plume > -0.32) & (plume <= 0.12) & (rise > 0.1) & (fine > 1.25)
        ink = np.where(drops, False, ink)
    return ink


def gulls(ink, x, y):
    """Five birds, each two strokes."""
    for cx, cy, size in ((430, 300, 27), (505, 262, 20), (560, 330, 15), (352, 378, 13), (1290, 402, 17)):
        u = (x - cx) / size
        wing = cy - size * (0.42 * np.sqrt(np.clip(1 - (np.abs(u) - 0.62) ** 2 / 0.42, 0, 1)) - 0.16)
        stroke = (np.abs(u) < 1.15) & (np.abs(y - wing) < (1.7 - 0.9 * np.abs(u)) * (0.9 + size / 24))
        halo = (np.abs(u) < 1.25) & (np.abs(y - wing) < 4.5)
        ink = np.where(halo, False, ink) | stroke
    return ink


def border(ink, x, y):
    """A fine rule round the plate."""
    inner = np.minimum(np.minimum(x, W - x), np.minimum(y, H - y))
    return np.where(inner < 10, (inner > 1.5) & (inner < 3.2), ink)


if __name__ == "__main__":
    main()
