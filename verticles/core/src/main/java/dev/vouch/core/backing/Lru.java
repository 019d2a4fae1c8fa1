package dev.vouch.core.backing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A bounded map that forgets what was used longest ago. */
final class Lru<K, V> {
  private final int capacity;
  private final LinkedHashMap<K, V> entries = new LinkedHashMap<>(16, 0.75f, true);

  Lru(int capacity) {
    this.capacity = capacity;
  }

  Optional<V> get(K key) {
    return Optional.ofNullable(entries.get(key));
  }

  void put(K key, V value) {
    entries.put(key, value);
    if (entries.size() > capacity) {
      Map.Entry<K, V> oldest = entries.entrySet().iterator().next();
      entries.remove(oldest.getKey());
    }
  }
}
