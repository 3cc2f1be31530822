#!/usr/bin/env python3
"""Sets the same text with Offprint, with LaTeX and microtype, and with Typst, and measures the lines of the three PDFs.

Face, size, line height, measure, indent, language and patterns of hyphenation are the same; everything else is what
each of them does if it is asked to justify and hyphenate. The lines and the gaps between their words are read from the
PDFs by poppler's `pdftotext -bbox`, for all three alike. docs/typography.md has the table that this prints.

Needs: the program (`cargo build --release`), poppler-utils, texlive-luatex, texlive-latex-recommended (Debian's names)
and the Python package `typst`. What is missing is left out.

    benches/typography/compare.py [PATH-OF-OFFPRINT]
"""

import html
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "fonts" / "source-serif-4"
EXAMPLES = ["harbour", "lighthouse", "handbook"]

# Name, measure in mm, font size and line height in pt: the columns of three styles.
MEASURES = [
    ("essay", 124.0, 11.0, 15.5),
    ("handout", 150.0, 10.0, 13.5),
    ("magazine", 84.5, 9.7, 13.0),
]
MARGIN = 30.0  # pt, on all sides
INDENT = 1.2  # em
RUNT = 2.4  # em: a shorter last line is a runt
POINT = 72 / 25.4


def paragraphs():
    """The paragraphs of the examples that hold nothing but words, with typographic quotes."""
    found = []
    for example in EXAMPLES:
        text = (ROOT / "examples" / example / f"{example}.md").read_text("utf-8")
        text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.S)
        text = re.sub(r"^```.*?^```$", "", text, flags=re.S | re.M)
        for block in re.split(r"\n\s*\n", text):
            block = " ".join(block.split())
            is_plain = re.match(r"[A-Z“\"]", block) and not re.search(r"[*_`\[\]|<>#\\^~{}@&%]|--|\+|=|://", block)
            if is_plain and len(block) > 250:
                block = re.sub(r"(^|[\s(])\"", r"\1“", block).replace('"', "”")
                block = re.sub(r"(^|[\s(])'", r"\1‘", block).replace("'", "’")
                found.append(block)
    return found


def run(command, folder):
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(f"{command[0]} failed:\n{result.stdout[-2000:]}{result.stderr[-2000:]}")


def offprint(program, text, measure, size, leading, folder):
    page = measure + 2 * MARGIN
    boxes = " ".join(f"@{edge}-{place} {{ content: none }}" for edge in ("top", "bottom") for place in ("left", "center", "right"))
    (folder / "own.css").write_text(
        f"""@page {{ size: {page:.3f}pt 8000pt; margin: {MARGIN}pt; {boxes} }}
:root {{ --line: {leading}pt }}
@media print {{ body {{ font-size: {size}pt; line-height: {leading}pt }} }}
body {{ font-variant-numeric: normal; -offprint-runt: {RUNT}em }}
h1, header, hgroup {{ display: none }}
p, p.opening {{ text-indent: {INDENT}em; margin: 0; font-variant-caps: normal }}
.opening::first-letter {{ initial-letter: normal }}
.opening::first-line {{ font-variant-caps: normal; letter-spacing: 0 }}
"""
    )
    (folder / "text.md").write_text("---\ntitle: Text\nlanguage: en-US\n---\n\n" + "\n\n".join(text) + "\n", "utf-8")
    run([program, "build", "text.md", "--style", "handout", "--style", "own.css", "-o", "offprint.pdf"], folder)
    return folder / "offprint.pdf"


def latex(text, measure, size, leading, folder, options=""):
    if not shutil.which("lualatex"):
        return None
    escaped = "\n\n".join(re.sub(r"([$%&#_])", r"\\\1", block) for block in text)
    name = "latex" + options.replace("=", "-")
    (folder / f"{name}.tex").write_text(
        rf"""\documentclass{{article}}
\usepackage[paperwidth={measure + 2 * MARGIN:.3f}bp,paperheight=8000bp,margin={MARGIN}bp]{{geometry}}
\usepackage{{fontspec}}
\setmainfont{{SourceSerif4-Regular.ttf}}[Path={FONTS}/]
\usepackage[{options}]{{microtype}}
\pagestyle{{empty}}
\begin{{document}}
\fontsize{{{size}bp}}{{{leading}bp}}\selectfont
\setlength{{\parindent}}{{{INDENT * size}bp}}
\frenchspacing
{escaped}
\end{{document}}
""",
        "utf-8",
    )
    run(["lualatex", "-interaction=nonstopmode", f"{name}.tex"], folder)
    return folder / f"{name}.pdf"


def typst(text, measure, size, leading, folder):
    try:
        import typst as compiler
    except ImportError:
        return None
    escaped = "\n\n".join(re.sub(r"([$#@_*/~-])", r"\\\1", block) for block in text)
    (folder / "typst.typ").write_text(
        f"""#set page(width: {measure + 2 * MARGIN:.3f}pt, height: auto, margin: {MARGIN}pt)
#set text(font: "Source Serif 4", size: {size}pt, lang: "en", region: "US", top-edge: 0.8em, bottom-edge: -0.2em)
#set par(justify: true, leading: {leading - size}pt, spacing: {leading - size}pt, first-line-indent: (amount: {INDENT}em, all: true))
{escaped}
""",
        "utf-8",
    )
    compiler.compile(
        str(folder / "typst.typ"), output=str(folder / "typst.pdf"), font_paths=[str(FONTS)], ignore_system_fonts=True
    )
    return folder / "typst.pdf"


def lines(pdf):
    """The lines of a PDF: lists of words with their left and right edges."""
    boxes = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, text=True, check=True).stdout
    pattern = r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="[\d.-]+">(.*?)</word>'
    found = {}
    page = 0
    for row in boxes.splitlines():
        page += "<page " in row
        if match := re.search(pattern, row):
            left, top, right = (float(match[index]) for index in (1, 2, 3))
            found.setdefault((page, round(top)), []).append((left, right, html.unescape(match[4])))
    return [sorted(words) for _, words in sorted(found.items())]


def set_paragraphs(pdf, size):
    """The lines by paragraph: an indented line begins one."""
    found = []
    for words in lines(pdf):
        if not found or words[0][0] > MARGIN + INDENT * size / 2:
            found.append([])
        found[-1].append(words)
    return found


def gaps(words):
    return [following[0] - word[1] for word, following in zip(words, words[1:])]


def natural_space(all_paragraphs):
    """The middle of the gaps on last lines, which nobody stretches."""
    return statistics.median(gap for paragraph in all_paragraphs for gap in gaps(paragraph[-1]))


def is_overfull(words, measure, size):
    """Whether a line sticks out further than what hangs by custom: of a letter next to nothing, of a hyphen or a stop
    most of its width, which is a quarter of an em."""
    _, right, last = words[-1]
    hang = 0.06 if last[-1].isalnum() else 0.26
    return right > MARGIN + measure + hang * size


def measured(found, measure, size, space):
    full = [words for paragraph in found for words in paragraph[:-1]]
    shares = [statistics.mean(gaps(words)) / space - 1 for words in full if len(words) > 1]
    ratios = [share * 2 if share > 0 else share * 3 for share in shares]
    ladders = hyphens = 0
    for paragraph in found:
        row = 0
        for words in paragraph:
            row = row + 1 if re.search(r"[-\u00ad\u2010]$", words[-1][2]) else 0
            hyphens += row > 0
            ladders += row == 3
    last = [paragraph[-1] for paragraph in found if len(paragraph) > 1]
    return {
        "lines": sum(map(len, found)),
        "hyphens": hyphens,
        "ladders": ladders,
        "loose lines": sum(ratio > 1.01 for ratio in ratios),
        "loosest line": f"{max(ratios):.2f}",
        "overfull lines": sum(is_overfull(words, measure, size) for words in full),
        "word space, mean": f"{statistics.mean(shares) * 100:+.1f} %",
        "word space, deviation": f"{statistics.pstdev(shares) * 100:.1f} %",
        "runts": sum(words[-1][1] - words[0][0] < RUNT * size for words in last),
    }


def main():
    program = str(Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "target/release/offprint").resolve())
    text = paragraphs()
    words = sum(len(block.split()) for block in text)
    print(f"{len(text)} paragraphs, {words} words\n")
    with tempfile.TemporaryDirectory() as name:
        for style, millimetres, size, leading in MEASURES:
            folder = Path(name) / style
            folder.mkdir()
            measure = millimetres * POINT
            setters = {
                "Offprint": offprint(program, text, measure, size, leading, folder),
                "LaTeX + microtype": latex(text, measure, size, leading, folder),
                "the same without expansion": latex(text, measure, size, leading, folder, "expansion=false"),
                "Typst": typst(text, measure, size, leading, folder),
            }
            found = {setter: set_paragraphs(pdf, size) for setter, pdf in setters.items() if pdf}
            for setter, result in found.items():
                if len(result) != len(text):
                    sys.exit(f"{setter}: {len(result)} paragraphs are found, not {len(text)}")
            space = natural_space([paragraph for result in found.values() for paragraph in result])
            figures = {setter: measured(result, measure, size, space) for setter, result in found.items()}
            print(f"{style}: {millimetres:g} mm, {size:g}/{leading:g} pt; a space is {space / size:.3f} em\n")
            print("| |" + "".join(f" {setter} |" for setter in figures))
            print("|---|" + "---|" * len(figures))
            for row in next(iter(figures.values())):
                print(f"| {row} |" + "".join(f" {result[row]} |" for result in figures.values()))
            print()


main()
