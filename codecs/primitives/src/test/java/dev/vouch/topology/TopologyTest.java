package dev.vouch.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.ValidatorIndex;
import dev.vouch.primitives.testing.TestHashes;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TopologyTest {
  @Test
  void everyValidatorReachesEveryOtherInTwoHops() {
    for (int count : List.of(1, 2, 3, 5, 16, 17, 24, 100, 301)) {
      GossipGrid grid = GossipGrid.of(TestHashes.filled(count), count);
      for (ValidatorIndex from : grid.canonicalShuffling()) {
        Set<ValidatorIndex> reached = new HashSet<>(Set.of(from));
        GossipGrid.Neighbours near = grid.neighbours(from);
        reached.addAll(near.row());
        reached.addAll(near.column());
        near.row().forEach(n -> reached.addAll(grid.neighbours(n).column()));
        near.column().forEach(n -> reached.addAll(grid.neighbours(n).row()));
        assertThat(reached).as("from %s of %d", from, count).hasSize(count);
      }
    }
  }

  @Test
  void neighboursAreMutualAndNeverOneself() {
    GossipGrid grid = GossipGrid.of(Hash.ZERO, 83);
    for (ValidatorIndex validator : grid.canonicalShuffling()) {
      GossipGrid.Neighbours near = grid.neighbours(validator);
      assertThat(near.row()).doesNotContain(validator).isSorted();
      assertThat(near.column()).doesNotContain(validator).isSorted();
      near.row().forEach(n -> assertThat(grid.neighbours(n).row()).contains(validator));
      near.column().forEach(n -> assertThat(grid.neighbours(n).column()).contains(validator));
    }
  }

  @Test
  void anEmptySessionHasAGridWithoutPlaces() {
    GossipGrid grid = GossipGrid.of(Hash.ZERO, 0);
    assertThat(grid.canonicalShuffling()).isEmpty();
    assertThatThrownBy(() -> grid.neighbours(new ValidatorIndex(0)))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("validator 0 of a grid of 0");
  }

  @Test
  void anAbsurdCountIsRefusedBeforeAnythingIsAllocated() {
    for (int count : List.of(-1, ChaChaShuffle.MAX_VALIDATORS + 1, Integer.MAX_VALUE)) {
      assertThatThrownBy(() -> ActiveValidators.shuffled(Hash.ZERO, count))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("validators, not 0 to 1048576");
    }
    GossipGrid grid = GossipGrid.of(Hash.ZERO, 3);
    assertThatThrownBy(() -> grid.placeOf(new ValidatorIndex(-1)))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void aPasswordWithQuotesAndControlsSurvivesTheJsonOfAKeyFile() throws IOException {
    String uri = "//Alice///a\"b\\c\u0001\n\t\u00e4\ud83d\ude00";
    String content = KeyStoreFile.content(uri);
    assertThat(content).isEqualTo("\"//Alice///a\\\"b\\\\c\\u0001\\n\\t\u00e4\ud83d\ude00\"");
    JsonNode read = new ObjectMapper().readTree(content);
    assertThat(read.asText()).isEqualTo(uri);
  }
}
