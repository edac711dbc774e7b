package farkeep.home.restore;

import static farkeep.home.Programs.shell;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.home.posix.PosixException;
import farkeep.vault.tree.Body;
import farkeep.vault.tree.ByteString;
import farkeep.vault.tree.Entry;
import farkeep.vault.tree.Metadata;
import farkeep.vault.tree.TreePath;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Somebody put a symbolic link where a restore has a directory; the restore tells that of the
/// directory, and goes on with what is in it.
class LinkInTheWayTest {
  private static final Metadata METADATA =
      new Metadata(0, 0, 0700, new Metadata.Owner(0, 0, ByteString.EMPTY, ByteString.EMPTY));
  private static final TreePath LINK = TreePath.ofText("d");
  private static final TreePath BELOW = TreePath.ofText("d/x");

  @TempDir Path directory;

  @BeforeEach
  void putALink() {
    shell(directory, "mkdir to outside; echo y > to/y; ln -s ../outside to/d");
  }

  private RestoreTarget target() throws Exception {
    RestoreRules rules =
        new RestoreRules(RestoreRules.Existing.REPLACE, RestoreRules.Owners.BY_NAME, false);
    return RestoreTarget.open(directory.resolve("to").toString().getBytes(UTF_8), rules);
  }

  @Test
  void nothing_is_written_through_it() throws Exception {
    try (RestoreTarget target = target()) {
      assertThatThrownBy(() -> target.makeDirectory(LINK))
          .isInstanceOf(TargetExistsException.class);
      assertThatThrownBy(() -> target.makeDirectory(BELOW)).isInstanceOf(PosixException.class);
      assertThatThrownBy(() -> target.file(BELOW)).isInstanceOf(PosixException.class);
      Entry link = Entry.of(new Body.Symlink(ByteString.ofText("anywhere")), METADATA);
      assertThatThrownBy(() -> target.special(BELOW, link, new TreeMap<>()))
          .isInstanceOf(PosixException.class);
      assertThatThrownBy(() -> target.hardLink(TreePath.ofText("y"), BELOW))
          .isInstanceOf(PosixException.class);
      assertThatThrownBy(() -> target.finishDirectory(LINK, METADATA, new TreeMap<>()))
          .isInstanceOf(PosixException.class);
    }
    assertThat(directory.resolve("outside")).isEmptyDirectory();
    assertThat(shell(directory, "readlink to/d").strip()).isEqualTo("../outside");
  }
}
