#!/usr/bin/env python3
"""Draws cutaway.svg: Stennick light in section, to scale (14 units to the metre)."""

import math
import pathlib

METRE = 14.0
WIDTH, HEIGHT, CROP = 800, 800, 72
AXIS, ROCK = 400.0, 716.0
SOLID, GALLERY, FOCAL, TOP = 8.2, 35.0, 38.0, 43.4
INK, STONE, ROOM, GLASS, ACCENT = "#1a1a1a", "#d9d5cc", "#ffffff", "#eef3f5", "#8a1c1c"
FLOORS = [9.4, 12.9, 16.3, 19.6, 22.8, 25.9, 28.9, 31.9]


def height(metres):
    """Metres above the rock to the drawing's y."""
    return ROCK - metres * METRE


def outer(metres):
    """Half the width of the tower at that height."""
    return 3.1 + 3.4 * math.exp(-metres / 7.5)


def wall(metres):
    """How thick the wall is there: 2.4 m at the door, 0.7 m under the gallery."""
    return 0.7 + 1.7 * (GALLERY - 1 - metres) / (GALLERY - 1 - 9.4)


def n(value):
    return f"{value:.1f}".rstrip("0").rstrip(".")


def side(sign, low, high, half):
    steps = [low + (high - low) * i / 24 for i in range(25)]
    return [(AXIS + sign * half(m) * METRE, height(m)) for m in steps]


def path(points):
    return "M" + " L".join(f"{n(x)} {n(y)}" for x, y in points) + " Z"


def main():
    out = []
    add = out.append
    add(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 {CROP} {WIDTH} {HEIGHT - CROP}" width="{WIDTH}" height="{HEIGHT - CROP}" '
        'font-family="\'Source Sans 3\', sans-serif" font-size="18">'
    )
    add("<title>Cutaway drawing of the Stennick tower, with its parts named from the lantern down to the rock</title>")
    sea(add)
    body(add)
    rooms(add)
    top(add)
    labels(add)
    add("</svg>")
    file = pathlib.Path(__file__).parent.parent / "cutaway.svg"
    file.write_text("\n".join(out) + "\n", encoding="utf-8")
    print(file, file.stat().st_size)


def sea(add):
    """The reef, the steps cut for the lowest course, high and low water."""
    reef = [(150, 800), (172, 772), (214, 764), (246, 744), (286, 738), (300, ROCK + 8), (309, ROCK + 8), (309, ROCK)]
    reef += [(491, ROCK), (491, ROCK + 8), (506, ROCK + 8), (530, 736), (572, 742), (610, 760), (650, 768), (668, 800)]
    add(f'<path d="{path(reef)}" fill="#8d8a84" stroke="{INK}" stroke-width="1.2" stroke-linejoin="round"/>')
    for x, y, w in ((214, 780, 60), (300, 762, 70), (420, 748, 86), (350, 784, 120), (520, 772, 70), (560, 788, 50), (450, 730, 36)):
        add(f'<path d="M{x} {y} l{w} -9" stroke="#5f5c57" stroke-width="1.1" fill="none"/>')
    for metres, name, dash in ((0.6, "High water", ""), (-4.7, "Low water", ' stroke-dasharray="5 4"')):
        y = height(metres)
        for x0, x1 in ((30, 296 if metres > 0 else 168), (504 if metres > 0 else 656, 770)):
            add(f'<path d="M{n(x0)} {n(y)} H{n(x1)}" stroke="#4a6572" stroke-width="1.2"{dash}/>')
        add(f'<text x="30" y="{n(y - 6)}" fill="#34495a" font-style="italic">{name}</text>')


def body(add):
    """The stone in section, with its courses and dovetails."""
    shape = side(-1, 0, GALLERY - 1.4, outer) + side(1, GALLERY - 1.4, 0, outer)
    add(f'<path d="{path(shape)}" fill="{STONE}" stroke="{INK}" stroke-width="1.6"/>')
    metres, row = 0.0, 0
    while metres < GALLERY - 1.5:
        half, y = outer(metres) * METRE, height(metres)
        if row:
            add(f'<path d="M{n(AXIS - half)} {n(y)} H{n(AXIS + half)}" stroke="#8b867b" stroke-width="0.6"/>')
        step = 0.525 * 2
        pitch = 20.0 if metres < SOLID else 13.0
        edge = half if metres >= SOLID else half
        x = AXIS - edge + pitch * (0.5 if row % 2 else 1.0)
        while x < AXIS + edge - 3:
            add(f'<path d="M{n(x)} {n(y)} v{n(-step * METRE)}" stroke="#8b867b" stroke-width="0.6"/>')
            x += pitch
        metres += step
        row += 1


def rooms(add):
    """Eight rooms under vaulted floors, the door, the windows, the trap doors."""
    ceilings = FLOORS[1:] + [GALLERY - 0.2]
    for index, (floor, ceiling) in enumerate(zip(FLOORS, ceilings)):
        half = (outer(floor) - wall(floor)) * METRE
        top_half = (outer(ceiling) - wall(ceiling)) * METRE
        y0, y1 = height(floor), height(ceiling - 0.55)
        rise = 7
        add(
            f'<path d="M{n(AXIS - half)} {n(y0)} L{n(AXIS - top_half)} {n(y1 + rise)} '
            f"Q{n(AXIS)} {n(y1 - rise)} {n(AXIS + top_half)} {n(y1 + rise)} L{n(AXIS + half)} {n(y0)} Z"
            f'" fill="{ROOM}" stroke="{INK}" stroke-width="1.2" stroke-linejoin="round"/>'
        )
        if index:
            hatch_x = AXIS + 6
            add(f'<path d="M{n(hatch_x)} {n(y0 + 1)} h15" stroke="{INK}" stroke-width="3"/>')
            sign = -1 if index % 2 else 1
            inner, outside = half * 0.985, outer(floor + 1.5) * METRE
            x = AXIS - outside if sign < 0 else AXIS + inner
            add(
                f'<path d="M{n(x)} {n(y0 - 15)} h{n(outside - inner)} v-11 h{n(inner - outside)} Z" '
                f'fill="{GLASS}" stroke="{INK}" stroke-width="0.9"/>'
            )
    furnish(add)
    half, inner = outer(10.4) * METRE, (outer(9.4) - wall(9.4)) * METRE
    add(f'<rect x="{n(AXIS + inner - 1)}" y="{n(height(11.4))}" width="{n(half - inner + 1)}" height="{n(2 * METRE)}" fill="{ROOM}" stroke="{INK}" stroke-width="1.2"/>')
    add(f'<rect x="{n(AXIS + half - 5)}" y="{n(height(11.4))}" width="4" height="{n(2 * METRE)}" fill="{INK}"/>')
    ladder = AXIS + half + 7
    add(f'<path d="M{n(ladder)} {n(height(9.4))} L{n(ladder + 30)} {n(ROCK)} m7 0 L{n(ladder + 7)} {n(height(9.4))}" stroke="{INK}" stroke-width="1.1" fill="none"/>')
    for i in range(1, 15):
        t = i / 15
        add(f'<path d="M{n(ladder + 30 * t)} {n(height(9.4) + (ROCK - height(9.4)) * t)} h7" stroke="{INK}" stroke-width="0.9"/>')


def furnish(add):
    """What stood in the rooms: oil, coal, bunks with a curve in them, a table, the engines."""

    def tank(x, floor, w, h):
        add(f'<rect x="{n(AXIS + x)}" y="{n(height(floor) - h - 1)}" width="{w}" height="{h}" rx="2" fill="#b9b4a8" stroke="{INK}" stroke-width="0.9"/>')

    for x in (-20, -4):
        tank(x, FLOORS[1], 14, 22)
        tank(x, FLOORS[2], 14, 22)
    tank(-20, FLOORS[3], 24, 14)
    tank(-8, FLOORS[3], 10, 22)
    for floor in FLOORS[5:6]:
        for up in (5, 17):
            add(f'<path d="M{n(AXIS - 25)} {n(height(floor) - up - 3)} q14 5 27 0 v4 q-13 5 -27 0 Z" fill="#b9b4a8" stroke="{INK}" stroke-width="0.9"/>')
    add(f'<path d="M{n(AXIS - 24)} {n(height(FLOORS[4]) - 12)} h18 m-15 0 v11 m12 0 v-11" stroke="{INK}" stroke-width="1.6" fill="none"/>')
    add(f'<path d="M{n(AXIS + 1)} {n(height(FLOORS[4]))} v-34" stroke="{INK}" stroke-width="1.6"/>')
    add(f'<path d="M{n(AXIS - 27)} {n(height(FLOORS[6]) - 13)} h20 v12 m-20 0 v-22" stroke="{INK}" stroke-width="1.4" fill="none"/>')
    add(f'<circle cx="{n(AXIS - 16)}" cy="{n(height(FLOORS[7]) - 12)}" r="8" fill="#b9b4a8" stroke="{INK}" stroke-width="1"/>')
    add(f'<path d="M{n(AXIS - 16)} {n(height(FLOORS[7]) - 12)} v-17" stroke="{INK}" stroke-width="1"/>')


def top(add):
    """Gallery, lantern, lens and its bath, dome and vane."""
    y = height(GALLERY)
    add(f'<path d="M{n(AXIS - 44)} {n(y + 21)} Q{n(AXIS - 46)} {n(y + 10)} {n(AXIS - 62)} {n(y + 7)} V{n(y)} H{n(AXIS + 62)} V{n(y + 7)} Q{n(AXIS + 46)} {n(y + 10)} {n(AXIS + 44)} {n(y + 21)} Z" fill="{STONE}" stroke="{INK}" stroke-width="1.5" stroke-linejoin="round"/>')
    for sign in (-1, 1):
        for x in (61, 50, 40):
            add(f'<path d="M{n(AXIS + sign * x)} {n(y)} v-16" stroke="{INK}" stroke-width="1.1"/>')
        add(f'<path d="M{n(AXIS + sign * 62)} {n(y - 16)} h{n(-sign * 26)} m0 7 h{n(sign * 26)}" stroke="{INK}" stroke-width="0.9" fill="none"/>')
    base, glass_top = y - 14, height(FOCAL + 2.3)
    add(f'<rect x="{n(AXIS - 33)}" y="{n(base)}" width="66" height="14" fill="#8d8a84" stroke="{INK}" stroke-width="1.2"/>')
    add(f'<rect x="{n(AXIS - 31)}" y="{n(glass_top)}" width="62" height="{n(base - glass_top)}" fill="{GLASS}" stroke="{INK}" stroke-width="1.2"/>')
    for x in (-15.5, 15.5):
        add(f'<path d="M{n(AXIS + x)} {n(glass_top)} V{n(base)}" stroke="#9fb0b8" stroke-width="0.8"/>')
    add(f'<path d="M{n(AXIS - 34)} {n(glass_top)} Q{n(AXIS - 31)} {n(glass_top - 25)} {n(AXIS)} {n(glass_top - 29)} Q{n(AXIS + 31)} {n(glass_top - 25)} {n(AXIS + 34)} {n(glass_top)} Z" fill="#8d8a84" stroke="{INK}" stroke-width="1.3"/>')
    add(f'<circle cx="{n(AXIS)}" cy="{n(glass_top - 33)}" r="4.5" fill="{INK}"/>')
    add(f'<path d="M{n(AXIS)} {n(glass_top - 33)} v-23 m-11 6 h25 l-5 -3.5 m5 3.5 l-5 3.5" stroke="{INK}" stroke-width="1.4" fill="none"/>')
    focal = height(FOCAL)
    for sign in (-1, 1):
        for k in range(-4, 5):
            bulge = 21 - 0.62 * k * k
            dy = focal + k * 4.1
            add(f'<path d="M{n(AXIS + sign * 9)} {n(dy - 1.5)} Q{n(AXIS + sign * bulge)} {n(dy)} {n(AXIS + sign * 9)} {n(dy + 1.5)} Z" fill="#ffffff" stroke="{INK}" stroke-width="0.7"/>')
    add(f'<circle cx="{n(AXIS)}" cy="{n(focal)}" r="3.2" fill="{ACCENT}"/>')
    add(f'<path d="M{n(AXIS)} {n(focal + 4)} V{n(base)}" stroke="{INK}" stroke-width="1.6"/>')
    bath = focal + 22
    add(f'<path d="M{n(AXIS - 16)} {n(bath)} h32 v7 h-32 Z" fill="#5a6a73" stroke="{INK}" stroke-width="1"/>')
    for sign in (-1, 1):
        for tilt in (-3, 0, 3):
            x0, x1 = AXIS + sign * 36, AXIS + sign * 250
            add(f'<path d="M{n(x0)} {n(focal + tilt * 0.6)} L{n(x1)} {n(focal + tilt)}" stroke="{ACCENT}" stroke-width="0.8" stroke-dasharray="9 5"/>')


def labels(add):
    """Names at the sides, with hairlines to what they name; the heights at the far left."""
    right, left = 560, 240

    def name(side, y, to_x, to_y, title, text):
        x = right if side > 0 else left
        add(f'<path d="M{n(x)} {n(y)} L{n(to_x)} {n(to_y)}" stroke="{INK}" stroke-width="0.8" fill="none"/>')
        add(f'<circle cx="{n(to_x)}" cy="{n(to_y)}" r="2.2" fill="{INK}"/>')
        anchor = "start" if side > 0 else "end"
        tx = x + 8 * side
        add(f'<text x="{n(tx)}" y="{n(y + 1)}" text-anchor="{anchor}" font-weight="600">{title}</text>')
        if text:
            add(f'<text x="{n(tx)}" y="{n(y + 22)}" text-anchor="{anchor}" fill="#444444">{text}</text>')

    focal, gallery = height(FOCAL), height(GALLERY)
    name(1, 92, AXIS + 22, height(FOCAL + 2.9), "Dome and vane", "copper, 1869")
    name(1, 214, AXIS + 12, focal + 25, "Mercury bath", "bears 3.6 tonnes")
    name(1, 268, AXIS + 56, gallery + 4, "Gallery", "35 metres above the rock")
    name(-1, 124, AXIS - 17, focal - 4, "Lens", "392 pieces of glass")
    name(-1, 240, AXIS - 20, height(FLOORS[7]) - 14, "Watch room", "clockwork, then motor")
    name(-1, 288, AXIS - 22, height(FLOORS[6]) - 14, "Service room", "spares and the radio")
    name(-1, 338, AXIS - 24, height(FLOORS[5]) - 14, "Bunks", "with a curve in them")
    name(-1, 388, AXIS - 20, height(FLOORS[4]) - 12, "Kitchen", "the one flat wall, 1911")
    name(-1, 438, AXIS - 14, height(FLOORS[3]) - 8, "Engines", "three, from 1958")
    name(-1, 490, AXIS - 14, height(FLOORS[1]) - 12, "Oil", "two rooms of tanks")
    name(1, 402, AXIS + 14, height(FLOORS[4]) + 1, "Hatches", "96 centimetres wide")
    name(1, 500, AXIS + 50, height(10.4), "Door", "9.4 metres up, by ladder")
    name(1, 600, AXIS + 30, height(5), "Solid stone", "as far as 8.2 metres")
    name(-1, 578, AXIS - 40, height(7.0), "Stone 1,113", "set in June 1866")


if __name__ == "__main__":
    main()
