package dev.vouch.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The names of all families of reference vectors, whatever module runs them, and the rule about a
 * directory of them: a file of vectors that no family has the name of is a mistake and fails; other
 * files and all folders are ignored; a family without a file is skipped by its own test.
 */
public final class VectorFamilies {
  /** Run by {@code codecs/primitives}. */
  private static final Set<String> CODECS =
      Set.of(
          "blobs",
          "check_backing",
          "chunk_mapping",
          "descriptor_versions",
          "ecc",
          "ecdsa",
          "ed25519",
          "erasure",
          "erasure_errors",
          "hashes",
          "keys",
          "protocol_names",
          "rotation",
          "signed_statements",
          "signing",
          "sr25519",
          "topology",
          "trie",
          "trie_membership",
          "ump_signals",
          "wire",
          "wire_negative");

  /** Run by {@code verticles/core} and {@code pvf-workers/worker}. */
  private static final Set<String> OTHERS = Set.of("emulator", "pvf", "statement_table");

  private static final List<String> SUFFIXES = List.of(".jsonl", ".jsonl.gz");

  private VectorFamilies() {}

  /** Whether some module runs a family of this name. */
  static boolean isKnown(String family) {
    return CODECS.contains(family) || OTHERS.contains(family);
  }

  /** Fails if the directory, if one was named, holds vectors that nobody would run. */
  public static void assertThatNoFileIsUnknown() {
    VectorDirectory.named().ifPresent(VectorFamilies::assertThatNoFileIsUnknown);
  }

  static void assertThatNoFileIsUnknown(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      List<String> unknown =
          entries
              .filter(Files::isRegularFile)
              .map(file -> file.getFileName().toString())
              .filter(VectorFamilies::isUnknown)
              .sorted()
              .toList();
      assertThat(unknown)
          .as("files of vectors in %s that no test of Vouch runs; is a name misspelt?", directory)
          .isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException("vectors in " + directory, e);
    }
  }

  private static boolean isUnknown(String file) {
    return SUFFIXES.stream()
        .anyMatch(
            suffix ->
                file.endsWith(suffix)
                    && !isKnown(file.substring(0, file.length() - suffix.length())));
  }
}
