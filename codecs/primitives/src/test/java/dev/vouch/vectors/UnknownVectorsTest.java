package dev.vouch.vectors;

import org.junit.jupiter.api.Test;

/** A misspelt file of vectors must not look like success. */
class UnknownVectorsTest {
  @Test
  void everyFileOfTheNamedDirectoryIsOfAKnownFamily() {
    VectorFamilies.assertThatNoFileIsUnknown();
  }
}
