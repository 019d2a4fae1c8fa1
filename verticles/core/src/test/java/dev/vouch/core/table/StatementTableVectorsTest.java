package dev.vouch.core.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.vectors.VectorFile;
import org.junit.jupiter.api.Test;

/**
 * The table against sequences that the reference's table was fed: every summary, fault and quorum.
 */
class StatementTableVectorsTest {
  @Test
  void everySequenceOfTheReferenceGivesTheSameSummariesFaultsAndQuorums() {
    VectorFile.read("statement_table").check(StatementTableVectorsTest::replay);
  }

  private static void replay(JsonNode vector) {
    TableReplay replay = new TableReplay(vector);
    int number = 0;
    for (JsonNode step : vector.get("steps")) {
      String where = "step " + number++ + " " + step;
      if (step.get(0).asText().equals("drain")) {
        assertThat(replay.drain()).as(where).isEqualTo(step.get(1));
      } else {
        assertThat(replay.importStep(step)).as(where).isEqualTo(step.get(5));
        assertThat(replay.undrained()).as(where).isEqualTo(step.get(6).asInt());
        assertThat(replay.isAttested(step.get(2).asInt()))
            .as(where)
            .isEqualTo(step.get(7).asBoolean());
      }
    }
    for (JsonNode candidate : vector.get("attested_at_end")) {
      String where = "attested at end " + candidate.get(0);
      int id = candidate.get(0).asInt();
      assertThat(replay.knows(id)).as(where).isEqualTo(candidate.get(1).asBoolean());
      assertThat(replay.attestedByMinimum(id, candidate.get(2).size()))
          .as(where)
          .isEqualTo(candidate.get(2));
    }
    assertThat(replay.drain()).isEqualTo(vector.get("misbehaviour_at_end"));
  }
}
