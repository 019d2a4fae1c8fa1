package dev.vouch.topology;

import dev.vouch.primitives.PublicKey;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The file that a node of the reference keeps one key in (wire 4.3): its name tells the kind and
 * the public key, its content is the secret URI as a JSON string. Whoever reads or writes such a
 * file holds a secret; nothing of it is kept here.
 */
public final class KeyStoreFile {
  private KeyStoreFile() {}

  /** The kinds of keys that validators and collators have, by their four letters (wire 2.1). */
  public enum KeyType {
    /** Signs statements, bitfields and approvals. */
    VALIDATOR("para"),
    /** Assigns approval checks. */
    ASSIGNMENT("asgn"),
    /** Names the node in authority discovery. */
    DISCOVERY("audi"),
    /** Signs collations. */
    COLLATOR("coll");

    private final String id;

    KeyType(String id) {
      this.id = id;
    }

    /** Four ASCII letters. */
    public String id() {
      return id;
    }
  }

  /** The file's name: key type and public key in hex. */
  public static String name(KeyType type, PublicKey key) {
    return HexFormat.of().formatHex(type.id.getBytes(StandardCharsets.US_ASCII)) + key.toHex();
  }

  /** The file's content: the secret URI as a JSON string, without a line end. */
  public static String content(String secretUri) {
    StringBuilder out = new StringBuilder(secretUri.length() + 2).append('"');
    for (int i = 0; i < secretUri.length(); i++) {
      char c = secretUri.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\f' -> out.append("\\f");
        case '\r' -> out.append("\\r");
        default -> {
          if (c < ' ') {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }
}
