package farkeep.store.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// Says whether the catalogue's file is still what it was when it was closed. H2 checks little of
/// what a page holds: a rotten bit would become a wrong time, or another snapshot.
final class CatalogueSeal {
  private final Path file;
  private final Path seal;

  /// @param file of the catalogue
  CatalogueSeal(Path file) {
    this.file = file;
    this.seal = file.resolveSibling("box.sum");
  }

  /// Takes the seal off; to be called before the file is opened.
  ///
  /// @return false when the file is not what was sealed. True without a seal: a power cut leaves
  ///   none
  boolean remove() throws IOException {
    if (!Files.exists(seal)) return true;
    byte[] sealed = Files.readAllBytes(seal);
    Files.delete(seal);
    return Files.exists(file) && Arrays.equals(sealed, sum());
  }

  /// Puts the seal on; to be called when the file was closed.
  void put() {
    try {
      Files.write(seal, sum());
    } catch (IOException e) {
      // without a seal the file is opened as after a power cut
    }
  }

  private byte[] sum() throws IOException {
    try (InputStream in = Files.newInputStream(file);
        DigestInputStream all = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
      all.transferTo(OutputStream.nullOutputStream());
      return all.getMessageDigest().digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
