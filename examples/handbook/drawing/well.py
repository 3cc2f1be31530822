#!/usr/bin/env python3
"""Draws well.svg: the stilling well in section."""

import pathlib

INK, STONE, WATER, ACCENT = "#1a1a1a", "#d9d5cc", "#d5e3ea", "#8a1c1c"


def main():
    out = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 500" width="760" height="500" '
        'font-family="\'Source Sans 3\', sans-serif" font-size="18">',
        "<title>The stilling well in section, with zero, distance and level marked</title>",
    ]
    add = out.append

    def line(d, width=1.2, colour=INK, extra=""):
        add(f'<path d="{d}" stroke="{colour}" stroke-width="{width}" fill="none"{extra}/>')

    def text(x, y, words, **more):
        extra = "".join(f' {k.replace("_", "-")}="{v}"' for k, v in more.items())
        add(f'<text x="{x}" y="{y}"{extra}>{words}</text>')

    # The sea, with waves outside the pipe and none within.
    wave = "M314 236 q11 -12 22 0" + " t22 0" * 15
    add(f'<path d="{wave} L666 470 L170 470 L170 236 Z" fill="{WATER}"/>')
    line(wave, 1.6, "#4a6572")
    # The quay.
    add(f'<path d="M40 78 H204 V470 H40 Z" fill="{STONE}" stroke="{INK}" stroke-width="1.4"/>')
    for row in range(1, 7):
        y = 78 + row * 56
        line(f"M40 {y} H204", 0.7, "#8b867b")
        for x in ((80, 150) if row % 2 else (112, 180)):
            line(f"M{x} {y} v-56", 0.7, "#8b867b")
    line("M80 470 v-56 M150 470 v-56", 0.7, "#8b867b")
    text(52, 66, "Fish quay", font_style="italic")
    # The pipe, its brackets, the water in it.
    for y in (140, 330):
        add(f'<rect x="204" y="{y}" width="36" height="13" fill="#8d8a84" stroke="{INK}" stroke-width="1"/>')
    add(f'<rect x="240" y="60" width="74" height="386" fill="#ffffff" stroke="{INK}" stroke-width="1.2"/>')
    add(f'<rect x="248" y="236" width="58" height="210" fill="{WATER}"/>')
    line("M248 236 H306", 1.8, "#4a6572")
    for x in (240, 306):
        add(f'<rect x="{x}" y="60" width="8" height="386" fill="#8d8a84" stroke="{INK}" stroke-width="1"/>')
    add(f'<rect x="240" y="440" width="74" height="9" fill="#8d8a84" stroke="{INK}" stroke-width="1"/>')
    add(f'<rect x="305" y="412" width="10" height="10" fill="{WATER}"/>')
    line("M305 412 h10 M305 422 h10")
    line("M352 417 h-30 m7 -4.5 l-7 4.5 l7 4.5", 1.3, "#34495a")
    # The lid, the sensor and its click.
    add(f'<rect x="232" y="50" width="90" height="12" rx="2" fill="#5f5c57" stroke="{INK}" stroke-width="1"/>')
    add(f'<rect x="262" y="62" width="30" height="22" rx="3" fill="{INK}"/>')
    for i, y in enumerate((104, 120, 136)):
        half = 9 + 5 * i
        line(f"M{277 - half} {y} q{half} {6 + i} {2 * half} 0", 1.3, ACCENT)
    line("M277 152 V228 m-5 -9 l5 9 l5 -9", 1.3, ACCENT)
    line("M262 50 C262 22 214 30 190 30 H150 V78", 1.6)

    def label(x, y, to_x, to_y, words, *under):
        line(f"M{x - 8} {y - 5} L{to_x} {to_y}", 0.8)
        add(f'<circle cx="{to_x}" cy="{to_y}" r="2.2" fill="{INK}"/>')
        text(x, y, words, font_weight="600")
        for row, more in enumerate(under, 1):
            text(x, y + 22 * row, more, fill="#444444")

    label(372, 50, 290, 72, "Sensor", "a click every second")
    label(372, 112, 310, 150, "Pipe", "160 mm across, lid on")
    label(372, 372, 334, 412, "Hole", "16 mm across: it lets in", "the tide and not the waves")
    # The three measures.
    datum = 456
    line(f"M204 {datum} H700", 1.1, INK, ' stroke-dasharray="6 4"')
    text(700, datum + 23, "Chart datum", text_anchor="end", font_style="italic")
    line("M296 84 H700", 0.7, "#8a8a8a", ' stroke-dasharray="2 3"')

    def measure(x, y0, y1, words, colour, side=-1):
        anchor = "start" if side > 0 else "end"
        line(f"M{x} {y0 + 1} V{y1 - 1} M{x - 4} {y0 + 9} L{x} {y0 + 1} L{x + 4} {y0 + 9} M{x - 4} {y1 - 9} L{x} {y1 - 1} L{x + 4} {y1 - 9}", 1.5, colour)
        add(f'<text x="{x + 9 * side}" y="{(y0 + y1) / 2 + 5:.0f}" text-anchor="{anchor}" font-weight="600" fill="{colour}">{words}</text>')

    measure(690, 84, datum, "Zero", INK, side=1)
    measure(610, 84, 236, "Distance", ACCENT)
    measure(610, 236, datum, "Level", "#34495a")
    out.append("</svg>")
    file = pathlib.Path(__file__).parent.parent / "well.svg"
    file.write_text("\n".join(out) + "\n", encoding="utf-8")
    print(file, file.stat().st_size)


if __name__ == "__main__":
    main()
