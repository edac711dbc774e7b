package farkeep.web.box;

import farkeep.web.box.view.BoxView;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A box that shows what a test gives it, and remembers what it was asked to do.
final class FakeBox implements PageSource, HostActions, InstantSource {
  static final String DONE = "It is done.";

  final List<HostAction> performed = new CopyOnWriteArrayList<>();
  final AtomicInteger asked = new AtomicInteger();
  volatile BoxView view = Sample.full(Sample.SAFE);
  volatile Duration windowLeft = Duration.ZERO;
  volatile Instant now = Sample.NOW;
  volatile Set<HostAction.Kind> offered = EnumSet.allOf(HostAction.Kind.class);
  volatile @Nullable Exception failure;
  private final Set<Thread> requests = new HashSet<>();
  private int held;

  /// Whether each look at the clock finds it a tenth of a second later.
  volatile boolean hurries;

  /// Keeps the next requests waiting until so many are there at once.
  synchronized void hold(int together) {
    requests.clear();
    held = together;
  }

  private synchronized void awaitOthers() throws IOException {
    try {
      while (requests.size() < held) wait();
    } catch (InterruptedException e) {
      throw new InterruptedIOException("the others did not come");
    }
    held = 0;
  }

  /// Every request has a thread of its own, and looks at the clock before anything else.
  private synchronized void note(Thread request) {
    if (held == 0) return;
    requests.add(request);
    notifyAll();
  }

  StatusServer serve() throws IOException {
    return serve(InetAddress.getLoopbackAddress(), 0);
  }

  StatusServer serve(InetAddress address, int port) throws IOException {
    StatusSettings settings =
        new StatusSettings(
            new InetSocketAddress(address, port),
            Set.of("farkeep.local"),
            ZoneId.of("Europe/Berlin"));
    return StatusServer.start(settings, this, this, this);
  }

  @Override
  public Instant instant() {
    note(Thread.currentThread());
    if (hurries) now = now.plusMillis(100);
    return now;
  }

  @Override
  public BoxView view(Locale locale) throws IOException {
    asked.incrementAndGet();
    awaitOthers();
    if (failure instanceof IOException e) throw e;
    if (failure instanceof RuntimeException e) throw e;
    return view;
  }

  @Override
  public Duration windowLeft() {
    return windowLeft;
  }

  @Override
  public Set<HostAction.Kind> offered() {
    return offered;
  }

  @Override
  public String perform(HostAction action, Locale locale) throws RefusedException, IOException {
    if (failure instanceof RefusedException e) throw e;
    if (failure instanceof IOException e) throw e;
    performed.add(action);
    return DONE;
  }

  @Override
  public void supportBundle(OutputStream to) throws IOException {
    if (failure instanceof IOException e) {
      to.write(new byte[100_000]);
      throw e;
    }
    to.write("PK bundle".getBytes(StandardCharsets.UTF_8));
  }
}
