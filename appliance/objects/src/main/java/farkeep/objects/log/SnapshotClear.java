package farkeep.objects.log;

import static java.util.Objects.requireNonNull;

import farkeep.objects.EntryHash;
import farkeep.objects.FieldReader;
import farkeep.objects.FieldWriter;
import farkeep.objects.FolderTag;
import farkeep.objects.Limits;
import farkeep.objects.MalformedObjectException;
import farkeep.objects.ObjectHeader;
import farkeep.objects.ObjectId;
import farkeep.objects.ObjectKind;
import farkeep.objects.PeerId;
import java.util.ArrayList;
import java.util.List;

/// The clear part of a snapshot: what a box may know of it.
///
/// Byte by byte in `docs/format.md`, section *Snapshots*.
///
/// @param root the path tree's root, the object's only child
/// @param parents the snapshots it follows: ascending, no duplicates, at most [Limits#PARENTS_MAX]
/// @param folder whose content
/// @param device who made and signed it
/// @param sequence logical time: one more than the highest of its parents, 1 without parents
/// @param heads what the device had last seen of the folder on each box: by box ascending, no
///   duplicates, at most [#HEADS_MAX]
public record SnapshotClear(
    ObjectId root,
    List<ObjectId> parents,
    FolderTag folder,
    PeerId device,
    long sequence,
    List<HeadSeen> heads) {
  /// Boxes whose heads one snapshot tells.
  public static final int HEADS_MAX = 16;

  /// Bytes of the longest clear part: always within a header's.
  public static final int BYTES_MAX =
      1 + 32 + 1 + 32 * Limits.PARENTS_MAX + FolderTag.BYTES + 32 + 8 + 1 + HEADS_MAX * 72;

  private static final int VERSION = 1;

  /// @throws MalformedObjectException a list is too long or no ascending set, or the sequence is
  ///   below 1
  public SnapshotClear {
    requireNonNull(root);
    requireNonNull(folder);
    requireNonNull(device);
    parents = List.copyOf(parents);
    heads = List.copyOf(heads);
    requireSet("parents", parents, Limits.PARENTS_MAX);
    requireSet("heads", heads.stream().map(HeadSeen::box).toList(), HEADS_MAX);
    if (sequence < 1 || parents.isEmpty() && sequence != 1) {
      throw new MalformedObjectException(
          "snapshot: sequence %d with %d parents".formatted(sequence, parents.size()));
    }
  }

  /// @param clear the clear part of a snapshot's header
  /// @throws MalformedObjectException not one of this version, or out of bounds
  public static SnapshotClear parse(byte[] clear) {
    FieldReader in = new FieldReader("snapshot", clear);
    in.version(VERSION);
    ObjectId root = new ObjectId(in.bytes32("root"));
    int parentCount = in.u8("parent count", Limits.PARENTS_MAX);
    List<ObjectId> parents = new ArrayList<>(parentCount);
    for (int i = 0; i < parentCount; i++) parents.add(new ObjectId(in.bytes32("parent")));
    FolderTag folder = FolderTag.of(in.bytes("folder tag", FolderTag.BYTES));
    PeerId device = new PeerId(in.bytes32("device"));
    long sequence = in.count64("sequence");
    int headCount = in.u8("head count", HEADS_MAX);
    List<HeadSeen> heads = new ArrayList<>(headCount);
    for (int i = 0; i < headCount; i++) {
      PeerId box = new PeerId(in.bytes32("box"));
      long seen = in.count64("head sequence");
      heads.add(new HeadSeen(box, seen, new EntryHash(in.bytes32("head hash"))));
    }
    in.end();
    return new SnapshotClear(root, parents, folder, device, sequence, heads);
  }

  /// Reads the clear part of a snapshot object, and checks that the header agrees with it.
  ///
  /// @throws MalformedObjectException not a snapshot, or its only child is not the root
  public static SnapshotClear of(ObjectHeader header) {
    if (header.kind() != ObjectKind.SNAPSHOT || header.level() != 0) {
      throw new MalformedObjectException(
          "snapshot: the object is a %s of level %d".formatted(header.kind(), header.level()));
    }
    SnapshotClear clear = parse(header.clear());
    if (!header.children().equals(List.of(clear.root()))) {
      throw new MalformedObjectException("snapshot: its only child must be its root");
    }
    return clear;
  }

  /// The bytes of the clear part, at most [#BYTES_MAX].
  public byte[] encode() {
    FieldWriter out = new FieldWriter().u8(VERSION).bytes32(root.value()).u8(parents.size());
    parents.forEach(parent -> out.bytes32(parent.value()));
    out.bytes(folder.bytes()).bytes32(device.value()).u64(sequence).u8(heads.size());
    for (HeadSeen head : heads) {
      out.bytes32(head.box().value()).u64(head.sequence()).bytes32(head.hash().value());
    }
    return out.done();
  }

  private static <T extends Comparable<T>> void requireSet(String what, List<T> items, int max) {
    if (items.size() > max) {
      throw new MalformedObjectException(
          "snapshot: %d %s; at most %d".formatted(items.size(), what, max));
    }
    for (int i = 1; i < items.size(); i++) {
      if (items.get(i - 1).compareTo(items.get(i)) >= 0) {
        throw new MalformedObjectException("snapshot: the " + what + " are no ascending set");
      }
    }
  }

  /// A head that a device had last seen on a box.
  ///
  /// @param sequence of the head-log entry, at least 1
  /// @param hash of the head-log entry
  public record HeadSeen(PeerId box, long sequence, EntryHash hash) {
    /// @throws MalformedObjectException the sequence is below 1
    public HeadSeen {
      requireNonNull(box);
      requireNonNull(hash);
      if (sequence < 1) throw new MalformedObjectException("snapshot: head sequence " + sequence);
    }
  }
}
