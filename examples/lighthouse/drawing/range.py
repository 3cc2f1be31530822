#!/usr/bin/env python3
"""Draws range.svg: how far off the light can be seen, by the height of the eye."""

import math
import pathlib

WIDTH, HEIGHT = 760, 430
LEFT, RIGHT, TOP, BOTTOM = 74, 560, 34, 362
EYE, NEAR, FAR = 30.0, 10.0, 26.0
LAMP = 38.0
INK, GREY, ACCENT = "#1a1a1a", "#8a8a8a", "#8a1c1c"


def sight(eye):
    """Nautical miles to the lamp when it stands on the horizon."""
    return 2.08 * (math.sqrt(LAMP) + math.sqrt(eye))


def x(eye):
    return LEFT + (RIGHT - LEFT) * eye / EYE


def y(miles):
    return BOTTOM - (BOTTOM - TOP) * (miles - NEAR) / (FAR - NEAR)


def main():
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        'font-family="\'Source Sans 3\', sans-serif" font-size="18">',
        "<title>How far off Stennick light can be seen, by the height of the eye above the sea</title>",
    ]
    add = out.append
    heights = [EYE * (i / 120) ** 2 for i in range(121)]
    curve = " L".join(f"{x(h):.1f} {y(sight(h)):.1f}" for h in heights)
    cross = ((18 / 2.08) - math.sqrt(LAMP)) ** 2
    lost = [h for h in heights if h >= cross]
    area = f"M{x(cross):.1f} {y(18):.1f} L" + " L".join(f"{x(h):.1f} {y(min(24, sight(h))):.1f}" for h in lost)
    add(f'<path d="{area} L{x(EYE):.1f} {y(18):.1f} Z" fill="#f1e3e0"/>')
    for miles in range(10, 27, 2):
        add(f'<path d="M{LEFT} {y(miles):.1f} h-6" stroke="{INK}" stroke-width="1"/>')
        add(f'<text x="{LEFT - 11}" y="{y(miles) + 5:.1f}" text-anchor="end">{miles}</text>')
    for eye in range(0, 31, 5):
        add(f'<path d="M{x(eye):.1f} {BOTTOM} v6" stroke="{INK}" stroke-width="1"/>')
        add(f'<text x="{x(eye):.1f}" y="{BOTTOM + 24}" text-anchor="middle">{eye}</text>')
    add(f'<path d="M{LEFT} {TOP - 6} V{BOTTOM} H{RIGHT}" stroke="{INK}" stroke-width="1.2" fill="none"/>')
    for miles, colour, dash in ((24, GREY, "6 4"), (18, ACCENT, "")):
        style = f' stroke-dasharray="{dash}"' if dash else ""
        add(f'<path d="M{LEFT} {y(miles):.1f} H{RIGHT}" stroke="{colour}" stroke-width="1.8"{style}/>')
    add(f'<path d="M{curve}" stroke="{INK}" stroke-width="2.6" fill="none"/>')
    for eye, name, dx, dy, anchor in ((5, "a fishing boat", 14, 30, "start"), (20, "a ship’s bridge", -14, -12, "end")):
        px, py = x(eye), y(sight(eye))
        add(f'<circle cx="{px:.1f}" cy="{py:.1f}" r="4.5" fill="#ffffff" stroke="{INK}" stroke-width="2"/>')
        add(f'<text x="{px + dx:.1f}" y="{py + dy:.1f}" text-anchor="{anchor}"><tspan font-weight="600">{sight(eye):.1f}</tspan> from {name}</text>')
    add(f'<text x="{RIGHT + 12}" y="{y(24) - 1:.1f}" fill="#555555" font-weight="600">The old lens</text>')
    add(f'<text x="{RIGHT + 12}" y="{y(24) + 20:.1f}" fill="#555555">24 miles</text>')
    add(f'<text x="{RIGHT + 12}" y="{y(18) - 1:.1f}" fill="{ACCENT}" font-weight="600">The new lantern</text>')
    add(f'<text x="{RIGHT + 12}" y="{y(18) + 20:.1f}" fill="{ACCENT}">18 miles</text>')
    add(f'<text x="{x(23):.1f}" y="{y(19.6):.1f}" text-anchor="middle" fill="{ACCENT}" font-style="italic">what is really lost</text>')
    add(f'<text x="{x(0) + 12:.1f}" y="{y(13.2) + 18:.1f}" font-style="italic">Below this curve the light is above the horizon.</text>')
    add(f'<text x="{(LEFT + RIGHT) / 2:.1f}" y="{HEIGHT - 14}" text-anchor="middle">Height of the eye above the sea, metres</text>')
    add(f'<text x="{LEFT - 52}" y="{TOP - 17}">Distance, nautical miles</text>')
    add("</svg>")
    file = pathlib.Path(__file__).parent.parent / "range.svg"
    file.write_text("\n".join(out) + "\n", encoding="utf-8")
    print(file, file.stat().st_size)


if __name__ == "__main__":
    main()
