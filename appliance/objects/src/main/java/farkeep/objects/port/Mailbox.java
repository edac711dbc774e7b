package farkeep.objects.port;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/// A bounded queue between tasks. Who puts waits while it is full, who takes waits while it is
/// empty; after [#close] nothing goes in and what is in can still be taken. Safe for many threads.
///
/// @param <T> what is handed over; never null
public final class Mailbox<T> implements AutoCloseable {
  private final Tasks.Monitor monitor;
  private final int itemsMax;
  private final Queue<T> items = new ArrayDeque<>();
  private boolean closed;

  /// @param tasks where it waits
  /// @param itemsMax how many items it holds, at least 1
  public Mailbox(Tasks tasks, int itemsMax) {
    if (itemsMax < 1) throw new IllegalArgumentException("a mailbox for " + itemsMax + " items");
    this.monitor = tasks.monitor();
    this.itemsMax = itemsMax;
  }

  /// Puts an item in; waits while the mailbox is full.
  ///
  /// @return false when the mailbox is closed: the item is not in it
  public boolean put(T item) throws InterruptedException {
    try (Tasks.Inside _ = monitor.inside()) {
      while (!closed && items.size() == itemsMax) monitor.await();
      return add(item);
    }
  }

  /// Puts an item in if there is room now.
  ///
  /// @return false when the mailbox is full or closed: the item is not in it
  public boolean offer(T item) {
    try (Tasks.Inside _ = monitor.inside()) {
      return items.size() < itemsMax && add(item);
    }
  }

  private boolean add(T item) {
    if (closed) return false;
    items.add(item);
    monitor.signalAll();
    return true;
  }

  /// Takes the oldest item; waits while there is none.
  ///
  /// @return nothing when the mailbox is closed and empty
  public Optional<T> take() throws InterruptedException {
    try (Tasks.Inside _ = monitor.inside()) {
      while (!closed && items.isEmpty()) monitor.await();
      return remove();
    }
  }

  private Optional<T> remove() {
    T item = items.poll();
    if (item != null) monitor.signalAll();
    return Optional.ofNullable(item);
  }

  /// Whether nothing more goes in.
  public boolean closed() {
    try (Tasks.Inside _ = monitor.inside()) {
      return closed;
    }
  }

  /// Lets nothing more in, and wakes all who wait. May be called again.
  @Override
  public void close() {
    try (Tasks.Inside _ = monitor.inside()) {
      closed = true;
      monitor.signalAll();
    }
  }
}
