#!/usr/bin/env python3
"""Draws panel.png: one panel of the lens, from the front. Needs numpy and Pillow."""

import pathlib

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from engraving import SCALE, lines, noise, ramp, save

W, H = 1600, 1180
# The panel: 0.94 m wide and 2.7 m tall, at 390 pixels to the metre; its centre.
METRE = 390.0
CX, CY = 800.0, 590.0
HALF_W, HALF_H = 0.47 * METRE, 1.35 * METRE
# The belt of refracting rings ends here; beyond it stand the reflecting prisms.
BELT = 0.46 * METRE
FONTS = pathlib.Path(__file__).parents[3] / "fonts"


def main():
    y, x = np.mgrid[0 : H * SCALE, 0 : W * SCALE].astype(np.float32)
    x, y = (x + 0.5) / SCALE, (y + 0.5) / SCALE
    dx, dy = x - CX, y - CY
    radius = np.hypot(dx, dy)
    angle = np.arctan2(dy, dx)
    grain = noise(x.shape, 40, 3, 3)

    ink = ground(x, y, dx, dy, grain)
    panel = (np.abs(dx) < HALF_W) & (np.abs(dy) < HALF_H)
    ink = np.where(panel, glass(dx, dy, radius, angle, grain), ink)
    ink = frame(ink, dx, dy, grain)
    ink = labels(ink)
    save(ink, pathlib.Path(__file__).parent.parent / "panel.png")


def ground(x, y, dx, dy, grain):
    """A soft shade behind the panel and a floor beneath it."""
    shade = np.exp(-((np.maximum(np.abs(dx + 16) - HALF_W, 0) / 52) ** 2)) * (dx > 0) * ramp(dy, -560, -380)
    ink = lines((y + 0.8 * grain) / 6.4, np.where(shade < 0.08, 0, 0.46 * shade) * (np.abs(dy) < HALF_H + 15))
    floor = y - (CY + HALF_H + 34)
    tone = 0.40 * np.exp(-((dx - 40) / 330) ** 2) * ramp(floor, 60, 0) * (floor > 0)
    return np.where(floor > 0, lines(floor / 5.6, np.where(tone < 0.04, 0, tone)), ink)


def glass(dx, dy, radius, angle, grain):
    """Rings about the bull's-eye and arcs of prisms, each with its own light and dark."""
    ink = np.zeros(dx.shape, bool)
    # The light comes from the upper left, and glints again, fainter, from the lower right.
    facing = np.cos(angle - np.radians(-128))
    for inner, outer, kind in rings():
        band = (radius >= inner) & (radius < outer)
        across = (radius - inner) / (outer - inner)
        if kind == "eye":
            body = 0.62 * across**1.6 - 0.40 * facing * across
            spot = np.exp(-(((dx + 26) / 26) ** 2 + ((dy + 32) / 20) ** 2))
            tone = 0.22 + body - 0.5 * spot
        elif kind == "ring":
            tone = 0.36 + 0.44 * (across - 0.5) - 0.42 * facing * (0.35 + 0.65 * across)
            tone = tone - 0.45 * np.exp(-(((across - 0.2) / 0.10) ** 2)) * ramp(facing, -0.2, 0.9)
        else:
            tone = 0.44 - 0.62 * (across - 0.5) * np.sign(facing) - 0.22 * np.abs(facing)
            tone = tone - 0.55 * np.exp(-(((across - 0.34) / 0.12) ** 2)) * ramp(np.abs(facing), 0.2, 1.0)
        # Bright seams where the beam of the window runs across all of the glass.
        beam = np.exp(-(((angle + np.radians(128)) / 0.10) ** 2)) + np.exp(-(((angle - np.radians(52)) / 0.07) ** 2))
        tone = tone - 0.35 * beam * (kind != "eye") + 0.03 * grain
        count = max(2, round((outer - inner) / 4.9))
        cut = lines(across * count, np.where(tone < 0.05, 0, np.clip(tone, 0, 0.88)))
        turns = round(np.pi * (inner + outer) / 7.0)
        cut = cut | lines(angle / (2 * np.pi) * turns + 0.35 * across, np.clip((tone - 0.58) * 1.4, 0, 0.6))
        edge = (np.abs(radius - outer) < 1.5) | (np.abs(radius - inner) < 0.8)
        ink = np.where(band, cut | edge, ink)
    # The bars that part the belt from the prisms.
    for side in (-1, 1):
        bar = np.abs(dy - side * BELT * 1.0)
        ink = np.where(bar < 6.5, (bar > 4.7) | lines(dy / 3.4, 0.25 + 0 * dy), ink)
    return ink


def rings():
    """Inner and outer radius of every piece of glass, out to the corners of the panel."""
    yield 0.0, 62.0, "eye"
    radius, width = 62.0, 25.0
    while radius < BELT - 4:
        outer = min(radius + width, BELT)
        yield radius, outer, "ring"
        radius, width = outer, max(14.0, width * 0.93)
    while radius < np.hypot(HALF_W, HALF_H):
        yield radius, radius + 24.5, "prism"
        radius += 24.5


def frame(ink, dx, dy, grain):
    """The brass: two uprights, head and foot, with their screws."""
    outside = np.maximum(np.abs(dx) - HALF_W, np.abs(dy) - HALF_H)
    brass = (outside >= 0) & (outside < 15)
    upright = np.abs(dx) - HALF_W >= np.abs(dy) - HALF_H
    tone = np.where(upright, 0.26 + 0.30 * np.sign(dx) + 0.02 * grain, 0.26 + 0.30 * np.sign(dy))
    cut = lines(outside / 3.75, np.clip(tone, 0.05, 0.8)) | (np.abs(outside - 7.5) > 6.2)
    ink = np.where(brass, cut, ink)
    pitch = 94.0
    sx = np.abs(dx) - HALF_W - 7.5
    sy = (dy / pitch - np.floor(dy / pitch) - 0.5) * pitch
    screw = (np.hypot(sx, sy) < 5.6) & (np.abs(dy) < HALF_H)
    slot = np.abs(sx + sy) < 1.1
    ink = np.where(screw, slot | (np.hypot(sx, sy) > 4.3), ink)
    foot = (np.abs(np.abs(dx) - 120) < 24) & (dy >= HALF_H + 15) & (dy < HALF_H + 34)
    return np.where(foot, lines(dx / 4.2, 0.3 + 0.4 * (dx > 0)) | (np.abs(np.abs(np.abs(dx) - 120) - 23) < 1.4), ink)


def labels(ink):
    """Names with hairlines, and a keeper's height for scale."""
    plate = Image.fromarray(np.where(ink, 0, 255).astype(np.uint8), "L")
    pen = ImageDraw.Draw(plate)

    def face(name, size):
        return ImageFont.truetype(str(FONTS / name), size * SCALE)

    sans, small = face("source-sans-3/SourceSans3-Semibold.ttf", 31), face("source-sans-3/SourceSans3-It.ttf", 29)

    def line(x0, y0, x1, y1, width=2.0):
        pen.line([x0 * SCALE, y0 * SCALE, x1 * SCALE, y1 * SCALE], fill=0, width=round(width * SCALE))

    def dot(x, y):
        for size, fill in ((8, 255), (5, 0)):
            pen.ellipse([(x - size) * SCALE, (y - size) * SCALE, (x + size) * SCALE, (y + size) * SCALE], fill=fill)

    def label(x, y, to_x, title, text):
        line(x, y, to_x, y)
        dot(to_x, y)
        pen.text(((x + 12) * SCALE, (y - 7) * SCALE), title, font=sans, fill=0, anchor="ls")
        pen.text(((x + 12) * SCALE, (y + 32) * SCALE), text, font=small, fill=0, anchor="ls")

    label(1180, CY - 400, CX + 70, "Upper prisms", "bend the light and reflect it")
    label(1180, CY - 128, CX + 96, "Refracting rings", "bend the light level")
    label(1180, CY, CX + 22, "Bull’s-eye", "the lamp stands behind it")
    label(1180, CY + 400, CX + 70, "Lower prisms", "the same, upside down")
    left = 420
    top, bottom = CY - HALF_H, CY + HALF_H
    line(left, top, left, bottom)
    for end in (top, bottom):
        line(left - 14, end, left + 14, end)
    for step in range(1, 27):
        length = 9 if step % 5 else 14
        line(left, bottom - step * METRE / 10, left + length, bottom - step * METRE / 10, 1.2)
    pen.text(((left - 26) * SCALE, (CY - 6) * SCALE), "2.7 metres", font=sans, fill=0, anchor="rs")
    pen.text(((left - 26) * SCALE, (CY + 32) * SCALE), "a keeper stood 1.7", font=small, fill=0, anchor="rs")
    line(left - 14, bottom - 1.7 * METRE, left + 30, bottom - 1.7 * METRE, 2.6)
    return np.asarray(plate) < 128


if __name__ == "__main__":
    main()
