#!/usr/bin/python3
"""Reads a Farkeep box's data directory without Farkeep: written from docs/format.md alone, to show that it is enough.

Needs Python 3.9, python3-cryptography, python3-zstandard, and farkeep_files.py beside it. Only reads the box; writes below
DEST and DEST.damaged. Exit code: 0 all is well; 1 something was lost, each loss is named; 2 the question has no answer.
"""
import argparse, collections, errno, glob, hashlib, hmac, os, stat, struct, sys, time
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from zstandard import ZstdDecompressor, get_frame_parameters
from farkeep_files import (LOSSES, MAX_LENGTH, MAX_OBJECT, Damage, Pack, Reader, Refused, about, judge, lost, need, note,
                           read_log, read_sheet, show)

CHUNK, FILE_NODE, PATH_NODE, SNAPSHOT = 1, 2, 3, 4                          # kinds of objects
TYPES = {CHUNK: (1, 2), FILE_NODE: (3,), PATH_NODE: (3,), SNAPSHOT: (4,)}   # types of their payloads
GENESIS, DEVICE, KEYS, FOLDER = 1, 2, 4, 5                                  # types of vault log entries
FILE, DIRECTORY, SYMLINK, PIPE, CHARACTER, BLOCK = 1, 2, 3, 4, 5, 6         # types of what is at a path

def mac(key, data):
    return hmac.new(key, data, hashlib.sha256).digest()

def expand(key, info):
    return mac(key, info + b"\1")

def open_gcm(key, aad, data):
    return AESGCM(key).decrypt(bytes(12), data, aad)

def check_signature(public, signature, message):
    Ed25519PublicKey.from_public_bytes(public).verify(signature, message)

def raw_public(private):
    return private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

# ---- Vault log: keys, names, and who may write
class Entry:  # one entry of the vault log
    def __init__(self, data):
        reader = Reader(data)
        need(reader.take(4) == b"FKL\1", "its magic or version is unknown")
        self.type, count = reader.number(), reader.number()
        need(1 <= self.type <= 7 and (count == 0) == (self.type == GENESIS) and count <= 16, "its type is unknown")
        self.parents, self.author = [reader.take(32) for _ in range(count)], reader.take(32)
        body, self.signature = Reader(reader.take(reader.number(4))), reader.take(64)
        reader.end()
        if self.type == GENESIS:
            body.take(65)  # the chunker, the recovery key, and a commitment that the first KEYS entry repeats
        if self.type in (GENESIS, DEVICE):
            self.subject, _, self.role, _ = body.take(32), body.take(32), body.number(), body.block16(16384)
        elif self.type == KEYS:
            self.space, self.before, self.commitment = body.take(8), body.take(8), body.take(32)
            self.wraps = {body.take(32): (body.take(32), body.take(48)) for _ in range(body.number(2))}
            self.sealed_before, self.secrets, self.id = body.block16(16384), body.block16(16384), self.commitment[:8]
        elif self.type == FOLDER:
            self.subject, _, _, self.settings = body.take(16), body.take(8), body.take(32 * body.number()), body.block16(16384)
        else:
            body.take(len(body.data))  # BOX, POLICY and REVOKE say nothing that reading needs
        body.end()

class VaultLog:
    """The entries whose signatures and parents are right, and the roots and names that they hold."""
    def __init__(self, directory, key):
        self.entries, self.roots, self.secrets, known = [], {}, {}, set()
        self.id = bytes.fromhex(os.path.basename(directory))
        self.x25519 = X25519PrivateKey.from_private_bytes(expand(key, b"farkeep/recovery-x25519"))
        self.recovery = raw_public(Ed25519PrivateKey.from_private_bytes(expand(key, b"farkeep/recovery-ed25519")))
        self.roles = {self.recovery: 3}  # the highest that a device ever had
        frames, self.damaged = read_log(directory, "vault.log", 61440)
        for data, _, _ in frames:
            own_hash = hashlib.sha256(data).digest()
            with about("vault.log: entry %s is not taken in" % own_hash.hex(), note):
                entry = Entry(data)
                vault = bytes(32) if entry.type == GENESIS else self.id
                check_signature(entry.author, entry.signature, b"farkeep/vault-log" + vault + data[:-64])
                need(entry.type != GENESIS or (own_hash, entry.author) == (self.id, self.recovery), "it is another vault's")
                # in a damaged log parents and owners may be missing: better less proof than no data
                need(self.damaged or known.issuperset(entry.parents), "a parent is missing")
                need(self.damaged or self.roles.get(entry.author) == 3, "its author was never an owner")
                self.entries.append(entry)
                known.add(own_hash)
                if entry.type in (GENESIS, DEVICE):
                    self.roles[entry.subject] = max(entry.role, self.roles.get(entry.subject, 0))
        self.open_roots([entry for entry in self.entries if entry.type == KEYS])

    def open_roots(self, keys):
        for entry in keys:
            if self.recovery in entry.wraps:
                enc, wrapped = entry.wraps[self.recovery]
                info = b"farkeep/wrap" + self.id + entry.commitment + self.recovery
                self.open_root(entry, lambda: expand(self.shared_secret(enc), info), wrapped)
        for newer in reversed(keys):  # a root that is not wrapped for the sheet is sealed under the one that followed it
            for entry in keys:
                if newer.id in self.roots and entry.id == newer.before and entry.id not in self.roots:
                    info = b"farkeep/previous" + entry.commitment
                    self.open_root(entry, lambda: expand(self.roots[newer.id][0], info), newer.sealed_before)
        if not self.roots:
            raise Refused("The sheet opens no key of this vault: vault.log is too damaged, or was never complete.")

    def open_root(self, entry, key, sealed):
        with about("vault.log: root %s cannot be opened" % entry.id.hex(), note):
            root = open_gcm(key(), b"", sealed)
            need(hashlib.sha256(b"farkeep/keyId" + root).digest() == entry.commitment, "it does not match its commitment")
            self.roots[entry.id] = root, entry.space
            if entry.secrets:
                self.secrets[entry.space] = open_gcm(expand(root, b"farkeep/secrets"), b"", entry.secrets)

    def shared_secret(self, enc):
        """Decap of DHKEM(X25519, HKDF-SHA256), RFC 9180, section 4.1."""
        label = b"HPKE-v1KEM\0\x20"
        prk = mac(b"", label + b"eae_prk" + self.x25519.exchange(X25519PublicKey.from_public_bytes(enc)))
        return expand(prk, b"\0\x20" + label + b"shared_secret" + enc + raw_public(self.x25519))

    def folder_name(self, tag):
        with about("the name of folder %s cannot be read" % tag.hex(), note):
            settings = [entry.settings for entry in self.entries if entry.type == FOLDER and entry.subject == tag]
            reader, clear = Reader(settings[-1] if settings else b""), b"farkeep/name/folder" + tag
            (root, _), name_tag = self.roots.get(reader.take(8), (b"", None)), reader.take(32)
            name_key = expand(root, b"farkeep/name")
            padded = open_gcm(expand(name_key, b"farkeep/name-seal" + name_tag), clear, reader.data[40:])
            need(mac(expand(name_key, b"farkeep/name-tag"), clear + padded) == name_tag, "its tag is wrong")
            plain = Reader(padded[2:])
            need(plain.number() == 1, "its version is unknown")
            return plain.take(plain.varint(255))
        return tag.hex().encode()

# ---- Objects and trees
Opened = collections.namedtuple("Opened", "plain level children clear secrets raw space")

class Vault:
    """Finds objects in all packs and opens them. Keeps a list of their places in memory, not the packs."""
    def __init__(self, directory, key):
        self.log, self.packs, self.places, self.broken = VaultLog(directory, key), [], {}, {}
        for path in sorted(glob.glob(os.path.join(glob.escape(directory), "packs", "??", "?" * 16 + ".pk"))):
            self.packs.append(Pack(path))
            for oid, place, length in self.packs[-1].records:
                self.places[oid] = self.places.get(oid, ()) + ((len(self.packs) - 1, place, length),)
            self.packs[-1].records = None
        judge(self.packs)

    def fetch(self, oid):
        """The stored object, from the first place that has it whole."""
        if oid not in self.broken:
            told = []
            for number, place, length in self.places.get(oid, ()):
                pack = self.packs[number]
                record = pack.read(place, 64 + length)
                if not pack.whole(record[:64], b"FKRC"):
                    note("%s: the head of the record at %d is damaged" % (pack.path, place))
                if hashlib.sha256(record[64:]).digest() == oid:
                    return record[64:]
                told.append("%s, record at %d of %d bytes, does not match its id%s" % (
                    pack.path, place, 64 + length, pack.explain(place, 64 + length)))
            self.broken[oid] = "; ".join(told) or "it is in no pack"
        raise Damage(self.broken[oid])

    def open(self, oid, kind):
        """Checks and opens one object."""
        with about("object " + oid.hex()):
            raw = self.fetch(oid)
            header = Reader(raw)
            need(header.take(6) == b"FKO\1\1%c" % kind, "its version or suite is unknown, or it is of another kind")
            level, flags, key_id, size, count = struct.unpack(">BB8sHI", header.take(16))
            need(level < 64 and flags == 0 and size <= 4096 and count <= 16384, "it is out of bounds")
            clear, children = header.take(size), [header.take(32) for _ in range(count)]
            (root, space), aad, tag = self.log.roots.get(key_id, (None, None)), raw[:header.pos], header.take(32)
            need(space in self.log.secrets, "the root %s that sealed it is missing" % key_id.hex())
            sealed = raw[header.pos:-64] if kind == SNAPSHOT else raw[header.pos:]
            payload = open_gcm(expand(expand(root, b"farkeep/object"), b"farkeep/object" + tag), aad + tag, sealed)
            need(mac(expand(root, b"farkeep/tag"), b"farkeep/tag/1" + aad + payload) == tag, "its tag is wrong")
            of, plain = self.unpack(payload)
            need(of in TYPES[kind] and (kind == SNAPSHOT or not clear) and children == sorted(set(children)), "its parts do not fit")
            need(kind != CHUNK or level == min(count, 1) == of - 1, "its level does not fit")
            return Opened(plain, level, children, clear, self.log.secrets[space], raw, space)

    def unpack(self, payload):
        """Type and plain bytes of a payload."""
        reader = Reader(payload)
        of, codec, length, plain = reader.number(), reader.number(2), reader.varint(MAX_OBJECT), reader.take(reader.varint())
        step = reader.pos.bit_length() - 1
        step = 1 << step - step.bit_length()  # Padmé: lengths are multiples of 2^(E - S)
        need(len(payload) == -reader.pos // step * -step and not any(payload[reader.pos:]), "its padding is wrong")
        if codec:
            frame, stream = get_frame_parameters(plain), ZstdDecompressor().decompressobj()
            need((codec >> 12, frame.content_size, frame.dict_id) == (1, length, 0), "its codec or frame is wrong")
            plain = stream.decompress(plain)
            need(not stream.unused_data, "bytes are left over behind its frame")
        need(len(plain) == length, "it is not of its plain length")
        return of, plain

    def content(self, oid, tag, length):
        """The plain bytes of a chunk that a reference names."""
        chunk = self.open(oid, CHUNK)
        with about("chunk " + oid.hex()):
            plain = self.patch(chunk) if chunk.level else chunk.plain
            need(len(plain) == length and mac(chunk.secrets[32:64], plain)[:16] == tag, "it is not the content referred to")
            return plain

    def patch(self, chunk):
        program, runs = Reader(chunk.plain), []
        ids = [program.take(32) for _ in range(program.number())]
        bases = [self.open(base, CHUNK) for base in ids]
        need(sorted(ids) == chunk.children and len(ids) <= 4, "its bases are not its children")
        need(all((base.level, base.space) == (0, chunk.space) for base in bases), "a base is no FULL chunk of its key space")
        left, whole = program.varint(MAX_OBJECT), program.take(32)
        for _ in range(program.varint(65536)):
            source = program.number()
            need(source <= len(bases), "it has no base %d" % source)
            base = Reader(bases[source - 1].plain) if source else program
            base.pos = program.varint() if source else program.pos
            runs.append(base.take(program.varint(left)))
            left -= len(runs[-1])
        program.end()
        need(not left and mac(chunk.secrets[32:64], b"".join(runs)) == whole, "its result is wrong")
        return b"".join(runs)

    def node(self, kind, oid, tag, level):
        """Level and items of a tree's node; tag and level are None where nothing says what they must be."""
        opened = self.open(oid, kind)
        reader, items, key = Reader(opened.plain), [], b""
        with about("node " + oid.hex()):
            need(len(reader.data) <= 65536 and reader.number() == 1, "its version is unknown")
            found, count = reader.number(), reader.varint(4096)
            need(found == opened.level and level in (None, found), "its level is wrong")
            need(count >= (1 if level is not None else 2 if found else 0), "it has too few items")
            for index in range(count):
                if kind == PATH_NODE:
                    before, key = key, key[:reader.varint(len(key))] + reader.take(reader.varint(4096))
                    need(before < key or not index, "its keys are out of order")
                if found:  # id, tag and figures of a child; in front of them its last key
                    child = reader.object_id(), reader.take(16), reader.varint(least=1)
                    items.append((key, *child, reader.varint()) if kind == PATH_NODE else child)
                else:
                    items.append((key, read_entry(reader)) if kind == PATH_NODE else read_item(reader))
            reader.end()
            blank, ids = bytearray(reader.data), {reader.data[at:at + 32] for at in reader.ids}
            for at in reader.ids:
                blank[at:at + 32] = bytes(32)
            need(sorted(ids) == opened.children, "its children are not what it refers to")
            need(tag in (None, mac(opened.secrets[:32], b"node%c" % kind + blank)[:16]), "its node tag is wrong")
        return found, items

    def file_items(self, oid, tag, length, level=None):
        """The items below a node of a file tree: (id, tag, length, repeat); Damage in place of the id of what is lost."""
        try:
            level, items = self.node(FILE_NODE, oid, tag, level)
            need(sum(i[2] if level else i[2] * i[3] for i in items) == length, "node %s is not of its length" % oid.hex())
        except Damage as damage:
            level, items = 0, [(damage, b"", length, 1)]
        for item in items:
            yield from self.file_items(*item, level - 1) if level else (item,)

    def paths(self, oid, told=None, tag=None, level=None, before=None):
        """(key, entry) of everything below a path node, or (text, Damage) for keys that cannot be read.
        `told` is what the node above says: last key, entries, plain bytes; `before` the last key in front of it."""
        try:
            level, items = self.node(PATH_NODE, oid, tag, level)
            entries = sum(item[3] for item in items) if level else len(items)
            size = min(sum(item[4] if level else item[1].get(9, 0) for item in items), MAX_LENGTH)
            need(not told or told == (items[-1][0], entries, size), "node %s is not what the one above says" % oid.hex())
            need(before is None or items[0][0] > before, "node %s is out of order" % oid.hex())
        except Damage as damage:
            last, entries, size = told or (b"the end", "all", "all")
            span = show(before or b"the beginning"), show(last), entries, size
            yield "everything behind %s, up to %s (%s entries, %s bytes)" % span, damage
            return
        for item in items:
            yield from self.paths(item[1], (item[0], *item[3:]), item[2], level - 1, before) if level else (item,)
            before = item[0]

# ---- Entries
def read_item(reader):  # (id, content tag, length, repeat); a hole has no id
    kind = reader.number()
    need(kind <= 2, "an item is of an unknown kind")
    head = (reader.object_id(), reader.take(16)) if kind else (None, b"")
    return (*head, reader.varint(MAX_OBJECT if kind else MAX_LENGTH, 1), reader.varint(least=2) if kind == 2 else 1)

def read_time(reader, _):  # nanoseconds since 1970
    z = reader.varint()
    return (-(z + 1 >> 1) if z & 1 else z >> 1) * 10 ** 9 + reader.varint(999999999)

FIELDS = {1: lambda r, n: r.number(), 2: read_time, 3: lambda r, n: r.varint(4095), 13: lambda r, n: r.number(8),
          4: lambda r, n: (r.varint(), r.varint(), r.take(r.varint(255)), r.take(r.varint(255))), 9: lambda r, n: r.varint(),
          8: lambda r, n: (r.object_id(), r.take(16), r.varint(MAX_OBJECT)), 12: lambda r, n: (r.object_id(), r.take(16)),
          11: lambda r, n: [read_item(r) for _ in range(r.varint(64, 1))]}

def read_entry(reader):
    """What is at a path: its fields by their tags."""
    entry, last = {}, 0
    end = reader.varint(16384) + reader.pos
    while reader.pos < end:
        tag, size = reader.number(), reader.varint(16384)
        stop = reader.pos + size
        entry[tag] = FIELDS.get(tag, Reader.take)(reader, size)
        need(last < tag and reader.pos == stop, "a field is wrong")
        last = tag
    kind, has = entry.get(1), entry.keys()
    fits = {1, 2, 3, 4} <= has and (5 in has) == (kind == SYMLINK) and (13 in has) == (kind in (CHARACTER, BLOCK))
    need(fits and kind <= 6 and (9 in has) + len(has & {10, 11, 12}) == (2 if kind == FILE else 0), "an entry is not whole")
    return entry

# ---- Snapshots
Snapshot = collections.namedtuple("Snapshot", "id root parents folder sequence time message files size")

def read_snapshot(vault, oid):
    opened = vault.open(oid, SNAPSHOT)
    with about("snapshot " + oid.hex()):
        clear, record = Reader(opened.clear), Reader(opened.plain)
        need(clear.number() == record.number() == 1, "its version is unknown")
        root, parents = clear.take(32), [clear.take(32) for _ in range(clear.number())]
        folder, device, sequence, _ = clear.take(16), clear.take(32), clear.number(8), clear.take(72 * clear.number())
        when, message, files, size = record.number(8), record.take(record.varint(1024)), record.varint(), record.varint()
        clear.end(), record.end()
        need([root] == opened.children, "its root is not its child")
        check_signature(device, opened.raw[-64:], b"farkeep/snapshot" + vault.log.id + opened.raw[:-64])
        need(vault.log.damaged or vault.log.roles.get(device, 0) > 1, "device %s was never a writer" % device.hex())
        return Snapshot(oid, root, parents, folder, sequence, when / 1000, message, files, size)

def read_folders(vault, directory):
    """Folder tag -> its snapshots, newest last. Without a whole head log, every snapshot in the packs."""
    frames, missing = read_log(directory, "heads.log", 4096)
    wanted, newest, chains, folders, seen = [], {}, {}, {}, set()
    for entry, folder, oid in frames:
        sequence, device, chain = int.from_bytes(entry[52:60], "big"), entry[124:156], chains.get(folder, (1, bytes(32)))
        with about("heads.log: head %d of folder %s" % (sequence, folder.hex()), note):
            need(len(entry) == 220 and entry[:20] + entry[92:124] == b"FKH\1" + folder + oid, "it is not what its frame says")
            need(missing or (sequence, entry[60:92]) == chain, "it breaks its folder's chain")
            check_signature(device, entry[156:], b"farkeep/head" + vault.log.id + entry[:156])
            need(vault.log.damaged or vault.log.roles.get(device, 0) > 1, "device %s was never a writer" % device.hex())
        chains[folder], newest[folder] = (sequence + 1, hashlib.sha256(entry).digest()), oid
        wanted.append(oid)
    if missing:
        wanted += [oid for oid, at in vault.places.items()
                   if vault.packs[at[0][0]].read(at[0][1] + 64, 6) == b"FKO\1\1%c" % SNAPSHOT]
    while wanted:
        oid = wanted.pop()
        if oid not in seen and (oid in vault.places or oid in newest.values()):  # others are no longer kept
            with about("a snapshot", lambda text: lost(*text.split(": ", 1))):
                snapshot = read_snapshot(vault, oid)
                folders.setdefault(snapshot.folder, []).append(snapshot)
                wanted += snapshot.parents
        seen.add(oid)
    return {tag: sorted(found, key=lambda s: (s.sequence, s.time)) for tag, found in folders.items()}

# ---- Restoring
class Restore:
    """Writes one snapshot to DEST, the current directory; files that are not whole go to DEST.damaged instead."""
    def __init__(self, vault, damaged):
        self.vault, self.damaged, self.done = vault, damaged, collections.Counter()
        self.directories, self.links, self.last = {b"": None}, {}, (None, None)

    def run(self, root):
        for key, entry in self.vault.paths(root):
            if isinstance(entry, Damage):
                lost(key, entry)
                continue
            names = key.split(b"\0") if key else []
            try:
                need(all(0 < len(n) < 256 and b"/" not in n and n not in (b".", b"..") for n in names), "its name is not allowed")
                for depth in range(1, len(names)):  # where directories' own entries are lost, what they hold is not
                    self.make_directory(b"\0".join(names[:depth]), None)
                self.make(key, b"/".join(names) or b".", entry)
            except (Damage, OSError) as problem:
                lost(show(key), problem)
                if getattr(problem, "errno", 0) in (errno.ENOSPC, errno.EDQUOT, errno.EROFS):
                    raise Refused("What is behind %s was not restored: %s." % (show(key), problem.strerror)) from None
        for key, entry in reversed(self.directories.items()):
            if entry:
                self.dress(key.replace(b"\0", b"/") or b".", entry)

    def make_directory(self, key, entry):
        if key not in self.directories:
            os.mkdir(key.replace(b"\0", b"/"), 0o700)
        self.directories[key] = entry or self.directories.get(key)

    def make(self, key, path, entry):
        kind, link, damages = entry[1], self.links.get(entry.get(6)), ()
        if kind == DIRECTORY:
            self.make_directory(key, entry)
        elif link:
            os.link(link, path, follow_symlinks=False)
        else:
            if kind == FILE:
                damages = self.write(path, entry)
            elif kind == SYMLINK:
                os.symlink(entry[5], path)
            else:
                kinds = {PIPE: stat.S_IFIFO, CHARACTER: stat.S_IFCHR, BLOCK: stat.S_IFBLK}
                os.mknod(path, kinds[kind] | 0o600, entry.get(13, 0))
            self.dress(path, entry)
            if damages:
                aside = os.path.join(self.damaged, path)
                os.makedirs(os.path.dirname(aside), 0o700, exist_ok=True)
                os.rename(path, aside)
                raise Damage("%s (the rest of it is in %s)" % ("; ".join(damages), show(aside)))
            self.links[entry.get(6, path)] = path
        self.done[kind] += 1

    def write(self, path, entry):
        """Writes a file's content; says what of it is lost."""
        items, place, damages = entry.get(11, ()), 0, {}
        items = self.vault.file_items(*entry[12], entry[9]) if 12 in entry else items
        with open(path, "xb", buffering=0) as file:
            for oid, tag, length, repeat in items:
                try:
                    if isinstance(oid, Damage):
                        raise oid
                    if oid and self.last[0] != (oid, tag, length):
                        self.last = (oid, tag, length), self.vault.content(oid, tag, length)
                    for turn in range(repeat if oid else 0):
                        os.pwrite(file.fileno(), self.last[1], place + turn * length)
                except Damage as damage:
                    damages["%d bytes from %d on: %s" % (length * repeat, place, damage)] = None
                place += length * repeat
            place += file.write(entry.get(10, b""))
            os.ftruncate(file.fileno(), entry[9])
        if place != entry[9]:
            damages["it has %d bytes, not %d" % (place, entry[9])] = None
        return damages

    def dress(self, path, entry):
        """Owner, attributes, mode and time, in the order in which they don't undo one another."""
        try:
            if os.geteuid() == 0:
                os.chown(path, *entry[4][:2], follow_symlinks=False)
            reader = Reader(entry.get(7) or (self.vault.content(*entry[8]) if 8 in entry else b"\0"))
            for _ in range(reader.varint()):
                name, value = reader.take(reader.varint(255)), reader.take(reader.varint(65536))
                os.setxattr(path, name, value, follow_symlinks=False)
        except (Damage, OSError) as problem:
            lost("owner or attributes of " + show(path), problem)
        if entry[1] != SYMLINK:  # set-id bits only where the owner and group are those who had them
            kept = os.stat(path).st_uid == entry[4][0], os.stat(path).st_gid == entry[4][1]
            os.chmod(path, entry[3] & ~(0 if kept[0] else stat.S_ISUID) & ~(0 if kept[1] else stat.S_ISGID))
        os.utime(path, ns=(entry[2], entry[2]), follow_symlinks=False)

# ---- Commands
def find_vault(box, prefix):
    starts = (os.path.join(glob.escape(os.path.abspath(box)), start, "vault.log") for start in ("", "*", "vaults/*"))
    found = [os.path.dirname(path) for start in starts for path in glob.glob(start)]
    fits = [path for path in found if os.path.basename(path).startswith(prefix.hex())]
    if not fits:
        raise Refused("%s is no directory with the sheet's vault %s…; it has these: %s." % (
            box, prefix.hex(), ", ".join(map(os.path.basename, found)) or "none"))
    return fits[0]

def choose(folders, names, name, wanted):
    """The snapshot that was asked for."""
    tags = [tag for tag in folders if os.fsencode(name) in (names[tag], tag.hex().encode())]
    if len(tags) != 1:
        there = ", ".join("%s (tag %s)" % (show(names[tag]), tag.hex()) for tag in folders)
        raise Refused("%s folder %s; there are: %s." % ("More than one" if tags else "No", name, there))
    fits = [s for s in folders[tags[0]] if wanted in (None, str(s.sequence)) or len(wanted) > 9 and s.id.hex().startswith(wanted)]
    if not fits or wanted and len(fits) > 1:
        raise Refused("%s snapshot %s of %s; see the list of them, and give an id." % ("Several" if fits else "No", wanted, name))
    return fits[-1]

def answer(given):
    dest = os.path.abspath(given.dest) if given.command == "restore" else None
    if dest and (os.path.lexists(dest) or os.path.lexists(dest + ".damaged") or not os.path.isdir(os.path.dirname(dest))):
        raise Refused("%s or %s.damaged exists already, or there is no directory to make it in." % (dest, dest))
    key, prefix = read_sheet(given.sheet)
    directory = find_vault(given.box, prefix)
    vault = Vault(directory, key)
    folders = read_folders(vault, directory)
    names = {tag: vault.log.folder_name(tag) for tag in folders}
    if dest:
        snapshot, job = choose(folders, names, given.folder, given.snapshot), Restore(vault, os.fsencode(dest + ".damaged"))
        os.mkdir(dest, 0o700)
        os.chdir(dest)
        job.run(snapshot.root)
        done = job.done[FILE], job.done[DIRECTORY], sum(job.done.values())
        return print("snapshot #%d: %d files, %d directories, %d in all are in %s" % (snapshot.sequence, *done, dest))
    print("vault " + vault.log.id.hex())
    for tag, found in folders.items():
        print("folder %s (tag %s)" % (show(names[tag]), tag.hex()))
        for s in found:
            when = time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(s.time))
            print("  #%d  %s  %d files  %d bytes  %s  %s" % (s.sequence, when, s.files, s.size, s.id.hex(), show(s.message)))

def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("box", metavar="BOXDIR", help="the box's data directory, or one vault of it")
    parser.add_argument("--sheet", required=True, metavar="FILE", help="a text file with the sheet's 12 groups")
    commands = parser.add_subparsers(dest="command", required=True, metavar="snapshots | restore [--snapshot N] FOLDER DEST")
    commands.add_parser("snapshots")
    command = commands.add_parser("restore", description="Writes a folder to DEST, which must not exist yet.")
    command.add_argument("folder", metavar="FOLDER", help="its name or tag")
    command.add_argument("--snapshot", metavar="N", help="its number or id; the newest if left out")
    command.add_argument("dest", metavar="DEST")
    given = parser.parse_args()
    sys.stdout.reconfigure(errors="backslashreplace"), sys.stderr.reconfigure(errors="backslashreplace")
    try:
        answer(given)
        return 1 if LOSSES else 0
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1 if LOSSES else 2

if __name__ == "__main__":
    sys.exit(main())
