"""Makes the fonts of the tests: a few letters of Source Serif 4 under another name, since "Source" is reserved.

    pip install fonttools==4.60.0
    npm pack source-serif@4.5.1 && tar xzf source-serif-4.5.1.tgz
    python make.py package

The fonts are under the SIL Open Font License 1.1 as their original is: LICENSE.md.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

LETTERS = "abcdefghijklmnopqrstuvwxyz HT.,-"
FILES = {
    "OffprintTestVariable.ttf": "VAR/SourceSerif4Variable-Roman.ttf",
    "OffprintTestVariable.otf": "VAR/SourceSerif4Variable-Roman.otf",
    "OffprintTest-Regular.otf": "OTF/SourceSerif4-Regular.otf",
}


def cut(source):
    font = TTFont(source, recalcTimestamp=False)
    if "fvar" in font:
        font = instancer.instantiateVariableFont(font, {"opsz": 14})
    options = subset.Options(hinting=False, desubroutinize=False, notdef_outline=True, name_IDs=[0, 1, 2, 4, 5, 6, 13, 14])
    options.layout_features = ["kern", "liga", "mark"]
    options.drop_tables += ["STAT", "DSIG", "BASE", "MVAR", "gasp"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=LETTERS)
    subsetter.subset(font)
    return font


def rename(font, name):
    family = "Offprint Test Variable" if "Variable" in name else "Offprint Test"
    full = name.split(".")[0]
    for record in font["name"].names:
        text = {1: family, 2: "Regular", 4: family, 6: full}.get(record.nameID)
        if text:
            record.string = text
    if "CFF " in font:
        top = font["CFF "].cff.topDictIndex[0]
        font["CFF "].cff.fontNames = [full]
        top.FullName, top.FamilyName = family, family


def main():
    package = Path(sys.argv[1])
    for name, source in FILES.items():
        font = cut(package / source)
        rename(font, name)
        font.save(Path(__file__).parent / name)


main()
