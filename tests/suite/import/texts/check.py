#!/usr/bin/env python3
"""Checks the texts of this folder: encodings, front matter, pull quotes, and
that every word of NAME.txt stands in NAME.md or in NAME.left-out.

Usage: python3 check.py [-v] [FOLDER ...]     (default: seen and unseen)
"""
import collections
import datetime
import pathlib
import re
import sys
import unicodedata

import yaml

KEYS = ["kicker", "title", "subtitle", "author", "date", "place", "language",
        "publication", "end-mark", "credits", "contact"]
LANGUAGES = {"de", "fr", "es", "it", "pt", "nl", "pl", "sv", "ru"}
REASONS = {"page-number", "running-head", "jump-line", "repeated-title",
           "field", "boilerplate", "separator"}
END_MARKS = {"■", "□", "●", "♦", "∎", True}
# Words that introduce or join names and that a byline loses.
BYLINE = set("""by words text interview as told to and
    von und text par et por de texto y di e del door en tekst przez i
    av och текст и""".split())
MONTHS = {
    1: "january jan januar janvier enero ene gennaio januari",
    2: "february feb februar février febrero febbraio februari",
    3: "march mar märz mars marzo maart",
    4: "april apr avril abril aprile",
    5: "may mai mayo maggio mei maj",
    6: "june jun juni juin junio giugno",
    7: "july jul juli juillet julio luglio",
    8: "august aug août agosto augustus augusti",
    9: "september sep sept septembre septiembre settembre",
    10: "october oct oktober octobre octubre ottobre",
    11: "november nov novembre noviembre",
    12: "december dec dezember décembre diciembre dicembre",
}
WEEKDAYS = set("""monday tuesday wednesday thursday friday saturday sunday
    vrijdag le""".split())


def decode(data):
    """The text and the name of its encoding."""
    for bom, name, codec in ((b"\xef\xbb\xbf", "utf-8-bom", "utf-8"),
                             (b"\xff\xfe", "utf-16le-bom", "utf-16-le"),
                             (b"\xfe\xff", "utf-16be-bom", "utf-16-be")):
        if data.startswith(bom):
            return data[len(bom):].decode(codec), name
    if data[0::2].count(0) > len(data) / 5:
        return data.decode("utf-16-be"), "utf-16be"
    if data[1::2].count(0) > len(data) / 5:
        return data.decode("utf-16-le"), "utf-16le"
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        if any(0x80 <= b < 0xA0 for b in data):
            return data.decode("cp1252"), "windows-1252"
        return data.decode("latin-1"), "latin-1"


def words(text):
    text = unicodedata.normalize("NFKC", text.replace("\u00ad", "")).lower()
    return re.findall(r"[^\W_]+", text)


def values(front):
    for key, value in front.items():
        if key in ("date", "language", "end-mark"):
            continue
        if isinstance(value, list):
            for item in value:
                yield from values({"": item})
        elif isinstance(value, dict):
            yield from values(value)
        else:
            yield str(value)


def check(base):
    errors = []
    txt = base.with_suffix(".txt")
    text, encoding = decode(txt.read_bytes())
    crlf, lf = text.count("\r\n"), text.count("\n")
    if crlf not in (0, lf) or text.count("\r") != crlf:
        errors.append("line ends are mixed")
    if re.search("[\x80-\x9f\ufffd\ufeff]", text):
        errors.append("control or replacement characters")

    # The Markdown.
    raw = base.with_suffix(".md").read_bytes()
    md = raw.decode("utf-8")
    if raw.startswith(b"\xef\xbb\xbf") or re.search("[\r\f\u00ad\ufb00-\ufb06\t]", md):
        errors.append("a character that the Markdown must not hold")
    front, body = {}, md
    if md.startswith("---\n"):
        head, body = md[4:].split("\n---\n", 1)
        front = yaml.safe_load(head)
        if list(front) != [k for k in KEYS if k in front]:
            errors.append(f"keys: {list(front)}")
    language = front.get("language", "en")
    if language != "en" and language not in LANGUAGES:
        errors.append(f"language {language}")
    if "end-mark" in front and front["end-mark"] not in END_MARKS:
        errors.append("end mark")
    if "date" in front and not isinstance(front["date"], datetime.date):
        errors.append("date")
    if not isinstance(front.get("credits", []), list):
        errors.append("credits")
    authors = front.get("author", [])
    authors = authors if isinstance(authors, list) else [authors]
    for author in authors:
        if not (isinstance(author, str) or list(author) == ["name", "bio"]):
            errors.append("author")
    if language != "fr" and re.search("\u00a0(?!\\w{1,3}\\b)", body):
        errors.append("a space that does not break")
    if re.search(r"^# ", body, re.M):
        errors.append("a heading of the first level")
    blocks = [b for b in body.strip("\n").split("\n\n")]
    for number, block in enumerate(blocks):
        lines = block.split("\n")
        if re.match(r"[-+*] .*", block) and len(lines) == 1:
            errors.append(f"a list of one item: {block[:40]!r}")
        if block != block.strip() or not block:
            errors.append(f"space around a block: {block[:40]!r}")
        for line in lines[:-1]:
            if not (line.endswith("\\") or re.match(r"- |\d+\. |\||> ", line)):
                errors.append(f"a hard-wrapped line: {line[:50]!r}")
        if re.search("[^|]  +", block) and not block.startswith("|"):
            errors.append(f"spaces: {block[:50]!r}")
        if lines[0] == "> [!PULLQUOTE]":
            quote = " ".join(words(" ".join(l[2:] for l in lines[1:])))
            home = " ".join(words(blocks[number - 1])) if number else ""
            if f" {quote} " not in f" {home} " or blocks[number - 1][:1] == ">":
                errors.append(f"pull quote not beside its words: {quote[:50]}")

    # What is left out, in its order.
    remaining = text.replace("\r\n", "\n").replace("\f", "\n").split("\n")
    at = 0
    path = base.with_suffix(".left-out")
    if path.exists():
        for line in path.read_text("utf-8").splitlines():
            piece, reason = line.rsplit("\t", 1)
            if reason not in REASONS:
                errors.append(f"reason {reason}")
            for i in range(at, len(remaining)):
                whole = remaining[i].strip() == piece
                if whole or reason in ("field", "boilerplate") and piece in remaining[i]:
                    remaining[i] = "" if whole else remaining[i].replace(piece, "", 1)
                    at = i
                    break
            else:
                errors.append(f"left out, but not in the text (or not in this order): {piece!r}")

    # The accounts.
    said = collections.Counter(words("\n".join(values(front))))
    said.update(words(re.sub(r"\[!PULLQUOTE\]", "", body)))
    stock = said.copy()
    tokens, carry = [], None
    for line in remaining:
        line = line.strip().replace("\u200b", "")
        if not line:
            continue
        if carry:
            first = (words(line) or [""])[0]
            if stock[carry + first] > 0 and first:
                tokens.pop()
                stock[carry + first] -= 1
                tokens.append(carry + first)
                tokens += words(line)[1:]
            else:
                tokens += words(line)
        else:
            tokens += words(line)
        carry = None
        if re.search(r"\w[-\u00ad]$", line):
            carry = tokens[-1]
    had = collections.Counter(tokens)
    over, lack = had - said, said - had
    allowed = set(BYLINE)
    if "date" in front:
        d = front["date"]
        allowed |= {str(d.day), f"{d.day:02}", str(d.month), str(d.year)}
        allowed |= set(MONTHS[d.month].split()) | WEEKDAYS
    if front.get("end-mark") is True:
        allowed.add("30")
    lost = {w: n for w, n in over.items() if w not in allowed or n > 2}
    if lost:
        errors.append(f"lost: {lost}")
    if sum(over.values()) > 8:
        errors.append(f"many byline and date words: {dict(over)}")
    if lack:
        errors.append(f"not in the text: {dict(lack)}")
    return encoding, "crlf" if crlf else "lf", language, len(tokens), errors


def main():
    here = pathlib.Path(__file__).resolve().parent
    folders = [pathlib.Path(a) for a in sys.argv[1:] if a != "-v"] or [here / "seen", here / "unseen"]
    bad = count = 0
    for folder in folders:
        languages, encodings = collections.Counter(), collections.Counter()
        listed = [line.split("\t") for line in
                  (folder / "encodings.tsv").read_text("utf-8").splitlines()]
        found = []
        for txt in sorted(folder.glob("*.txt")):
            encoding, ends, language, size, errors = check(txt.with_suffix(""))
            found.append([txt.stem, encoding, ends])
            count += 1
            languages[language] += 1
            encodings[f"{encoding} {ends}"] += 1
            for error in errors:
                bad += 1
                print(f"{folder.name}/{txt.stem}: {error}")
            if "-v" in sys.argv:
                print(folder.name, txt.stem, encoding, ends, language, size)
        if sorted(listed) != sorted(found):
            bad += 1
            print(f"{folder.name}/encodings.tsv does not agree with the texts")
        print(folder.name, dict(languages), dict(encodings))
    print(f"{count} texts, {bad} complaints")
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main())
