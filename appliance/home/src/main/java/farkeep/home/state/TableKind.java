package farkeep.home.state;

import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.DataType;

/// What the keys and values of a map are, and in which order it has them.
record TableKind<K, V>(DataType<K> keys, DataType<V> values) {
  MVMap<K, V> open(MVStore store, String name) {
    return store.openMap(name, new MVMap.Builder<K, V>().keyType(keys).valueType(values));
  }

  /// Reads all of a map, and puts it into another store.
  ///
  /// @throws MVStoreException a page of it is damaged, or the other store can't be written
  void copy(MVStore from, MVStore into, String name) {
    MVMap<K, V> copy = open(into, name);
    var all = open(from, name).cursor(null);
    while (all.hasNext()) {
      K key = all.next();
      copy.put(key, all.getValue());
      if (into.getUnsavedMemory() > StateFile.UNSAVED_BYTES_MAX) into.commit();
    }
  }
}
