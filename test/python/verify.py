#!/usr/bin/env python3
"""A second verifier of bundles, written from docs/protocol.md alone, with nothing but Python's standard library.

It shares no line with src/, and exists to disagree with it. Slow, and not for journalists: it prints a code, and no reason.

    python3 verify.py BUNDLE LETTER-ID     prints `valid` or the code of the refusal
    python3 verify.py --batch              reads lines `LETTER-ID LENGTH`, each with so many bytes after it: a verdict for each
    python3 verify.py --texts              reads lines `TEXT` (base64url): whether it is a letter's text, and a line of one
    python3 verify.py --signatures         reads lines `KEY MESSAGE SIGNATURE` (base64url): verdict, and whether the key enters
"""
import base64
import functools
import hashlib
import itertools
import json
import math
import re
import sys
from decimal import Decimal

sys.dont_write_bytecode = True
import letter_text


class Refused(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.code = code


def demand(holds, code):
    if not holds:
        raise Refused(code)


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


# protocol.md#encoding: base64url without padding, unused bits zero


def to_base64(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def from_base64(text):
    demand(isinstance(text, str) and re.fullmatch(r"[A-Za-z0-9_-]*", text) and len(text) % 4 != 1, "malformed")
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    demand(to_base64(data) == text, "malformed")
    return data


# protocol.md#json


def bound(data):
    depth, values, members, at = 0, 0, [0], 0
    while at < len(data):
        byte = data[at : at + 1]
        if byte == b'"':
            slashes = 1
            while slashes % 2:
                at = data.find(b'"', at + 1)
                if at < 0:
                    return
                slashes = 0
                while data[at - 1 - slashes] == 0x5C:
                    slashes += 1
        else:
            demand(byte in b" \t\n\r{}[]:,0123456789+-.Etrufalsne", "malformed")
            if byte in b"}]":
                demand(depth > 0, "malformed")
                depth -= 1
                members.pop()
            elif byte in b"{[":
                depth += 1
                demand(depth <= 64, "too_large")
                members.append(1 if byte == b"{" else 0)
                values += 1
            elif byte == b",":
                members[-1] += 1 if members[-1] else 0
                values += 1
                demand(members[-1] <= 64, "too_large")
            demand(values <= 1 << 20, "too_large")
        at += 1


def canonical(value):
    """RFC 8785."""
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, str):
        demand(not any("\ud800" <= c <= "\udfff" for c in value), "malformed")
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, (int, float)):
        return number(float(value))
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    for key in value:
        canonical(key)
    keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
    return "{" + ",".join(canonical(key) + ":" + canonical(value[key]) for key in keys) + "}"


def number(value):
    """ECMAScript's Number::toString."""
    demand(math.isfinite(value), "malformed")
    if value == 0:
        return "0"
    sign, digits, exponent = Decimal(repr(value)).normalize().as_tuple()
    digits, k = "".join(map(str, digits)), len(digits)
    n = k + exponent
    if k <= n <= 21:
        text = digits + "0" * (n - k)
    elif 0 < n <= 21:
        text = digits[:n] + "." + digits[n:]
    elif -6 < n <= 0:
        text = "0." + "0" * -n + digits
    else:
        text = digits[0] + ("." + digits[1:] if k > 1 else "") + f"e{n - 1:+d}"
    return "-" * sign + text


def refuse_constant(_):
    raise ValueError


def pairs(items):
    """An object, unless a key stands twice: then what is no object's canonical form."""
    value = dict(items)
    if len(value) != len(items):
        value[TWICE] = None
    return value


TWICE = "\x00a key stands twice"


def parse(data):
    bound(data)
    try:
        text = data.decode("utf-8")
        value = json.loads(
            text, parse_int=float, parse_constant=refuse_constant, object_pairs_hook=pairs
        )
    except ValueError:
        raise Refused("malformed") from None
    demand(canonical(value) == text, "not_canonical")
    return value


def document(data, form, most=4096):
    demand(len(data) <= most, "too_large")
    value = parse(data)
    if isinstance(value, dict) and "format" in value:
        demand(value["format"] == form.name, "unsupported_format")
    form(value)
    return value


# The form of fields: each takes a value, and refuses another.

SPACE = "\t-\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
CONTROL = re.compile("[\0-\t\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def raw(n):
    return lambda value: demand(len(from_base64(value)) == n, "malformed")


def raw_to(n):
    return lambda value: demand(1 <= len(from_base64(value)) <= n, "malformed")


def pattern(expression, most=10**9):
    form = re.compile(expression)
    return lambda value: demand(
        isinstance(value, str) and len(value) <= most and form.fullmatch(value), "malformed"
    )


def whole(least, most):
    return lambda value: demand(
        isinstance(value, float) and value.is_integer() and least <= value <= most, "malformed"
    )


def text(n):
    def check(value):
        demand(isinstance(value, str) and len(value.encode()) <= n, "malformed")
        demand(not CONTROL.search(value) and not re.fullmatch(f"[{SPACE}]*", value), "malformed")

    return check


def line(n):
    def check(value):
        text(n)(value)
        demand("\n" not in value and not re.search(f"^[{SPACE}]|[{SPACE}]\\Z", value), "malformed")

    return check


def label(n):
    def check(value):
        line(n)(value)
        demand(all(" " <= c <= "~" for c in value), "malformed")

    return check


def one_of(*values):
    # True is no 1 here.
    return lambda value: demand(any(value is v or (isinstance(v, str) and value == v) for v in values), "malformed")


def maybe(form):
    return lambda value: None if value is None else form(value)


def many(form, least, most):
    def check(value):
        demand(isinstance(value, list), "malformed")
        for item in value:
            form(item)
        demand(least <= len(value) <= most, "malformed")

    return check


def fields(name=None, /, **forms):
    def check(value):
        demand(isinstance(value, dict) and set(value) == set(forms), "malformed")
        for field, form in forms.items():
            form(value[field])

    if name is not None:
        forms["format"] = one_of(name)
    check.name = name
    return check


def seconds(value):
    """Since 1970; `malformed` of what is no time."""
    found = isinstance(value, str) and re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)Z", value, re.A)
    demand(found, "malformed")
    year, month, day, hour, minute, second = map(int, found.groups())
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    months = [31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    demand(1 <= month <= 12 and 1 <= day <= months[month - 1], "malformed")
    demand(hour < 24 and minute < 60 and second < 60, "malformed")
    y = year - 1
    days = y * 365 + y // 4 - y // 100 + y // 400 + sum(months[: month - 1]) + day - 719163
    return days * 86400 + hour * 3600 + minute * 60 + second


# protocol.md#hosts

LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"


def is_ipv6(host):
    groups = host.split(":")
    if "::" in host:
        left, right = (side.split(":") if side else [] for side in host.split("::", 1))
        missing = 8 - len(left) - len(right)
        if missing < 2:
            return False
        groups = left + ["0"] * missing + right
    if len(groups) != 8 or not all(re.fullmatch("0|[1-9a-f][0-9a-f]{0,3}", group) for group in groups):
        return False
    runs = [(length, -at) for at in range(8) for length in range(2, 9 - at) if groups[at : at + length] == ["0"] * length]
    if not runs:
        return ":".join(groups) == host
    length, at = max(runs)
    return ":".join(groups[:-at]) + "::" + ":".join(groups[length - at :]) == host


def base_url(value):
    demand(isinstance(value, str) and len(value) <= 200, "malformed")
    found = re.fullmatch(r"(https?)://(\[[0-9a-f:]+\]|[a-z0-9.-]+)(?::([1-9]\d{0,4}))?", value, re.A)
    demand(found, "malformed")
    scheme, host, port = found.groups()
    demand(port is None or (int(port) <= 65535 and port != {"http": "80", "https": "443"}[scheme]), "malformed")
    if host.startswith("["):
        demand(is_ipv6(host[1:-1]), "malformed")
    elif re.search(r"(?:^|\.)(?:[0-9]+|0x[0-9a-f]*)\Z", host):
        parts = host.split(".")
        demand(len(parts) == 4 and all(re.fullmatch("0|[1-9][0-9]{0,2}", p) and int(p) < 256 for p in parts), "malformed")
    else:
        demand(len(host) <= 253 and re.fullmatch(rf"{LABEL}(?:\.{LABEL})*", host), "malformed")


def host_of(url):
    return url.split("//", 1)[1].encode()


# protocol.md#ed25519

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT = pow(2, (P - 1) // 4, P)
SMALL_Y = {0, 1, P - 1} | {
    int.from_bytes(bytes.fromhex(y), "little")
    for y in (
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    )
}
SMALL_U = {0, 1, P - 1} | {
    int.from_bytes(bytes.fromhex(u), "little")
    for u in (
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    )
}
NOTHING = (0, 1, 1, 0)


def add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(n, p):
    sum_ = NOTHING
    while n > 0:
        if n & 1:
            sum_ = add(sum_, p)
        p, n = add(p, p), n >> 1
    return sum_


def same(p, q):
    return (p[0] * q[2] - q[0] * p[2]) % P == 0 and (p[1] * q[2] - q[1] * p[2]) % P == 0


@functools.lru_cache(maxsize=4096)
def point(data):
    """The point of 32 bytes; None if there is none, or if it is none that is looked at."""
    encoded = int.from_bytes(data, "little")
    y = encoded & ((1 << 255) - 1)
    if len(data) != 32 or y >= P or y in SMALL_Y:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P:
        return None
    if x & 1 != encoded >> 255:
        x = P - x
    return (x, y, 1, x * y % P)


BASE_Y = 4 * pow(5, -1, P) % P
BASE = point(BASE_Y.to_bytes(32, "little"))


@functools.lru_cache(maxsize=1 << 16)
def signed(key, message, signature):
    a, r = point(key), point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or len(signature) != 64 or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    return same(times(s, BASE), add(r, times(h, a)))


@functools.lru_cache(maxsize=1 << 12)
def enters(key):
    a = point(key)
    return a is not None and same(times(L, a), NOTHING)


def can_be_sealed_to(key):
    u = int.from_bytes(key, "little")
    return len(key) == 32 and u < P and u not in SMALL_U


# protocol.md#token

BEFORE = bytes.fromhex(
    "30820152303d06092a864886f70d01010a3030a00d300b0609608648016503040202"
    "a11a301806092a864886f70d010108300b0609608648016503040202a203020130"
    "0382010f003082010a0282010100"
)
AFTER = bytes.fromhex("0203010001")


def modulus(spki):
    """None if this is not a key in the one form."""
    n = spki[len(BEFORE) : -len(AFTER)]
    fits = spki == BEFORE + n + AFTER and len(n) == 256 and n[0] >= 0x80 and n[-1] % 2 == 1
    return int.from_bytes(n, "big") if fits else None


@functools.lru_cache(maxsize=1 << 16)
def pss(n, message, signature):
    """RSASSA-PSS-VERIFY, RFC 8017 section 8.1.2, with SHA-384, MGF1 with SHA-384 and a salt of 48 bytes."""
    s = int.from_bytes(signature, "big")
    if len(signature) != 256 or s >= n:
        return False
    em = pow(s, 65537, n).to_bytes(256, "big")
    db, h, end = em[:207], em[207:255], em[255]
    mask = b"".join(hashlib.sha384(h + i.to_bytes(4, "big")).digest() for i in range(5))[:207]
    if end != 0xBC or db[0] & 0x80:
        return False
    db = bytes([(db[0] ^ mask[0]) & 0x7F]) + bytes(a ^ b for a, b in zip(db[1:], mask[1:]))
    if db[:158] != bytes(158) or db[158] != 1:
        return False
    return hashlib.sha384(bytes(8) + hashlib.sha384(message).digest() + db[159:]).digest() == h


# The formats.

ID = pattern("[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?")
SIGNED_BY = fields(key=raw(32), signature=raw(64))


def summary(value):
    line(560)(value)
    demand(len(value) <= 140, "malformed")


TEXT = fields(
    title=line(200),
    addressee=line(200),
    summary=summary,
    body=text(200_000),
    language=pattern("[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*"),
)
MANIFEST = fields(
    "undersigned/manifest/v1",
    origin=base_url,
    letter=TEXT,
    translations=many(TEXT, 0, 20),
    occasion=maybe(line(500)),
    timeZone=pattern("[A-Za-z][A-Za-z0-9_+/-]{0,63}"),
    pressContact=maybe(line(500)),
    supersedes=maybe(raw(32)),
    workplaces=many(
        fields(
            id=ID,
            name=line(200),
            domains=many(pattern(rf"(?:{LABEL}\.)+[a-z][a-z0-9-]{{0,61}}[a-z0-9]", 253), 1, 50),
            mailbox=fields(dots=one_of("kept", "ignored")),
            headcount=maybe(whole(1, 10_000_000)),
        ),
        1,
        64,
    ),
    issuers=many(
        fields(
            workplace=ID,
            method=one_of("email-code", "voucher", "oidc"),
            name=line(200),
            url=base_url,
            key=raw_to(400),
            identityKey=raw(32),
        ),
        1,
        64,
    ),
    issuersRequired=whole(1, 5),
    threshold=whole(2, 1_000_000),
    opensAt=seconds,
    signsFrom=maybe(seconds),
    closesAt=seconds,
    releaseBy=seconds,
    epochSeconds=whole(1, 86_400),
    countStep=whole(1, 10_000),
    minimumCell=whole(1, 1_000),
    signing=one_of("now", "later"),
    roles=many(line(100), 0, 50),
    nameConditions=many(whole(1, 1_000_000), 0, 20),
    organizers=many(fields(label=label(60), signingKey=raw(32), sealingKey=raw(32)), 2, 12),
    approvals=whole(2, 12),
    receiptKey=raw(32),
    releaseKey=raw(32),
    sealing=one_of("DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-128-GCM"),
)
STATEMENT = fields(
    "undersigned/statement/v1",
    letter=raw(32),
    action=one_of("sign", "withdraw"),
    sequence=whole(0, 255),
    sealed=raw(32),
)
PROPOSAL = fields(
    "undersigned/proposal/v1",
    letter=raw(32),
    epoch=whole(1, 2**32 - 1),
    count=whole(0, 10**8),
    root=raw(32),
    cells=many(
        fields(workplace=ID, issuers=many(whole(0, 63), 1, 5), count=whole(0, 10**8), waiting=one_of(True, False)),
        1,
        4096,
    ),
    named=raw(32),
)
EDITION = fields(
    "undersigned/edition/v1",
    letter=raw(32),
    proposal=raw(32),
    names=many(
        fields(nullifier=raw(32), name=line(100), title=maybe(line(100)), address=maybe(label(254))), 0, 100_000
    ),
    struck=whole(0, 10**6),
    roles=many(fields(workplace=ID, role=maybe(line(100)), count=maybe(whole(0, 10**8))), 0, 10**4),
    embargo=maybe(seconds),
)
RECORD = fields(tokens=many(raw(354), 1, 5), key=raw(32), statement=raw_to(1024), signature=raw(64))
PARTS = dict(
    manifest=raw_to(512 * 1024),
    openings=many(SIGNED_BY, 0, 12),
    countersignings=many(SIGNED_BY, 0, 64),
    names=many(
        fields(nullifier=raw(32), issuer=whole(0, 63), address=label(254), holderSecret=raw(32), certificate=raw(64)),
        0,
        100_000,
    ),
    proposal=raw_to(1 << 20),
    proposalApprovals=many(SIGNED_BY, 0, 12),
    edition=raw_to(1 << 26),
    editionApprovals=many(SIGNED_BY, 0, 12),
    log=one_of(None),
)
BUNDLE = "undersigned/bundle/v1"


# protocol.md#manifest, Rules


def different(values):
    return len(set(values)) == len(values)


def lower(value):
    return re.sub("[A-Z]", lambda letter: letter.group().lower(), value)


def check_manifest(m):
    def rule(holds):
        demand(holds, "invalid_manifest")

    required, opens, closes, epoch = (m["issuersRequired"], seconds(m["opensAt"]), seconds(m["closesAt"]), m["epochSeconds"])
    texts = [m["letter"], *m["translations"]]
    words = [text[field] for text in texts for field in ("title", "addressee", "summary")]
    words += [m["occasion"] or "", m["pressContact"] or "", *m["roles"], *(one["label"] for one in m["organizers"])]
    words += [one["name"] for one in [*m["workplaces"], *m["issuers"]]]
    rule(all(letter_text.is_text(text["body"]) for text in texts) and all(map(letter_text.is_line, words)))
    rule(different([lower(text["language"]) for text in texts]))
    ids = [w["id"] for w in m["workplaces"]]
    rule(different(ids) and different([domain for w in m["workplaces"] for domain in w["domains"]]))
    for issuer in m["issuers"]:
        rule(issuer["workplace"] in ids and modulus(from_base64(issuer["key"])) is not None)
    for id_ in ids:
        rule(required <= sum(issuer["workplace"] == id_ for issuer in m["issuers"]) < 2 * required)
    rule(closes > opens and (closes - opens) % epoch == 0 and (closes - opens) // epoch <= 100_000)
    rule(seconds(m["releaseBy"]) > closes)
    if m["signsFrom"] is not None:
        signs = seconds(m["signsFrom"])
        rule(opens <= signs < closes and (signs - opens) % epoch == 0)
    rule(m["threshold"] >= m["minimumCell"] and m["approvals"] <= len(m["organizers"]))
    rule(different(m["roles"]) and all(len(canonical(role).encode()) - 2 <= 88 for role in m["roles"]))
    rule(all(a < b for a, b in itertools.pairwise(m["nameConditions"])))
    rule(different([lower(one["label"]) for one in m["organizers"]]))
    signing = [o["signingKey"] for o in m["organizers"]] + [i["identityKey"] for i in m["issuers"]] + [m["receiptKey"]]
    sealing = [o["sealingKey"] for o in m["organizers"]] + [m["releaseKey"]]
    rule(different(signing) and different(sealing) and different([i["key"] for i in m["issuers"]]))
    rule(all(enters(from_base64(key)) for key in signing))
    rule(all(can_be_sealed_to(from_base64(key)) for key in sealing))


def built(name, **said):
    return canonical({"format": name, **said}).encode()


def check_signers(entries, keys, name, field, letter, code):
    demand([entry["key"] for entry in entries] == keys, code)
    for entry in entries:
        data = built(name, **{"letter": to_base64(letter), field: entry["key"]})
        demand(signed(from_base64(entry["key"]), data, from_base64(entry["signature"])), code)


# protocol.md#bundle, Verifying


def verify(file, letter_id):
    head, records = read_file(file)
    manifest_bytes = from_base64(head["manifest"])
    letter = sha256(manifest_bytes)
    demand(base64.b32encode(letter).decode().lower()[:32] == letter_id, "letter_mismatch")
    m = document(manifest_bytes, MANIFEST, 512 * 1024)
    check_manifest(m)
    organizers = [one["signingKey"] for one in m["organizers"]]
    identities = [one["identityKey"] for one in m["issuers"]]
    check_signers(head["openings"], organizers, "undersigned/opening/v1", "organizer", letter, "invalid_opening")
    check_signers(
        head["countersignings"], identities, "undersigned/countersigning/v1", "issuer", letter, "invalid_countersigning"
    )

    proposal_bytes, edition_bytes = from_base64(head["proposal"]), from_base64(head["edition"])
    proposal = document(proposal_bytes, PROPOSAL, 1 << 20)
    edition = document(edition_bytes, EDITION, 1 << 26)
    demand(proposal["letter"] == edition["letter"] == to_base64(letter), "letter_mismatch")
    demand(edition["proposal"] == to_base64(sha256(proposal_bytes)), "proposal_mismatch")
    opens, epoch = seconds(m["opensAt"]), int(m["epochSeconds"])
    demand(proposal["epoch"] <= (seconds(m["closesAt"]) - opens) // epoch, "proposal_mismatch")
    if m["signsFrom"] is not None:
        demand(opens + proposal["epoch"] * epoch > seconds(m["signsFrom"]), "proposal_mismatch")

    cells = [
        (w["id"], list(some))
        for w in m["workplaces"]
        for some in itertools.combinations(
            [i for i, issuer in enumerate(m["issuers"]) if issuer["workplace"] == w["id"]], int(m["issuersRequired"])
        )
    ]
    issuers = {}
    for index, issuer in enumerate(m["issuers"]):
        spki = from_base64(issuer["key"])
        name, origin = host_of(issuer["url"]), host_of(m["origin"])
        challenge = b"\0\2" + len(name).to_bytes(2, "big") + name + b"\x20" + letter
        challenge += len(origin).to_bytes(2, "big") + origin
        issuers[sha256(spki)] = (index, sha256(challenge), modulus(spki))

    leaves, counts, known, before = [], [0] * len(cells), {}, b""
    for leaf, record in records:
        key = from_base64(record["key"])
        nonce = sha256(key)
        nullifier = sha256(b"undersigned/nullifier/v1", letter, nonce)
        demand(nullifier != before, "duplicate_record")
        demand(nullifier > before, "unsorted_records")
        before = nullifier
        cell = check_record(record, key, nonce, letter, issuers, cells)
        counts[cell] += 1
        leaves.append(sha256(b"\0", leaf))
        known[to_base64(nullifier)] = (key, cell)

    demand(proposal["count"] == len(leaves), "count_mismatch")
    said = [(c["workplace"], [int(i) for i in c["issuers"]]) for c in proposal["cells"]]
    demand(said == cells and [c["count"] for c in proposal["cells"]] == counts, "cell_mismatch")
    for cell, count in zip(proposal["cells"], counts):
        demand(cell["waiting"] if count == 0 else count >= m["minimumCell"], "cell_mismatch")
    demand(len(leaves) >= m["threshold"], "below_threshold")
    demand(proposal["root"] == to_base64(tree(leaves)), "root_mismatch")

    check_names(m, letter, cells, edition, proposal, head["names"], known)
    demand(not edition["roles"] or is_role_table(m, proposal["cells"], edition["roles"]), "invalid_role_table")
    for data, approvals in ((proposal_bytes, head["proposalApprovals"]), (edition_bytes, head["editionApprovals"])):
        last = -1
        for entry in approvals:
            place = organizers.index(entry["key"]) if entry["key"] in organizers else -1
            demand(place > last, "invalid_approval")
            demand(signed(from_base64(entry["key"]), data, from_base64(entry["signature"])), "invalid_approval")
            last = place
        demand(len(approvals) >= m["approvals"], "too_few_approvals")


def read_file(file):
    """Step 1: what stands beside the records, and the records with their bytes, as they come."""
    demand(file, "malformed")
    first, feed, rest = file.partition(b"\n")
    demand(len(first) <= 160 << 20, "too_large")
    if feed:
        demand(not re.fullmatch(rb"[ \t\r]*\{[ \t\r]*", first) or len(first) > 7, "not_canonical")
    else:
        demand(len(first) <= 64 << 20, "too_large")
    value = parse(first)
    demand(isinstance(value, dict) and "format" in value, "malformed")
    demand(value["format"] == BUNDLE, "unsupported_format")
    records = value.get("records")
    if isinstance(records, list):
        if feed:
            raise Refused("malformed" if rest else "not_canonical")
        demand(len(records) <= 10_000, "too_large")
    if isinstance(records, float):
        demand(records <= 1_000_000, "too_large")
    count = whole(0, 1_000_000) if feed else many(lambda _: None, 0, 10_000)
    fields(BUNDLE, **PARTS, records=count)(value)
    return value, lines(rest, int(records)) if feed else entries(records)


def entries(records):
    for record in records:
        leaf = canonical(record).encode()
        demand(len(leaf) <= 4096, "malformed")
        RECORD(record)
        yield leaf, record


def lines(rest, count):
    for _ in range(count):
        line_, feed, rest = rest.partition(b"\n")
        demand(feed and len(line_) <= 4096, "malformed")
        record = parse(line_)
        RECORD(record)
        yield line_, record
    demand(not rest, "malformed")


def check_record(record, key, nonce, letter, issuers, cells):
    statement = from_base64(record["statement"])
    said = document(statement, STATEMENT, 1024)
    demand(said["letter"] == to_base64(letter), "letter_mismatch")
    demand(said["action"] == "sign", "invalid_statement")
    vouching = []
    for token in map(from_base64, record["tokens"]):
        demand(len(token) == 354 and token[:2] == b"\0\2", "malformed")
        index, challenge, n = issuers.get(token[66:98], (None, None, None))
        demand(index is not None and token[2:34] == nonce and token[34:66] == challenge, "invalid_token")
        demand(pss(n, token[:98], token[98:]), "invalid_token")
        vouching.append(index)
    cell = [i for i, (_, some) in enumerate(cells) if some == vouching]
    demand(cell, "wrong_issuers")
    demand(signed(key, statement, from_base64(record["signature"])), "invalid_statement")
    return cell[0]


def tree(hashes):
    """RFC 6962 section 2.1, over the hashes of leaves."""
    if len(hashes) < 2:
        return hashes[0] if hashes else sha256()
    k = 1 << (len(hashes) - 1).bit_length() - 1
    return sha256(b"\1", tree(hashes[:k]), tree(hashes[k:]))


def check_names(m, letter, cells, edition, proposal, proofs, known):
    names, struck = edition["names"], edition["struck"]
    nobody = not m["nameConditions"] or proposal["named"] == to_base64(sha256())
    demand(not nobody or (not names and struck == 0), "invalid_name")
    demand(not names or len(names) >= m["nameConditions"][0], "invalid_name")
    demand(len(names) + struck <= proposal["count"], "invalid_name")
    nullifiers = [from_base64(one["nullifier"]) for one in names]
    shown = [one for one in names if one["address"] is not None]
    demand(all(a < b for a, b in itertools.pairwise(nullifiers)), "invalid_name")
    demand(different([one["address"] for one in shown]), "invalid_name")
    demand(all(one["nullifier"] in known for one in names), "invalid_name")
    demand([one["nullifier"] for one in shown] == [one["nullifier"] for one in proofs], "invalid_name")
    for one, proof in zip(shown, proofs):
        key, cell = known[one["nullifier"]]
        demand(proof["address"] == one["address"] and proof["issuer"] in cells[cell][1], "invalid_name")
        issuer = m["issuers"][int(proof["issuer"])]
        workplace = next(w for w in m["workplaces"] if w["id"] == issuer["workplace"])
        demand(is_mailbox(workplace, one["address"]), "invalid_name")
        holder = sha256(b"undersigned/holder/v1", from_base64(proof["holderSecret"]), key)
        data = built(
            "undersigned/identity/v1", letter=to_base64(letter), address=one["address"], holder=to_base64(holder)
        )
        identity = from_base64(issuer["identityKey"])
        demand(signed(identity, data, from_base64(proof["certificate"])), "invalid_certificate")


def is_mailbox(workplace, address):
    local, at, domain = address.rpartition("@")
    some = "[a-z0-9_'&-]+"
    form = some if workplace["mailbox"]["dots"] == "ignored" else rf"{some}(?:\.{some})*"
    return (
        at == "@"
        and domain in workplace["domains"]
        and len(local) <= 64
        and len(address) <= 254
        and re.fullmatch(form, local) is not None
    )


def is_role_table(m, cells, rows):
    """protocol.md#role-table, A reader."""
    groups = [*m["roles"], None] if m["roles"] else []
    if [(r["workplace"], r["role"]) for r in rows] != [(w["id"], g) for w in m["workplaces"] for g in groups]:
        return False
    least = m["minimumCell"]
    for at, workplace in enumerate(m["workplaces"]):
        counts = [row["count"] for row in rows[at * len(groups) : (at + 1) * len(groups)]]
        visible = [count for count in counts if count is not None]
        k = len(counts) - len(visible)
        h = sum(c["count"] for c in cells if c["workplace"] == workplace["id"]) - sum(visible)
        if any(count < least for count in visible):
            return False
        if k == 0:
            possible = h == 0
        elif not visible:
            possible = True
        else:
            possible = least <= h < k * (least - 1) or any(
                (h - s) % (k - p) == 0 and least <= (h - s) // (k - p) < min(visible)
                for p in range(1, k)
                for s in {*range(int(min(least, p * (least - 1) + 1))), p * (least - 1)}
            )
        if not possible:
            return False
    return True


def verdict(data, letter_id):
    try:
        verify(data, letter_id)
    except Refused as refused:
        return refused.code
    return "valid"


def main(given):
    if given == ["--batch"]:
        while said := sys.stdin.buffer.readline():
            letter_id, length = said.decode().rstrip("\n").split(" ")
            print(verdict(sys.stdin.buffer.read(int(length)), letter_id), flush=True)
    elif given == ["--texts"]:
        for said in sys.stdin:
            found = from_base64(said.strip()).decode()
            print(letter_text.is_text(found), letter_text.is_line(found), flush=True)
    elif given == ["--signatures"]:
        for said in sys.stdin:
            key, message, signature = map(from_base64, said.split())
            print(signed(key, message, signature), enters(key), flush=True)
    elif len(given) == 2:
        with open(given[0], "rb") as file:
            found = verdict(file.read(), given[1])
        print(found)
        sys.exit(0 if found == "valid" else 1)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
