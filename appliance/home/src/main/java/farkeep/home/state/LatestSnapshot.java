package farkeep.home.state;

import farkeep.home.state.FolderRecord.Newest;
import farkeep.objects.FieldReader;
import farkeep.objects.FieldWriter;
import farkeep.objects.Limits;

/// The latest snapshot of a folder that this device made or saw, on whichever box: what the next
/// one comes after, and what another box gets that arrives at the same tree.
///
/// @param stored the whole snapshot object
/// @param committed whether it was seen as a head; before that it may be on no box
public record LatestSnapshot(Newest newest, byte[] stored, boolean committed) {
  private static final int VERSION = 1;

  /// Copies the bytes.
  public LatestSnapshot {
    stored = stored.clone();
  }

  /// A copy of the whole snapshot object.
  @Override
  public byte[] stored() {
    return stored.clone();
  }

  byte[] encode() {
    FieldWriter out = new FieldWriter().u8(VERSION).u8(committed ? 1 : 0);
    newest.write(out);
    return out.u32(stored.length).bytes(stored).done();
  }

  static LatestSnapshot decode(byte[] encoded) {
    FieldReader in = new FieldReader("latest snapshot", encoded);
    in.version(VERSION);
    boolean committed = in.u8("committed", 1) == 1;
    Newest newest = Newest.read(in);
    byte[] stored = in.bytes("snapshot object", in.u32("length", Limits.OBJECT_BYTES_MAX));
    in.end();
    return new LatestSnapshot(newest, stored, committed);
  }
}
