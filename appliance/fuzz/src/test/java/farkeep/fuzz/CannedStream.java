package farkeep.fuzz;

import farkeep.link.carrier.LinkStream;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;

/// A stream on which the peer has said everything already, and listens to nothing.
public final class CannedStream implements LinkStream {
  private final InputStream input;

  /// @param said all that the peer says
  public CannedStream(byte[] said) {
    this(new ByteArrayInputStream(said));
  }

  /// @param said all that the peer says
  public CannedStream(InputStream said) {
    this.input = said;
  }

  @Override
  public long id() {
    return 0;
  }

  @Override
  public InputStream input() {
    return input;
  }

  @Override
  public OutputStream output() {
    return OutputStream.nullOutputStream();
  }

  @Override
  public void allowSilence() {}

  @Override
  public void reset() {}

  @Override
  public void close() {}
}
