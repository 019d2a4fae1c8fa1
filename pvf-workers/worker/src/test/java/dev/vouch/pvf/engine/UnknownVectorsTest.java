package dev.vouch.pvf.engine;

import dev.vouch.vectors.VectorFamilies;
import org.junit.jupiter.api.Test;

/** A misspelt file of vectors must not look like success, whichever module is run alone. */
class UnknownVectorsTest {
  @Test
  void everyFileOfTheNamedDirectoryIsOfAKnownFamily() {
    VectorFamilies.assertThatNoFileIsUnknown();
  }
}
