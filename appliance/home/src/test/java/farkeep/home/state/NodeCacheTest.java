package farkeep.home.state;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.objects.ObjectId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeCacheTest {
  private static final int NODES = 300;

  @TempDir Path temporary;

  @Test
  void one_in_which_a_damaged_page_is_met_begins_anew() throws Exception {
    Path file = temporary.resolve("nodes.mv");
    Random random = new Random(1);
    List<ObjectId> ids = new ArrayList<>();
    try (NodeCache cache = NodeCache.open(file)) {
      for (int i = 0; i < NODES; i++) {
        byte[] node = new byte[2_000];
        random.nextBytes(node);
        ids.add(ObjectId.ofStored(node));
        cache.put(ids.getLast(), node);
      }
    }
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, bytes.length / 3, bytes.length / 2, (byte) 0);
    Files.write(file, bytes);

    byte[] node = new byte[100];
    ObjectId id = ObjectId.ofStored(node);
    try (NodeCache cache = NodeCache.open(file)) {
      long found = ids.stream().filter(each -> cache.find(each).isPresent()).count();
      assertThat(found).isLessThan(NODES);
      assertThat(ids).as("after it was begun anew").noneMatch(each -> cache.find(each).isPresent());
      cache.put(id, node);
    }
    try (NodeCache cache = NodeCache.open(file)) {
      assertThat(cache.find(id)).hasValue(node);
    }
  }
}
