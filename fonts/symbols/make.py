#!/usr/bin/env python3
"""Draws OffprintSymbols-Regular.ttf: the signs that the bundled text faces lack.

The outlines are gathered from four open fonts and scaled to one em of 1000
units; the box for a missing glyph is drawn here. The first font that has a
character gives its outline. To run it:

    pip install fonttools==4.68.0
    apt-get download fonts-noto-core=20201225-1
    dpkg-deb -x fonts-noto-core_20201225-1_all.deb noto
    npm pack @fontsource/noto-emoji@5.3.2
    tar xzf fontsource-noto-emoji-5.3.2.tgz
    python3 fonts/symbols/make.py noto/usr/share/fonts/truetype/noto package/files

The same sources give the same bytes.
"""

import pathlib
import sys
import unicodedata

from fontTools.fontBuilder import FontBuilder
from fontTools.misc.roundTools import otRound
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

FAMILY = "Offprint Symbols"
EM = 1000
ASCENT, DESCENT = 900, -260
# A fixed date (seconds since 1904): the file must not depend on the day it was made.
CREATED = 3_850_000_000
# The emoji fill more of their em than letters do: this brings them to the size of capitals.
EMOJI_SIZE = 0.82

CHARACTERS = (
    # ornaments, reference marks
    "■□▪▫▬▲△▴▵▶▷▸▹►▻▼▽▾▿◀◁◂◃◄◅◆◇◈◉◊○◌●◐◑◦◯◻◼◽◾★☆⭐✦✧❖❥❦❧☙⁂⁑※‣⁃"
    # checks, crosses, ballot boxes
    "☐☑☒✓✔✕✖✗✘✅❌❎➕➖➗"
    # hands
    "☞👉👍👎"
    # arrows
    "←↑→↓↔↕↖↗↘↙↚↛↞↠↢↣↤↦↩↪↫↬↰↱↲↳↵↶↷↺↻⇄⇅⇆⇇⇉⇋⇌⇐⇑⇒⇓⇔⇕⇢⇤⇥⇦⇧⇨⇩⟵⟶⟷⟹⟺➔➘➙➚➜➝➞➡➤➥➦⬅⬆⬇⬈⬉⬊⬋⬌⮕"
    # keys and technical signs
    "⌘⌥⌃⎋⌫⌦⏎␣␀␠␤⌂⌛⏩⏳⏸⏹⏺⌨⏏"
    # mathematics that prose and READMEs use
    "∀∁∂∃∄∅∆∇∈∉∋∌∎∏∐∑∓∗∘∙√∝∞∟∠∥∦∧∨∩∪∫∮∴∵∶∷∼∽≀≃≅≈≉≌≍≏≐≔≕≜≝≟≠≡≢≤≥≦≧≪≫≮≯≲≳≺≻⊂⊃⊄⊅⊆⊇⊈⊉⊊⊋⊎⊏⊐⊑⊒⊓⊔⊕⊖⊗⊘⊙⊢⊣⊤⊥⊨⊩⊻⋀⋁⋂⋃⋄⋅⋆⋈⋉⋊⋮⋯⋰⋱⌈⌉⌊⌋⟨⟩⟦⟧ℂℕℙℚℝℤℓℏ℘ℵ"
    # numbers in circles
    "①②③④⑤⑥⑦⑧⑨⑩❶❷❸❹❺❻❼❽❾❿"
    # warnings, tools, weather, cards, music and other common signs
    "⚠⚡⛔🚫🛑❗❓❕❔‼ℹ☀☁☂☎☢☮☯☹☺☻♀♂♠♡♢♣♤♥♦♩♪♫♬♭♮♯♻♾⚐⚑⚒⚓⚖⚗⚙⚪⚫✂✈✉❛❜❝❞❤"
    "✨🔥🚀🎉🏠🌐🐛🦀👀👤💡💥💻📁📂📄📊📌📍📚📝📦📧🔍🔎🔑🔒🔔🔗🔧🔴🔵🟡🟢🟣⬛⬜🙂🙁🧪🛠🛡🚧"
)


def outline(font, name, scale):
    """The quadratic outline of a glyph, components dissolved, scaled."""
    glyphs = font.getGlyphSet()
    record = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(record)
    pen = TTGlyphPen(None)
    record.replay(TransformPen(pen, (scale, 0, 0, scale, 0, 0)))
    return pen.glyph(dropImpliedOnCurves=True)


def missing_box():
    """A box of dashes, as tall as a capital: nobody takes it for a letter or a ballot box."""
    left, right, bottom, top, pen_width, dash, gap = 70, 630, -20, 720, 56, 88, 64
    pen = TTGlyphPen(None)

    def bar(x0, y0, x1, y1):
        pen.moveTo((x0, y0))
        pen.lineTo((x0, y1))
        pen.lineTo((x1, y1))
        pen.lineTo((x1, y0))
        pen.closePath()

    def dashes(start, end):
        """Dashes from `start` to `end`, whole ones at both corners."""
        count = max(2, otRound((end - start + gap) / (dash + gap)))
        step = (end - start - dash) / (count - 1)
        return [otRound(start + step * i) for i in range(count)]

    for x in dashes(left, right):
        bar(x, bottom, x + dash, bottom + pen_width)
        bar(x, top - pen_width, x + dash, top)
    for y in dashes(bottom, top):
        bar(left, y, left + pen_width, y + dash)
        bar(right - pen_width, y, right, y + dash)
    return pen.glyph(), 700


def main():
    noto, emoji = map(pathlib.Path, sys.argv[1:3])
    sources = [
        (TTFont(noto / "NotoSansSymbols2-Regular.ttf"), 1.0),
        (TTFont(noto / "NotoSansMath-Regular.ttf"), 1.0),
        (TTFont(noto / "NotoSansSymbols-Regular.ttf"), 1.0),
        (TTFont(noto / "NotoSans-Regular.ttf"), 1.0),
        (TTFont(emoji / "noto-emoji-emoji-400-normal.woff"), EMOJI_SIZE),
    ]

    box, box_advance = missing_box()
    order, cmap, glyphs, advances = [".notdef", "space", "uniFFFD"], {}, {}, {}
    glyphs[".notdef"], advances[".notdef"] = box, box_advance
    glyphs["uniFFFD"], advances["uniFFFD"] = missing_box()
    glyphs["space"], advances["space"] = TTGlyphPen(None).glyph(), 260
    cmap.update({0x20: "space", 0xA0: "space", 0xFFFD: "uniFFFD"})

    absent = []
    for code in sorted({ord(c) for c in CHARACTERS}):
        for font, size in sources:
            source = font.getBestCmap().get(code)
            if source is not None:
                break
        else:
            absent.append(chr(code))
            continue
        name = f"uni{code:04X}" if code < 0x10000 else f"u{code:X}"
        scale = size * EM / font["head"].unitsPerEm
        glyphs[name] = outline(font, source, scale)
        advances[name] = otRound(font["hmtx"][source][0] * scale)
        order.append(name)
        cmap[code] = name
    if absent:
        sys.exit("no source has " + " ".join(f"U+{ord(c):04X} {unicodedata.name(c, '?')}" for c in absent))

    build = FontBuilder(EM, isTTF=True)
    build.setupGlyphOrder(order)
    build.setupCharacterMap(cmap)
    build.setupGlyf(glyphs)
    table = build.font["glyf"]
    build.setupHorizontalMetrics({n: (advances[n], getattr(table[n], "xMin", 0)) for n in order})
    build.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT)
    version = "1.000"
    build.setupNameTable(
        {
            "copyright": "Outlines from Noto Sans Symbols 2, Noto Sans Symbols, Noto Sans Math, Noto Sans "
            "and Noto Emoji: Copyright 2013-2020 Google LLC. Selection, scaling and the missing-glyph box: "
            "the Offprint authors.",
            "familyName": FAMILY,
            "styleName": "Regular",
            "uniqueFontIdentifier": f"{version};OffprintSymbols-Regular",
            "fullName": f"{FAMILY} Regular",
            "version": f"Version {version}",
            "psName": "OffprintSymbols-Regular",
            "licenseDescription": "This Font Software is licensed under the SIL Open Font License, Version 1.1.",
            "licenseInfoURL": "https://openfontlicense.org",
        },
        mac=False,
    )
    bottom = min(getattr(table[n], "yMin", 0) for n in order)
    top = max(getattr(table[n], "yMax", 0) for n in order)
    build.setupOS2(
        sTypoAscender=ASCENT,
        sTypoDescender=DESCENT,
        sTypoLineGap=0,
        usWinAscent=max(ASCENT, top),
        usWinDescent=max(-DESCENT, -bottom),
        sxHeight=536,
        sCapHeight=714,
        fsType=0,
        fsSelection=0x40 | 0x80,
        achVendID="OFFP",
        version=4,
    )
    build.setupPost(keepGlyphNames=False)
    build.updateHead(created=CREATED, modified=CREATED, fontRevision=1.0)
    build.font.recalcTimestamp = False
    path = pathlib.Path(__file__).parent / "OffprintSymbols-Regular.ttf"
    build.save(path)
    print(f"{path}: {len(order)} glyphs, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
