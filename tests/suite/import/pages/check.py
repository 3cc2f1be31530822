#!/usr/bin/env python3
"""Check the corpus of saved pages: front matter, pictures, words, excerpts.

Usage: python3 check.py [NAME ...]     (needs PyYAML)
"""
import collections
import datetime
import html.parser
import pathlib
import re
import sys

import yaml

HERE = pathlib.Path(__file__).resolve().parent
KEYS = ["kicker", "title", "subtitle", "author", "date", "language", "publication", "rights"]
LABELS = {
    "navigation", "share", "cookies", "related", "comments", "newsletter", "advertisement",
    "author-box", "tags", "footer", "header", "contents", "edit-links",
}
INLINE = {
    "b", "i", "em", "strong", "font", "u", "sub",
    "math", "mi", "mn", "mo", "mrow", "msup", "msub", "msubsup", "mfrac", "mtext", "msqrt", "mroot", "mover", "munder", "munderover",
}
MARKERS = {"NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION", "PULLQUOTE", "SIDEBAR"}


class Text(html.parser.HTMLParser):
    """The words of a page: its text, and the attributes that say something."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.silent = 0
        self.out = []
        self.attributes = []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag == "style" or (tag == "script" and "math/tex" not in (values.get("type") or "")):
            self.silent += 1
        for name in ("alt", "title", "alttext", "content", "placeholder", "value"):
            if values.get(name):
                self.attributes.append(values[name])
        if tag not in INLINE:
            self.out.append(" ")

    def handle_endtag(self, tag):
        if tag in ("style", "script") and self.silent:
            self.silent -= 1
        if tag not in INLINE:
            self.out.append(" ")

    def handle_data(self, data):
        if not self.silent:
            self.out.append(data)


def decode(raw):
    if raw.startswith(b"\xef\xbb\xbf"):
        return raw.decode("utf-8-sig")
    found = re.search(rb"charset\s*=\s*[\"']?([\w-]+)", raw[:2048], re.I)
    name = found.group(1).decode().lower() if found else "utf-8"
    return raw.decode({"iso-8859-1": "cp1252"}.get(name, name))


def words(text):
    return re.findall(r"[^\W_]+", re.sub(r"(?<=\w)\*(?=\w)", " ", text).replace("*", "").replace("\u00ad", "").replace("\u200b", ""))


def holds(hay, needle):
    return bool(needle) and " " + " ".join(needle) + " " in " " + " ".join(hay) + " "


def plain(body):
    """The words of the Markdown, without its markup."""
    body = re.sub(r"^`{3,}.*$", "", body, flags=re.M)
    body = re.sub(r"^(> )?\[!(\w+)\]", r"\1", body, flags=re.M)
    body = re.sub(r"^\[\^[^\]]+\]: ", "", body, flags=re.M)
    body = re.sub(r"\[\^[^\]]+\]", "", body)
    body = re.sub(r"!\[([^\]]*)\]\(\S+?(?: \"([^\"]*)\")?\)", r"\1 \2", body)
    body = re.sub(r"\]\([^)\s]+\)", "", body)
    body = re.sub(r"<img[^>]*?alt=\"([^\"]*)\"[^>]*>", r" \1 ", body)
    body = re.sub(r"</?[a-zA-Z][^>]*>", " ", body)
    body = re.sub(r"^\d+\. ", "", body, flags=re.M)
    body = re.sub(r"^- \[[ x]\] ", "", body, flags=re.M)
    body = re.sub(r"(?<=\w)\*(?=\w)", " ", body)
    return body.replace("*", "").replace("`", "")


def check(path):
    name, folder, errors = path.stem, path.parent, []
    say = errors.append
    page = folder / (name + ".html")
    source = decode(page.read_bytes())
    reader = Text()
    reader.feed(source)
    text = "".join(reader.out)
    visible = words(text)
    everything = visible + words(" ".join(reader.attributes))
    flat = source.replace("&amp;", "&")

    split = re.match(r"---\n(.*?\n)---\n(.*)\Z", path.read_text("utf-8"), re.S)
    if not split:
        return ["no front matter"]
    front, body = yaml.safe_load(split.group(1)), split.group(2)
    order = [KEYS.index(key) if key in KEYS else -1 for key in front]
    if -1 in order or order != sorted(order):
        say(f"keys: {list(front)}")
    for key, value in front.items():
        if key == "date":
            if not isinstance(value, datetime.date) or isinstance(value, datetime.datetime):
                say(f"date: {value!r}")
            continue
        for part in value if isinstance(value, list) else [value]:
            if not isinstance(part, str) or not part:
                say(f"{key}: {part!r}")
            elif key != "language" and not holds(everything, words(part.replace("*", ""))):
                say(f"{key} not in the page: {part}")
    if "title" not in front:
        say("no title")
    if front.get("language", "").startswith("en"):
        say("language: English is not stated")

    # Markup without code blocks.
    prose = re.sub(r"^`{3,}.*?^`{3,}$", "", body, flags=re.M | re.S)
    level = 1
    for marks in re.findall(r"^(#+) ", prose, re.M):
        if len(marks) == 1 or len(marks) > level + 1:
            say(f"heading of level {len(marks)} after {level}")
        level = len(marks)
    for marker in re.findall(r"^> \[!(\w+)\]", prose, re.M):
        if marker not in MARKERS:
            say(f"marker {marker}")
    called = set(re.findall(r"\[\^([^\]]+)\](?!:)", prose))
    defined = set(re.findall(r"^\[\^([^\]]+)\]:", prose, re.M))
    if called != defined:
        say(f"notes: called {sorted(called)}, defined {sorted(defined)}")

    listed = folder / (name + ".missing")
    missing = set(listed.read_text("utf-8").split("\n")) - {""} if listed.exists() else set()
    pictures = re.findall(r"!\[[^\]]*\]\((\S+?)(?: \"[^\"]*\")?\)", prose)
    pictures += re.findall(r"<img[^>]*?src=\"([^\"]+)\"", prose)
    for address in pictures:
        if re.match(r"https?:", address):
            tail = re.sub(r"^https?://[^/]+", "", address)
            if address not in flat and tail not in flat:
                say(f"picture not in the page: {address}")
        else:
            if (folder / address).exists() == (address in missing):
                say(f"picture neither there nor listed, or both: {address}")
            if address not in flat:
                say(f"picture not in the page: {address}")
    for address in missing - set(pictures):
        say(f"listed as missing and not used: {address}")
    for address in re.findall(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)", re.sub(r"!\[[^\]]*\]\([^)]*\)", "", prose)):
        tail = re.sub(r"^https?://[^/]+/", "", address)
        if address not in flat and tail not in flat:
            say(f"link not in the page: {address}")
    for file in (folder / (name + "_files")).glob("*"):
        if file.stat().st_size > 2048:
            say(f"too large: {file.name}")

    wanted, there = collections.Counter(words(plain(body))), collections.Counter(everything)
    for word, count in wanted.items():
        if there[word] < count:
            say(f"word: {word!r} {count} times, in the page {there[word]}")

    content = words(plain(body))
    for line in (folder / (name + ".left-out")).read_text("utf-8").splitlines():
        excerpt, tab, label = line.partition("\t")
        if not tab or label not in LABELS:
            say(f"left-out: {line!r}")
        if not holds(visible, words(excerpt)):
            say(f"left-out not in the page: {excerpt}")
        if holds(content, words(excerpt)) and len(words(excerpt)) > 1:
            say(f"left-out is in the article: {excerpt}")
    return errors


def main():
    wanted, bad, count = set(sys.argv[1:]), 0, 0
    for half in ("seen", "unseen"):
        stems = {file.stem for file in (HERE / half).glob("*.html")}
        stems |= {file.stem for file in (HERE / half).glob("*.md")}
        for stem in sorted(stems):
            if wanted and stem not in wanted:
                continue
            count += 1
            for end in (".html", ".md", ".left-out"):
                if not (HERE / half / (stem + end)).exists():
                    print(f"{half}/{stem}: no {stem}{end}")
                    bad += 1
                    break
            else:
                for error in check(HERE / half / (stem + ".md")):
                    print(f"{half}/{stem}: {error}")
                    bad += 1
    print(f"{count} pages, {bad} faults")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
