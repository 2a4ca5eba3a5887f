"""Whether a text is a letter's, written from docs/protocol.md#letter-text and #letter-characters alone. It draws nothing."""
import bisect
import pathlib
import re

LISTS = pathlib.Path(__file__).resolve().parents[2] / "docs/letter-characters.txt"


class NoLetter(Exception):
    pass


def demand(holds):
    if not holds:
        raise NoLetter


def is_text(text):
    return holds(lambda: read(text))


def is_line(line):
    return holds(lambda: check_characters(line, False))


def holds(check):
    try:
        check()
    except NoLetter:
        return False
    return True


# protocol.md#letter-characters


def lists():
    found, name = {}, None
    for line in LISTS.read_text().split("\n"):
        if line.startswith("["):
            name = line.strip("[]")
            found[name] = []
        elif line and not line.startswith("#"):
            first, _, last = line.partition("-")
            found[name].append((int(first, 16), int(last or first, 16)))
    return {name: sorted(ranges) for name, ranges in found.items()}


LIST = lists()


def isin(name, c):
    if c == "":
        return False
    at = bisect.bisect_right(LIST[name], (ord(c), 0x110000)) - 1
    return at >= 0 and LIST[name][at][1] >= ord(c)


def has_direction(c):
    return isin("written", c) and not isin("neutral", c)


def is_word(c):
    return c != "" and c.isascii() and c.isalnum()


def is_blank(c):
    return c in ("", " ", "\n")


def check_characters(text, is_body):
    marks = 0
    for at, c in enumerate(text):
        before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
        if c == "\n" and is_body:
            demand(before != " ")
            marks = 0
            continue
        marks = marks + 1 if isin("marks", c) else 0
        demand(marks <= 4)
        if marks:
            demand(before != "" and (ord(before) > 0x7F or is_word(before)))
        if c == "\u200d" and (isin("pictures", before) or before == "\ufe0f"):
            demand(isin("pictures", after))
        elif c in "\u200c\u200d":
            demand(isin("joining", before) and (isin("joining", after) or isin("viramas", before)))
        elif c in "\ufe0e\ufe0f":
            is_key = before != "" and before in "0123456789#*" and after == "\u20e3"
            demand(isin("pictures", before) or before in ("\xa9", "\xae") or is_key)
        elif c in "\u180b\u180c\u180d\u180f":
            demand(isin("mongolian", before))
        elif c == "\u180e":
            demand(isin("mongolian", before) and isin("mongolian", after))
        else:
            demand(isin("written", c))
        if c == " " and before == " ":
            demand(is_body and re.fullmatch("[ >]*", text[text.rfind("\n", 0, at) + 1 : at]))
    demand(not text.endswith(" "))


# protocol.md#letter-text


def read(text):
    check_characters(text, True)
    lines = text.split("\n")
    notes = next((at for at, line in enumerate(lines) if kind(line) == "note"), len(lines))
    end = notes
    if end < len(lines) and end > 0 and lines[end - 1] == "":
        end -= 1
    mentions = []
    blocks(lines[:end], 0, False, mentions)
    count, is_gap = 0, False
    for line in lines[notes:]:
        if line == "":
            demand(not is_gap)
            is_gap = True
            continue
        is_gap = False
        count += 1
        found = re.fullmatch(r"\[\^(\d+)\]: (.+)", line, re.A)
        demand(found and found.group(1) == str(count))
        inline(found.group(2), None)
    demand(not is_gap and mentions == list(range(1, count + 1)))


def kind(line):
    if line == "":
        return "empty"
    if re.match("#+ ", line):
        return "heading"
    if line.startswith("- ") or line.startswith("1. "):
        return "item"
    if line.startswith("> ") or line == ">":
        return "quotation"
    if line.startswith("|"):
        return "row"
    if re.match(r"\[\^\d*\]:", line, re.A):
        return "note"
    return "indented" if line.startswith(" ") else "words"


def blocks(lines, depth, is_item, mentions):
    demand(depth <= 3 and lines and lines[0] != "" and lines[-1] != "")
    at, before, is_gap, number = 0, None, False, None
    while at < len(lines):
        line = lines[at]
        what = "words" if is_item and at == 0 else kind(line)
        if what == "empty":
            demand(not is_gap)
            at, is_gap = at + 1, True
            continue
        if number is not None and re.match(r"\d+\. ", line, re.A):
            # The next number would have continued the list.
            demand(line.startswith("1. ") and is_gap)
        number = None
        start = at
        if what == "words":
            demand(is_gap or before in (None, "heading"))
            at += 1
            while at < len(lines) and kind(lines[at]) == "words":
                at += 1
            inline("\n".join(lines[start:at]), mentions)
        elif what == "heading":
            demand(depth == 0 and line.index(" ") <= 2)
            inline(line[line.index(" ") + 1 :], mentions)
            at += 1
        elif what == "quotation":
            while at < len(lines) and kind(lines[at]) == "quotation":
                at += 1
            blocks([one[2:] for one in lines[start:at]], depth + 1, False, mentions)
        elif what == "row":
            while at < len(lines) and kind(lines[at]) == "row":
                at += 1
            demand(depth == 0)
            table(lines[start:at], mentions)
        elif what == "item":
            at, number = read_list(lines, at, depth, mentions)
        else:
            demand(False)
        before, is_gap = what, False


def read_list(lines, at, depth, mentions):
    """Where it ends, and its last number if it has numbers."""
    number = None if lines[at].startswith("- ") else 1
    while True:
        sign = "- " if number is None else f"{number}. "
        item, indent = [lines[at][len(sign) :]], " " * len(sign)
        at += 1
        while at < len(lines):
            if lines[at].startswith(indent):
                item.append(lines[at][len(sign) :])
                at += 1
            elif lines[at] == "" and at + 1 < len(lines) and lines[at + 1].startswith(indent):
                item.append("")
                at += 1
            else:
                break
        blocks(item, depth + 1, True, mentions)
        following = "- " if number is None else f"{number + 1}. "
        ahead = at + 1 if at < len(lines) and lines[at] == "" else at
        if ahead >= len(lines) or not lines[ahead].startswith(following):
            return at, number
        at, number = ahead, number and number + 1


def table(rows, mentions):
    demand(len(rows) >= 3)
    all_cells = [cells(row) for row in rows]
    demand(all(len(some) == len(all_cells[0]) for some in all_cells))
    demand(all(re.fullmatch("---|:--|:-:|--:", cell) for cell in all_cells[1]))
    for some in (all_cells[0], *all_cells[2:]):
        for cell in some:
            inline(cell, mentions)


def cells(row):
    found, at = [], 1
    while at < len(row):
        demand(row[at] == " ")
        end = at + 1
        while end < len(row) and row[end] != "|":
            end += 2 if re.match(SIGN, row[end:]) else 1
        demand(end < len(row))
        if end == at + 1:
            found.append("")
        else:
            demand(row[end - 1] == " " and end - 1 > at + 1)
            found.append(row[at + 1 : end - 1])
        at = end + 1
    demand(found)
    return found


# protocol.md#letter-inline

SIGN = re.compile(r"\\[\\*[\]#\->|.:]")
LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
HOST = rf"{LABEL}(?:\.{LABEL})*"
CHAR = r"(?:[A-Za-z0-9._~:/?#@!$&'()+,;=-]|%[0-9A-Fa-f]{2})"
ADDRESS = re.compile(rf"https?://{HOST}(?::[0-9]{{1,5}})?(?:[/?#]{CHAR}*)?|mailto:[A-Za-z0-9._+-]+@{HOST}")


def inline(text, mentions):
    """`mentions` collects them; None where none may be."""
    at, stars, brackets = 0, [], []
    while at < len(text):
        c, before = text[at], text[at - 1 : at] if at else ""
        if SIGN.match(text, at):
            at += 2
        elif c == "*":
            end = at
            while text[end : end + 1] == "*":
                end += 1
            read_stars(end - at, before, text[end : end + 1], at, stars)
            at = end
        elif text.startswith("[^", at):
            found = re.compile(r"\[\^([1-9][0-9]{0,5})\]").match(text, at)
            demand(found and mentions is not None)
            mentions.append(int(found.group(1)))
            no_link_around(brackets)
            at = found.end()
        elif c == "[":
            brackets.append([at, list(stars), True])
            at += 1
        elif c == "]":
            opened = brackets.pop() if brackets else None
            at += 1
            if opened and text[at : at + 1] == "(":
                at = read_link(text, at, opened, stars)
                no_link_around(brackets)
        elif re.compile("https?://|mailto:").match(text, at) and not is_word(before):
            at = read_address(text, at)
            no_link_around(brackets)
        else:
            at += 1
    demand(not stars)


def no_link_around(brackets):
    for one in brackets:
        one[2] = False


def read_stars(count, before, after, at, stars):
    if count > 2 or (is_blank(before) and is_blank(after)) or (is_word(before) and is_word(after)):
        return
    if not is_blank(before) and stars and stars[-1][0] == count:
        stars.pop()
    else:
        demand(not is_blank(after) and all(one[0] != count for one in stars))
        stars.append((count, at))


def read_link(text, at, opened, stars):
    """`at` is where its `(` stands."""
    start, stars_then, may_be = opened
    words = text[start + 1 : at - 1]
    demand(may_be and stars_then == stars and text[start - 1 : start] != "!")
    demand(words != "" and not is_blank(words[0]) and not is_blank(words[-1]))
    end, depth = at + 1, 0
    while end < len(text) and (depth > 0 or text[end] != ")"):
        depth += {"(": 1, ")": -1}.get(text[end], 0)
        end += 1
    demand(end < len(text) and ADDRESS.fullmatch(text, at + 1, end))
    return end + 1


def read_address(text, at):
    found = ADDRESS.match(text, at)
    demand(found)
    address, behind = found.group(), found.end()
    while behind < len(text) and text[behind] in ".,;:!?')*":
        behind += 1
    after = text[behind : behind + 1]
    is_foreign = after > "\x7f" and not isin("marks", after) and not has_direction(after)
    demand(is_blank(after) or after in '"<>[]|' or is_foreign)
    while address[-1] in ".,;:!?'" or (address[-1] == ")" and address.count(")") > address.count("(")):
        address = address[:-1]
    return at + len(address)
