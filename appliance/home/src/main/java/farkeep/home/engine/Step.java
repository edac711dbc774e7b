package farkeep.home.engine;

import farkeep.home.posix.Stamp;
import farkeep.objects.ObjectId;
import farkeep.vault.seal.SealedObject;
import farkeep.vault.tree.Body;
import farkeep.vault.tree.ByteString;
import farkeep.vault.tree.ContentTag;
import farkeep.vault.tree.HardLinkGroup;
import farkeep.vault.tree.Metadata;
import farkeep.vault.tree.TreePath;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// What the reading of a folder comes to, in order of paths. A file with content is a [Begin], its
/// pieces and holes, and an [End]; when it changed meanwhile, it begins again.
sealed interface Step {
  /// Everything but the body.
  ///
  /// @param attributes all extended attributes
  /// @param stamp what to know it by next time
  record About(
      TreePath path,
      Metadata metadata,
      Optional<HardLinkGroup> hardLink,
      SortedMap<ByteString, ByteString> attributes,
      Stamp stamp) {}

  /// Something without content that would have to be sent.
  record Put(About about, Body body) implements Step {}

  /// Nothing is there any more.
  record Gone(TreePath path) implements Step {}

  /// A file's content begins, or begins again.
  record Begin() implements Step {}

  /// A hole in it.
  record Hole(long bytes) implements Step {}

  /// Its content ends; it was the file at one moment.
  record End(About about) implements Step {}

  /// A piece of its content. What it is named and sealed to is found out by another task.
  final class Piece implements Step {
    private byte @Nullable [] plain;
    private final int plainBytes;
    private @Nullable ContentTag tag;
    private @Nullable ObjectId known;
    private @Nullable SealedObject sealed;

    Piece(byte[] plain) {
      this.plain = plain;
      this.plainBytes = plain.length;
    }

    int plainBytes() {
      return plainBytes;
    }

    byte[] plain() {
      return java.util.Objects.requireNonNull(plain);
    }

    ContentTag tag() {
      return java.util.Objects.requireNonNull(tag);
    }

    @Nullable ObjectId known() {
      return known;
    }

    SealedObject sealed() {
      return java.util.Objects.requireNonNull(sealed);
    }

    void becomeKnown(ContentTag as, ObjectId id) {
      tag = as;
      known = id;
      plain = null;
    }

    void becomeSealed(ContentTag as, SealedObject object) {
      tag = as;
      sealed = object;
      plain = null;
    }
  }
}
