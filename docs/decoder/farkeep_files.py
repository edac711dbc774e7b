"""The lower half of farkeep_decoder.py: the recovery sheet, and the pack and log files of a box's data directory.

Knows nothing of keys: who has no sheet can read as far as this file does.
"""
import contextlib, hashlib, os, re, struct, sys, zlib
from cryptography.exceptions import InvalidSignature, InvalidTag
from zstandard import ZstdError

MAX_OBJECT, MAX_LENGTH, ALPHABET = 8 << 20, (1 << 63) - 1, "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
NOTES, LOSSES = set(), []


class Damage(Exception):
    """Some bytes are not what the format says; the rest can still be read."""


class Refused(Exception):
    """The question itself cannot be answered: one sentence, exit code 2."""


def need(condition, what):
    if not condition:
        raise Damage(what)


def note(text):
    """Says, once, what is damaged but by itself loses nothing of the answer."""
    if text not in NOTES:
        print("note: " + text, file=sys.stderr)
    NOTES.add(text)


def lost(what, why):
    LOSSES.append(what)
    print("lost: %s: %s" % (what, why), file=sys.stderr)


def show(name):
    """Bytes for people: what is not printable is escaped."""
    text = name.replace(b"\0", b"/").decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


@contextlib.contextmanager
def about(what, say=None):
    """Whatever is wrong with bytes becomes damage to what they are; it is raised, or said and left at that."""
    try:
        yield
    except (Damage, ValueError, ZstdError, InvalidTag, InvalidSignature) as problem:
        text = "%s: %s" % (what, str(problem) or "its seal or signature is wrong")
        if not say:
            raise Damage(text) from None
        say(text)


class Reader:
    """Takes fields off the front of some bytes. Remembers where object ids stood: tags of nodes leave them out."""

    def __init__(self, data):
        self.data, self.pos, self.ids = data, 0, []

    def take(self, count):
        need(self.pos + count <= len(self.data), "it ends too early")
        self.pos += count
        return self.data[self.pos - count:self.pos]

    def number(self, size=1):
        return int.from_bytes(self.take(size), "big")

    def varint(self, most=MAX_LENGTH, least=0):
        value, shift, byte = 0, 0, 128
        while byte > 127 and shift < 63:
            byte = self.number()
            value, shift = value | (byte & 127) << shift, shift + 7
        need(byte < 128 and (byte or shift == 7) and least <= value <= most, "a figure is out of bounds")
        return value

    def block16(self, most):
        size = self.number(2)
        need(size <= most, "a block is too long")
        return self.take(size)

    def object_id(self):
        self.ids.append(self.pos)
        return self.take(32)

    def end(self):
        need(self.pos == len(self.data), "bytes are left over at its end")


CRC_TABLE = list(range(256))
for _ in range(8):
    CRC_TABLE = [row >> 1 ^ (0x82F63B78 if row & 1 else 0) for row in CRC_TABLE]


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc = crc >> 8 ^ CRC_TABLE[(crc ^ byte) & 255]
    return (crc ^ 0xFFFFFFFF).to_bytes(4, "big")


def up64(count):
    return (count + 63) // 64 * 64


def read_file(path, place, count):
    """Bytes of a file; fewer at its end or where its disk gives an error. (A mapped file would end the program there.)"""
    try:
        with open(path, "rb", buffering=0) as file:
            return os.pread(file.fileno(), count, place)
    except OSError as error:
        note("%s at %d cannot be read: %s" % (path, place, error.strerror))
        return b""


def read_sheet(path):
    """The recovery key and the first 8 bytes of the vault id, from the HTML sheet or a text file with the 12 groups."""
    if not os.path.isfile(path):
        raise Refused("There is no file %s with the sheet's groups." % path)
    text = read_file(path, 0, 65536).decode("utf-8", "replace").upper().translate(str.maketrans("OIL-", "011 "))
    printed = re.findall("</SMA11> ([0-9A-Z]{7})</11>", text)  # </small> and </li>, as the line above reads them
    groups, bits, wrong = printed or text.split(), "", []
    if len(groups) != 12:
        groups = re.findall(".{1,7}", "".join(groups))  # the spaces stand elsewhere, or are missing
    for number, group in enumerate(groups, 1):
        values, check = [ALPHABET.find(c) for c in group], 0
        for value in reversed(values[:6]):  # Horner's rule in GF(32): times x, reduced by x^5 + x^2 + 1
            check = (check ^ max(value, 0)) << 1
            check ^= 0b100101 if check & 32 else 0
        bits += "".join(format(max(value, 0), "05b") for value in values[:6])
        if len(values) != 7 or min(values) < 0 or check ^ number != values[6]:
            wrong.append("%d (%s)" % (number, group))
    if len(groups) != 12:
        raise Refused("A sheet has 12 groups of 7 characters, %s has %d characters." % (path, len("".join(groups))))
    if wrong:
        raise Refused("The sheet has a typing mistake in group %s." % ", ".join(wrong))
    data = int(bits, 2).to_bytes(45, "big")
    if data[0] != 1 or zlib.crc32(data[:41]) != int.from_bytes(data[41:], "big"):
        raise Refused("The sheet is of an unknown version, or several characters are wrong: its checksum does not match.")
    return data[1:33], data[33:41]


class Pack:
    """One pack file: finds its records by the footer, or without a good one by going through it."""

    def __init__(self, path):
        self.path, self.number, self.size = path, int(os.path.basename(path)[:16], 16), os.path.getsize(path)
        self.salt, self.end, self.sums, self.commits, self.bad = None, 0, b"", [], []
        for head in (self.read(0, 56), self.read(2048, 56)):
            if head[:4] != b"FKPK" or crc32c(bytes(8) + head[:52]) != head[52:]:
                note("%s: a copy of the header is damaged" % path)
            elif head[4] != 1:
                raise Refused("%s was written by a newer Farkeep (version %d)." % (path, head[4]))
            else:
                self.salt = head[12:20]
        self.records = self.sealed()
        if self.records is None:
            self.records = list(self.scan())

    def read(self, place, count):
        return read_file(self.path, place, count)

    def sealed(self):
        """(id, place, length) of each record that the footer lists; None without a good footer."""
        trailer = self.read(max(self.size - 128, 0), 128)
        if trailer[:5] == b"FKPF\1" and crc32c(bytes(8) + trailer[:124]) == trailer[124:]:
            count, self.salt, end, _, parity = struct.unpack(">I8sQQQ", trailer[12:48])
            footer, sums = self.read(end, self.size - end), count * 48 + (end + 4095) // 4096 * 4
            if len(footer) == sums + parity + 128 and hashlib.sha256(footer[:-48]).digest() == trailer[80:112]:
                self.end, self.sums = end, footer[count * 48:sums]
                return [(oid, at * 64, size) for oid, at, size in struct.iter_unpack(">32sII8x", footer[:count * 48])]
        if trailer[:4] == b"FKPF":
            note("%s: its footer is damaged; the pack is read without" % self.path)
        return None

    def whole(self, head, magic):
        """Whether 64 bytes are a head. Without a salt they may be: what counts then is that bytes match their id."""
        fits = head[:5] == magic + b"\1" and len(head) == 64
        return fits and (not self.salt or crc32c(self.salt + head[:60]) == head[60:])

    def scan(self):
        place = 4096
        while place < self.size:
            head, step = self.read(place, 64), 64
            length = int.from_bytes(head[8:12], "big")
            if self.whole(head, b"FKRC") and 0 < length <= min(MAX_OBJECT, self.size - place - 64):
                yield head[20:52], place, length
                step = up64(64 + length) if self.salt else 64
            elif self.whole(head, b"FKCM") and int.from_bytes(head[20:28], "big") == place:
                self.commits.append(struct.unpack(">IQQQQ", head[8:44]))
            elif not self.salt:
                pass  # nothing can be said of it
            elif self.bad and self.bad[-1][1] == place:
                self.bad[-1][1] = place + 64
            else:
                self.bad.append([place, place + 64])
            place += step

    def explain(self, place, length):
        """Which blocks of 4 KiB under a record do not match the checksums of the footer."""
        blocks = range(place // 4096, (place + length - 1) // 4096 + 1) if self.sums else ()
        bad = [n * 4096 for n in blocks
               if crc32c(self.read(n * 4096, min(4096, self.end - n * 4096))) != self.sums[n * 4:n * 4 + 4]]
        return "; damaged blocks of 4 KiB at " + ", ".join(map(str, bad[:9])) if bad else ""


def judge(packs):
    """Says of what is not whole in packs without a footer whether it is damage or was never acknowledged."""
    by_number, counted = {pack.number: pack for pack in packs}, {}
    for pack in packs:
        for number, sequence, place, begin, reach in pack.commits:
            data_pack = by_number.get(number)
            if not data_pack or data_pack.end or data_pack.size >= reach:
                counted[pack.number] = sequence, begin, place
    newest = max((sequence for sequence, _, _ in counted.values()), default=0)
    for pack in packs:
        sequence, begin, place = counted.get(pack.number, (0, 0, 0))
        for start, stop in pack.bad:
            damaged = start < (begin if sequence == newest else place)
            note("%s: what stands from %d to %d %s" % (pack.path, start, stop, "is damaged" if damaged
                 else "is not whole: it was never acknowledged, or is a damaged footer"))


def read_log(directory, name, most):
    """(entry, folder tag, snapshot id) of the frames that are whole in a log or its twin, and whether entries may be missing."""
    path = os.path.join(directory, name)
    both = [read_file(p, 0, 1 << 30) if os.path.exists(p) else b"" for p in (path, os.path.join(directory, "twin", name))]
    frames, place, bad, chain, number = [], 0, None, bytes(32), 0
    missing = not any(both)
    while place < max(map(len, both)):
        fits = [frame for frame in (whole_frame(data, place, most, path) for data in both) if frame
                and (frame[0] > number or hashlib.sha256(chain + frame[1] + frame[3]).digest() == frame[2])]
        if not fits:
            if bad is None and 0 < place == len(both[1]):
                break  # the twin is written last: what it never got was never acknowledged
            bad, place = place if bad is None else bad, place + 64
            continue
        at, named, chain, entry = fits[0]
        if at != number:
            note("%s and its twin are damaged before %d: entries %d to %d are lost" % (path, place, number, at - 1))
            missing = True
        bad, number, place = None, at + 1, place + up64(128 + len(entry))
        frames.append((entry, named[:16], named[16:]))
    if bad is not None:
        note("%s: what stands from %d on is not whole: it was never acknowledged, or is damaged" % (path, bad))
    return frames, missing or bad is not None


def whole_frame(data, place, most, path):
    """Number, what it is about, chain and entry of a frame; None where there is none."""
    head, length = data[place:place + 128], int.from_bytes(data[place + 8:place + 12], "big")
    entry = data[place + 128:place + 128 + length]
    if head[:4] != b"FKLE" or length > most or crc32c(head[:124] + entry) != head[124:]:
        return None
    if head[4] != 1:
        raise Refused("%s was written by a newer Farkeep (version %d)." % (path, head[4]))
    return int.from_bytes(head[16:24], "big"), head[24:72], head[72:104], entry
