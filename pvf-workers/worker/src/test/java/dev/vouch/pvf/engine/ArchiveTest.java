package dev.vouch.pvf.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.pvf.fixtures.Fixtures;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

class ArchiveTest {
  private static byte[] artifact() {
    if (Preparer.prepare(Fixtures.adder(), EngineParams.DEFAULT)
        instanceof PrepareOutcome.Prepared prepared) {
      return prepared.artifact().bytes();
    }
    throw new AssertionError("the adder does not prepare");
  }

  @Test
  void partsAreWhatTheJdkReads() throws Exception {
    byte[] artifact = artifact();
    Archive archive = new Archive(artifact);
    List<String> names = new ArrayList<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(artifact))) {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        names.add(e.getName());
        assertThat(archive.get(e.getName())).as(e.getName()).isEqualTo(zip.readAllBytes());
      }
    }
    assertThat(names)
        .contains("META-INF/vouch/image")
        .doesNotContain("META-INF/vouch/stubbed.wasm");
    assertThat(archive.has("absent")).isFalse();
    assertThatThrownBy(() -> archive.get("absent")).isInstanceOf(ArtifactException.class);
  }

  @Test
  void aCutArchiveIsNoArtifact() {
    byte[] artifact = artifact();
    for (int length = 0; length < artifact.length; length += 97) {
      byte[] cut = Arrays.copyOf(artifact, length);
      assertThatThrownBy(() -> Engine.load(cut, EngineKind.CHICORY))
          .as("cut to %d", length)
          .isInstanceOf(ArtifactException.class);
    }
  }

  /** The digest keeps such bytes away; what is left must still not end the process oddly. */
  @Test
  void aDamagedArchiveLoadsOrIsNoArtifact() {
    byte[] artifact = artifact();
    long seed = 5;
    Random random = new Random(seed);
    int refused = 0;
    for (int i = 0; i < 300; i++) {
      byte[] damaged = artifact.clone();
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        Engine.load(damaged, EngineKind.CHICORY);
      } catch (ArtifactException e) {
        refused++;
      }
    }
    assertThat(refused).as("seed %d", seed).isPositive();
  }
}
