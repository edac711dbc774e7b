#!/usr/bin/python3
"""Reads a Farkeep box's data directory without Farkeep: written from docs/format.md alone, to show that it is enough.

Needs Python 3.9, python3-cryptography and python3-zstandard. Reads the box only; writes below DEST. Exit code: 0 all is
there; 1 something is lost, and named; 2 the question has no answer. The parts follow the sections of that page.
"""
import argparse, collections, contextlib, glob, hashlib, hmac, os, re, stat, struct, sys, time, zlib
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from zstandard import ZstdDecompressor, ZstdError

MAX_OBJECT, MAX_LENGTH, LOSSES = 8 << 20, (1 << 63) - 1, []
CHUNK, FILE_NODE, PATH_NODE, SNAPSHOT = 1, 2, 3, 4                     # kinds of objects
FULL, PATCH, NODE, RECORD = 1, 2, 3, 4                                 # types of their payloads
GENESIS, DEVICE, KEYS, FOLDER, OWNER = 1, 2, 4, 5, 3                   # types of vault log entries, and a role
FILE, DIRECTORY, SYMLINK, PIPE, CHARACTER, BLOCK = 1, 2, 3, 4, 5, 6    # types of what is at a path

# ---- What is said
class Damage(Exception):
    """Some bytes are not what the format says; the rest can still be read."""

class Refused(Exception):
    """The question itself has no answer: one sentence, exit code 2."""

def need(condition, what):
    if not condition:
        raise Damage(what)

def note(text):
    print("note: " + text, file=sys.stderr)

def lost(text):
    LOSSES.append(text)
    print("lost: " + text, file=sys.stderr)

@contextlib.contextmanager
def about(what, say=None):
    """Whatever is wrong with bytes becomes damage to what they are; it is raised, or said and left at that."""
    try:
        yield
    except (Damage, OSError, ValueError, LookupError, ZstdError, InvalidTag, InvalidSignature) as problem:
        text = "%s: %s" % (what, str(problem) or "its seal or signature is wrong")
        if not say:
            raise Damage(text) from None
        say(text)

def show(name):  # for people: what is not printable is escaped
    return repr(name.replace(b"\0", b"/").decode("utf-8", "backslashreplace"))[1:-1]

# ---- Conventions
class Reader:
    """Takes fields off the front of some bytes."""
    def __init__(self, data):
        self.data, self.pos = data, 0

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

    def block16(self):
        return self.take(self.number(2))

def sha256(data): return hashlib.sha256(data).digest()
def mac(key, data): return hmac.digest(key, data, "sha256")
def expand(key, info): return mac(key, info + b"\1")
def open_gcm(key, aad, data): return AESGCM(key).decrypt(bytes(12), data, aad)
def raw_public(private): return private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
def up64(count): return (count + 63) // 64 * 64

CRC_TABLE = list(range(256))
for _ in range(8):
    CRC_TABLE = [row >> 1 ^ (0x82F63B78 if row & 1 else 0) for row in CRC_TABLE]

def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc = crc >> 8 ^ CRC_TABLE[(crc ^ byte) & 255]
    return (crc ^ 0xFFFFFFFF).to_bytes(4, "big")

def read_file(path, place, count):
    """Bytes of a file; fewer at its end, none where it is missing or its disk gives an error."""
    try:
        with open(path, "rb", buffering=0) as file:
            return os.pread(file.fileno(), count, place)
    except OSError as error:
        note("%s at %d cannot be read: %s" % (path, place, error.strerror))
        return b""

# ---- Recovery sheet
def read_sheet(path):
    """The recovery key and the first 8 bytes of the vault id, from a text file with the 12 groups or the HTML sheet."""
    text = read_file(path, 0, 65536).decode("utf-8", "replace").upper().translate(str.maketrans("OIL-", "011 "))
    groups, bits = re.findall("</SMA11> ([0-9A-Z]{7})</11>", text) or text.split(), ""  # "11" was "LI", or "LL"
    for number, group in enumerate(groups, 1):
        values, check = ["0123456789ABCDEFGHJKMNPQRSTVWXYZ".find(c) for c in group], 0
        for value in reversed(values[:6]):  # Horner's rule in GF(32): times x, reduced by x^5 + x^2 + 1
            check = (check ^ value) << 1
            check ^= 0b100101 if check & 32 else 0
        if len(values) != 7 or min(values) < 0 or check ^ number != values[6]:
            raise Refused("The sheet has a typing mistake in group %d (%s)." % (number, group))
        bits += "".join(format(value, "05b") for value in values[:6])
    data = int(bits or "0", 2).to_bytes(len(bits) // 8, "big")
    if len(data) != 45 or data[0] != 1 or zlib.crc32(data[:41]) != int.from_bytes(data[41:], "big"):
        raise Refused("%s holds no sheet of 12 groups of 7 characters whose checksum is right." % path)
    return data[1:33], data[33:41]

# ---- Log files
def read_frame(data, place, path):
    """Number, folder tag and snapshot id, chain, and entry of the frame at a place; None where there is none."""
    head, length = data[place:place + 128], int.from_bytes(data[place + 8:place + 12], "big")
    entry = data[place + 128:place + 128 + length]
    if head[:4] != b"FKLE" or length > 61440 or crc32c(head[:124] + entry) != head[124:]:
        return None
    if head[4] != 1:
        raise Refused("%s was written by a newer Farkeep (version %d)." % (path, head[4]))
    return int.from_bytes(head[16:24], "big"), head[24:72], head[72:104], entry

def read_log(directory, name):
    """(entry, folder tag, snapshot id) of each frame that is whole in a log or its twin; whether some are missing."""
    path, twin = os.path.join(directory, name), os.path.join(directory, "twin", name)
    both = read_file(path, 0, 1 << 30), read_file(twin, 0, 1 << 30)
    frames, place, chain, number, missing = [], 0, bytes(32), 0, not any(both)
    while place < max(map(len, both)):
        found = [frame for frame in (read_frame(data, place, path) for data in both) if frame]
        fits = [f for f in found if f[0] > number or f[0] == number and sha256(chain + f[1] + f[3]) == f[2]]
        if fits:
            number, what, chain, entry = fits[0][0] + 1, *fits[0][1:]
            frames.append((entry, what[:16], what[16:]))
            place += up64(128 + len(entry))
        elif place == len(both[1]) > 0:
            break  # the twin is written last: what it never got was never acknowledged
        else:
            missing, place = True, place + 64
    if missing:
        note("%s and its twin are damaged: %d entries can be read" % (path, len(frames)))
    return frames, missing

# ---- Pack
def read_pack(path):
    """(id, place of the object, length) of each record. A footer would save time, but tells nothing that they don't."""
    salt, place, size = None, 4096, os.path.getsize(path)  # without a salt, any head may be one: ids tell
    for head in (read_file(path, 0, 56), read_file(path, 2048, 56)):
        if head[:4] == b"FKPK" and crc32c(bytes(8) + head[:52]) == head[52:]:
            if head[4] != 1:
                raise Refused("%s was written by a newer Farkeep (version %d)." % (path, head[4]))
            salt = head[12:20]
    while place < size:
        head, step = read_file(path, place, 64), 64  # where no record begins, one may 64 bytes further on
        length = int.from_bytes(head[8:12], "big")
        if head[:5] == b"FKRC\1" and length <= MAX_OBJECT and (not salt or crc32c(salt + head[:60]) == head[60:]):
            yield head[20:52], place + 64, length
            step = up64(64 + length) if salt else 64
        place += step

# ---- Vault log, keys and key spaces
class VaultLog:
    """Roots, secrets and folders' names, from the entries that owners signed."""
    def __init__(self, directory, key):
        self.roots, self.secrets, self.folders, self.id = {}, {}, {}, bytes.fromhex(os.path.basename(directory))
        self.private = X25519PrivateKey.from_private_bytes(expand(key, b"farkeep/recovery-x25519"))
        self.recovery = raw_public(Ed25519PrivateKey.from_private_bytes(expand(key, b"farkeep/recovery-ed25519")))
        frames, self.missing = read_log(directory, "vault.log")
        self.known, self.owners = set(), {self.recovery}
        for data, _, _ in frames:
            with about("vault.log: an entry is not taken in", note):
                self.take_in(data)
        if not self.roots:
            raise Refused("The sheet opens no key of this vault: vault.log and its twin are too damaged.")

    def take_in(self, data):
        reader, genesis = Reader(data), sha256(data) == self.id
        need(reader.take(4) == b"FKL\1", "its magic or version is unknown")
        of, parents, author = reader.number(), [reader.take(32) for _ in range(reader.number())], reader.take(32)
        body, signature = Reader(reader.take(reader.number(4))), reader.take(64)
        signed = b"farkeep/vault-log" + (bytes(32) if genesis else self.id) + data[:-64]
        Ed25519PublicKey.from_public_bytes(author).verify(signature, signed)
        need(genesis == (of == GENESIS), "it is another vault's")
        # in a damaged log, an author may be made an owner by what is missing: better less proof than no data
        need(self.missing or author in self.owners and self.known.issuperset(parents), "its author was no owner")
        self.known.add(sha256(data))
        if of in (GENESIS, DEVICE):
            body.take(65 if genesis else 0)  # chunker, recovery key, the commitment that the first KEYS repeats
            device, _, role = body.take(32), body.take(32), body.number()
            self.owners |= {device} if role == OWNER else set()
        elif of == FOLDER:
            folder, _, _ = body.take(16), body.take(8), body.take(32 * body.number())
            self.folders[folder] = body.block16()
        elif of == KEYS:
            self.open_root(body)  # and BOX, POLICY and REVOKE say nothing that reading needs

    def open_root(self, body):
        space, _, commitment = body.take(8), body.take(8), body.take(32)
        wraps = {body.take(32): (body.take(32), body.take(48)) for _ in range(body.number(2))}
        _, secrets = body.block16(), body.block16()
        enc, wrapped = wraps[self.recovery]  # every root is wrapped to the recovery key
        label = b"HPKE-v1KEM\0\x20"  # Decap of DHKEM(X25519, HKDF-SHA256), RFC 9180, section 4.1
        prk = mac(b"", label + b"eae_prk" + self.private.exchange(X25519PublicKey.from_public_bytes(enc)))
        shared = expand(prk, b"\0\x20" + label + b"shared_secret" + enc + raw_public(self.private))
        root = open_gcm(expand(shared, b"farkeep/wrap" + self.id + commitment + self.recovery), b"", wrapped)
        need(sha256(b"farkeep/keyId" + root) == commitment, "a root does not match its commitment")
        self.roots[commitment[:8]] = root, space
        if secrets:  # with the first root of a space: K_tree, K_dedup, chunking secret
            self.secrets[space] = open_gcm(expand(root, b"farkeep/secrets"), b"", secrets)

    def folder_name(self, tag):
        with about("the name of folder %s cannot be read" % tag.hex(), note):
            reader, clear = Reader(self.folders.get(tag, b"")), b"farkeep/name/folder" + tag
            (root, _), name_tag = self.roots.get(reader.take(8), (b"", b"")), reader.take(32)
            name_key = expand(root, b"farkeep/name")
            padded = open_gcm(expand(name_key, b"farkeep/name-seal" + name_tag), clear, reader.data[40:])
            need(mac(expand(name_key, b"farkeep/name-tag"), clear + padded) == name_tag, "its tag is wrong")
            plain = Reader(padded[2:])
            need(plain.number() == 1, "its version is unknown")
            return plain.take(plain.varint(255))
        return tag.hex().encode()

# ---- Stored object, payload, sealing
Opened = collections.namedtuple("Opened", "plain level clear secrets")

class Vault:
    """Finds objects in the packs and opens them. Keeps a list of their places in memory, not the packs."""
    def __init__(self, directory, key):
        self.log, self.places = VaultLog(directory, key), collections.defaultdict(list)
        for path in sorted(glob.glob(os.path.join(glob.escape(directory), "packs", "??", "*.pk"))):
            for oid, place, length in read_pack(path):
                self.places[oid].append((path, place, length))

    def fetch(self, oid):
        """The stored object, from the first place that has it whole."""
        for where in self.places.get(oid, ()):
            raw = read_file(*where)
            if sha256(raw) == oid:
                return raw
        raise Damage("; ".join("damaged in %s at %d, %d bytes" % it for it in self.places.get(oid, ())) or "in no pack")

    def open(self, oid, kind):
        """Checks and opens one object."""
        with about("object " + oid.hex()):
            raw = self.fetch(oid)
            header = Reader(raw)
            need(header.take(6) == b"FKO\1\1%c" % kind, "its version or suite is unknown, or its kind another")
            level, flags, key_id, size, count = struct.unpack(">BB8sHI", header.take(16))
            need(level < 64 and flags == 0 and size <= 4096 and count <= 16384, "it is out of bounds")
            clear, _ = header.take(size), header.take(32 * count)  # the children are named in the payload again
            aad, tag = raw[:header.pos], header.take(32)
            root, space = self.log.roots[key_id]
            sealed = raw[header.pos:-64] if kind == SNAPSHOT else raw[header.pos:]
            payload = open_gcm(expand(expand(root, b"farkeep/object"), b"farkeep/object" + tag), aad + tag, sealed)
            need(mac(expand(root, b"farkeep/tag"), b"farkeep/tag/1" + aad + payload) == tag, "its tag is wrong")
            reader = Reader(payload)
            of, codec, length = reader.number(), reader.number(2), reader.varint(MAX_OBJECT)
            plain = reader.take(reader.varint())  # and behind it zeros, up to the Padmé length
            if codec:
                need(codec >> 12 == 1, "its codec is unknown")
                plain = ZstdDecompressor().decompress(plain, max_output_size=length)
            fits = {CHUNK: PATCH if level else FULL, SNAPSHOT: RECORD}.get(kind, NODE)
            need(len(plain) == length and of == fits, "its length or type is wrong")
            return Opened(plain, level, clear, self.log.secrets[space])

    def content(self, oid, tag, length):
        """The plain bytes of a chunk that a reference names."""
        chunk = self.open(oid, CHUNK)
        plain = self.patched(chunk) if chunk.level else chunk.plain
        need(len(plain) == length and mac(chunk.secrets[32:64], plain)[:16] == tag, "a chunk is another one")
        return plain

    def patched(self, chunk):
        program, runs = Reader(chunk.plain), []
        bases = [self.open(program.take(32), CHUNK) for _ in range(program.number())]
        need(not any(base.level for base in bases), "a base is no FULL chunk")
        left, whole = program.varint(MAX_OBJECT), program.take(32)
        for _ in range(program.varint(65536)):
            source = program.number()
            need(source <= len(bases), "it has no base %d" % source)
            base = Reader(bases[source - 1].plain) if source else program
            base.pos = program.varint() if source else program.pos
            runs.append(base.take(program.varint(left)))
            left -= len(runs[-1])
        need(not left and mac(chunk.secrets[32:64], b"".join(runs)) == whole, "its result is wrong")
        return b"".join(runs)

    # ---- File trees and path trees
    def node(self, kind, oid, level):
        """Level and items of a node. Its tag is for comparing trees: ids vouch for all that is below a snapshot."""
        opened = self.open(oid, kind)
        reader, items, key = Reader(opened.plain), [], b""
        version, found, count = reader.number(), reader.number(), reader.varint(4096)
        need(version == 1 and found == opened.level and level in (None, found), "a node's version or level is wrong")
        for _ in range(count):
            if kind == PATH_NODE:
                key = key[:reader.varint(len(key))] + reader.take(reader.varint(4096))
            if found:  # id, tag and figures of a child; in front of them its last key
                child = reader.take(32), reader.take(16), reader.varint(least=1)
                items.append((key, *child, reader.varint()) if kind == PATH_NODE else child)
            else:
                items.append((key, read_entry(reader)) if kind == PATH_NODE else read_item(reader))
        return found, items

    def file_items(self, oid, length, level=None):
        """The items below a node of a file tree; Damage in place of the id of what is lost."""
        try:
            level, items = self.node(FILE_NODE, oid, level)
        except Damage as damage:
            level, items = 0, [(damage, b"", length, 1)]
        for item in items:
            yield from self.file_items(item[0], item[2], level - 1) if level else (item,)

    def paths(self, oid, level=None, last=b"the end"):
        """(key, entry) of all that is below a path node; Damage in place of what cannot be read up to a key."""
        try:
            level, items = self.node(PATH_NODE, oid, level)
        except Damage as damage:
            yield last, Damage("it and what stands before it: %s" % damage)
            return
        for item in items:
            yield from self.paths(item[1], level - 1, item[0]) if level else (item,)

# ---- Items and entries
def read_item(reader):  # (id, content tag, length, repeat); a hole has no id
    kind = reader.number()
    need(kind <= 2, "an item is of an unknown kind")
    head = (reader.take(32), reader.take(16)) if kind else (None, b"")
    return (*head, reader.varint(least=1), reader.varint(least=2) if kind == 2 else 1)

def read_time(reader, _):  # nanoseconds since 1970
    z = reader.varint()
    return (-(z + 1 >> 1) if z & 1 else z >> 1) * 10 ** 9 + reader.varint(999999999)

TYPE, MTIME, MODE, OWNERS, TARGET, GROUP, ATTRIBUTES, STORED, SIZE, INLINE, ITEMS, TREE, NUMBER = range(1, 14)
FIELDS = {TYPE: lambda r, n: r.number(), MTIME: read_time, MODE: lambda r, n: r.varint(4095),
          OWNERS: lambda r, n: (r.varint(), r.varint(), r.take(r.varint(255)), r.take(r.varint(255))),
          STORED: lambda r, n: (r.take(32), r.take(16), r.varint(MAX_OBJECT)), SIZE: lambda r, n: r.varint(),
          ITEMS: lambda r, n: [read_item(r) for _ in range(r.varint(64, 1))],
          TREE: lambda r, n: (r.take(32), r.take(16)), NUMBER: lambda r, n: r.number(8)}

def read_entry(reader):
    """What is at a path: its fields by their tags."""
    entry, end = {}, reader.varint(16384) + reader.pos
    while reader.pos < end:
        tag, size = reader.number(), reader.varint(16384)
        stop = reader.pos + size
        entry[tag] = FIELDS.get(tag, Reader.take)(reader, size)
        need(reader.pos == stop, "a field is wrong")
    need({TYPE, MTIME, MODE, OWNERS} <= entry.keys() and entry[TYPE] <= BLOCK, "an entry is not whole")
    return entry

# ---- Snapshots
Snapshot = collections.namedtuple("Snapshot", "id root folder sequence time message files size")

def read_snapshot(vault, oid):
    opened = vault.open(oid, SNAPSHOT)
    clear, record = Reader(opened.clear), Reader(opened.plain)
    need(clear.number() == record.number() == 1, "its version is unknown")
    root, _ = clear.take(32), clear.take(32 * clear.number())
    folder, _, sequence, _ = clear.take(16), clear.take(32), clear.number(8), clear.take(72 * clear.number())
    when, message, files, size = record.number(8), record.take(record.varint(1024)), record.varint(), record.varint()
    return Snapshot(oid, root, folder, sequence, when / 1000, message, files, size)

def read_folders(vault, directory):
    """Folder tag -> its snapshots, by sequence; the head, which the last entry of the head log names, comes last."""
    folders = collections.defaultdict(list)
    heads = {folder: oid for _, folder, oid in read_log(directory, "heads.log")[0]}
    kept = [oid for oid, where in vault.places.items()
            if read_file(where[0][0], where[0][1], 6) == b"FKO\1\1%c" % SNAPSHOT]
    for oid in dict.fromkeys([*kept, *heads.values()]):
        with about("snapshot " + oid.hex(), lost):
            snapshot = read_snapshot(vault, oid)
            folders[snapshot.folder].append(snapshot)
    return {tag: sorted(all, key=lambda s: (s.id == heads.get(tag), s.sequence)) for tag, all in folders.items()}

# ---- Restoring
class Restore:
    """Writes one snapshot to the current directory. A file that is not whole gets another name, and is told."""
    def __init__(self, vault, root):
        self.vault, self.done, self.links, directories = vault, 0, {}, []
        for key, entry in vault.paths(root):
            path = key.replace(b"\0", b"/") or b"."
            with about(show(key), lost):
                if isinstance(entry, Damage):
                    raise entry
                fits = all(0 < len(n) < 256 and b"/" not in n and n not in (b".", b"..") for n in key.split(b"\0"))
                need(fits or not key, "its name is not allowed")
                os.makedirs(os.path.dirname(path) or b".", exist_ok=True)  # its directory's own entry may be lost
                if entry[TYPE] == DIRECTORY:
                    os.makedirs(path, exist_ok=True)
                    directories.append((path, entry))
                else:
                    self.make(path, entry)
                self.done += 1
        for path, entry in reversed(directories):  # last, since their times change with what is made in them
            self.dress(path, entry)

    def make(self, path, entry):
        link = self.links.get(entry.get(GROUP))
        if link:
            return os.link(link, path, follow_symlinks=False)
        if entry[TYPE] == FILE:
            self.write(path, entry)
        elif entry[TYPE] == SYMLINK:
            os.symlink(entry[TARGET], path)
        else:
            kinds = {PIPE: stat.S_IFIFO, CHARACTER: stat.S_IFCHR, BLOCK: stat.S_IFBLK}
            os.mknod(path, kinds[entry[TYPE]] | 0o600, entry.get(NUMBER, 0))
        self.dress(path, entry)
        self.links[entry.get(GROUP, path)] = path

    def write(self, path, entry):
        """Writes a file's content; what of it is lost stays zeros, under a name that says so."""
        items, place, damages, last = entry.get(ITEMS, ()), 0, [], (None, b"")
        items = self.vault.file_items(entry[TREE][0], entry[SIZE]) if TREE in entry else items
        with open(path, "xb", buffering=0) as file:
            for oid, tag, length, repeat in items:
                try:
                    if isinstance(oid, Damage):
                        raise oid
                    if oid and last[0] != (oid, tag, length):
                        last = (oid, tag, length), self.vault.content(oid, tag, length)
                    for turn in range(repeat if oid else 0):
                        os.pwrite(file.fileno(), last[1], place + turn * length)
                except Damage as damage:
                    damages.append("%d bytes from %d on: %s" % (length * repeat, place, damage))
                place += length * repeat
            place += file.write(entry.get(INLINE, b""))
            os.ftruncate(file.fileno(), entry[SIZE])
        if damages or place != entry[SIZE]:
            os.rename(path, path + b".damaged")
            raise Damage("; ".join(damages) or "it has %d bytes, not %d" % (place, entry[SIZE]))

    def dress(self, path, entry):
        """Owner, attributes, mode and time, in the order in which they don't undo one another."""
        with about("owner or attributes of " + show(path), lost):
            if os.geteuid() == 0:
                os.chown(path, *entry[OWNERS][:2], follow_symlinks=False)
            reader = Reader(entry.get(ATTRIBUTES) or (self.vault.content(*entry[STORED]) if STORED in entry else b"\0"))
            for _ in range(reader.varint()):
                name, value = reader.take(reader.varint(255)), reader.take(reader.varint(65536))
                os.setxattr(path, name, value, follow_symlinks=False)
        if entry[TYPE] != SYMLINK:  # set-id bits only where owner and group are those who had them
            user, group = os.stat(path).st_uid == entry[OWNERS][0], os.stat(path).st_gid == entry[OWNERS][1]
            os.chmod(path, entry[MODE] & ~(0 if user else stat.S_ISUID) & ~(0 if group else stat.S_ISGID))
        os.utime(path, ns=(entry[MTIME], entry[MTIME]), follow_symlinks=False)

# ---- Commands
def answer(given):
    key, prefix = read_sheet(given.sheet)
    directories = glob.glob(os.path.join(glob.escape(os.path.abspath(given.box)), "vaults", prefix.hex() + "*"))
    if not directories:
        raise Refused("The sheet is for vault %s…, which is not in %s." % (prefix.hex(), given.box))
    vault = Vault(directories[0], key)
    folders = read_folders(vault, directories[0])
    names = {tag: show(vault.log.folder_name(tag)) for tag in folders}
    if given.command == "snapshots":
        for tag, found in folders.items():
            print("folder %s (tag %s)" % (names[tag], tag.hex()))
            for s in found:
                when = time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(s.time))
                print("  #%d  %s  %d files  %d bytes  %s" % (s.sequence, when, s.files, s.size, show(s.message)))
        return
    wanted = [s for tag, found in folders.items() if given.folder in (names[tag], tag.hex())
              for s in found if given.snapshot in (None, s.sequence)]
    if not wanted or os.path.lexists(given.dest):
        raise Refused("There is no such folder or snapshot, only %s; or DEST exists." % ", ".join(names.values()))
    os.mkdir(given.dest, 0o700)
    os.chdir(given.dest)
    print("snapshot #%d: %d names are restored" % (wanted[-1].sequence, Restore(vault, wanted[-1].root).done))

def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("box", metavar="BOXDIR", help="the box's data directory")
    parser.add_argument("--sheet", required=True, metavar="FILE", help="a text file with the sheet's 12 groups")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("snapshots", help="lists folders and their snapshots")
    command = commands.add_parser("restore", help="writes a folder to DEST, which must not exist yet")
    command.add_argument("folder", metavar="FOLDER", help="its name or tag")
    command.add_argument("--snapshot", metavar="N", type=int, help="its number; the newest if left out")
    command.add_argument("dest", metavar="DEST")
    sys.stdout.reconfigure(errors="backslashreplace"), sys.stderr.reconfigure(errors="backslashreplace")
    try:
        answer(parser.parse_args())
    except Refused as refused:
        sys.exit(print(refused, file=sys.stderr) or 2)
    sys.exit(1 if LOSSES else 0)

if __name__ == "__main__":
    main()
