package farkeep.home.state;

import org.h2.mvstore.MVMap;

/// One map of an [StateFile], whichever file it lies in at the moment. Safe for many threads.
final class Table<K, V> {
  private volatile MVMap<K, V> map;

  Table(MVMap<K, V> map) {
    this.map = map;
  }

  /// To be asked for anew each time: after the file was rewritten, what is put into an earlier
  /// answer is lost. A cursor goes on through what there was when it was made.
  MVMap<K, V> map() {
    return map;
  }

  /// Only from [StateFile], when it has been rewritten.
  void moveTo(MVMap<K, V> rewritten) {
    map = rewritten;
  }
}
