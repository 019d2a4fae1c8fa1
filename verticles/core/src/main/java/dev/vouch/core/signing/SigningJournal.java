package dev.vouch.core.signing;

import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.Hash;
import dev.vouch.scale.ScaleException;
import dev.vouch.scale.ScaleWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The signing record as a file: eight bytes of header, then entries of {@link #ENTRY_LENGTH} bytes,
 * each with its number and a checksum. The file only grows, until it is replaced as a whole.
 *
 * <p>A write that the machine did not finish leaves a last entry that is too short or whose end is
 * zero: its signature was never handed out, and the entry is cut off. Anything else that does not
 * fit is damage, and signing must not go on.
 */
public final class SigningJournal {
  /** Number, entry, checksum. */
  public static final int ENTRY_LENGTH = 8 + SigningEntry.LENGTH + 16;

  private static final int CHECKSUM_LENGTH = 16;

  /** The last byte is the version of the format. */
  private static final Bytes HEADER =
      Bytes.concat(Bytes.wrap("VOUCHSR".getBytes(StandardCharsets.US_ASCII)), Bytes.fromHex("01"));

  private static final Bytes DOMAIN =
      Bytes.wrap("vouch signing record entry".getBytes(StandardCharsets.US_ASCII));

  private SigningJournal() {}

  /** What a file turned out to be. */
  public sealed interface Loaded {
    /**
     * A record, possibly empty.
     *
     * @param validBytes what is good; the file must be cut to this length before it grows again
     * @param entries number of entries in these bytes
     * @param tornBytes what is lost of a write that was not finished
     */
    record Usable(SigningRecord record, long validBytes, long entries, long tornBytes)
        implements Loaded {}

    record Damaged(long offset, String reason) implements Loaded {}
  }

  /** What stands at the beginning of a file. */
  public static Bytes header() {
    return HEADER;
  }

  /** An entry with its number in the file, counted from zero. */
  public static Bytes encode(long number, SigningEntry entry) {
    Bytes body = new ScaleWriter().u64(number).value(SigningEntry.CODEC, entry).toBytes();
    return Bytes.concat(body, checksum(body));
  }

  /** A whole file. */
  public static Bytes encode(SigningRecord record) {
    List<Bytes> parts = new ArrayList<>();
    parts.add(HEADER);
    for (SigningEntry entry : record.entries()) {
      parts.add(encode(parts.size() - 1L, entry));
    }
    return Bytes.concat(parts.toArray(Bytes[]::new));
  }

  private static Bytes checksum(Bytes body) {
    return Hash.blake2b256(Bytes.concat(DOMAIN, body)).bytes().slice(0, CHECKSUM_LENGTH);
  }

  /** Reads a whole file. */
  public static Loaded decode(Bytes file) {
    int length = file.length();
    int headerLength = HEADER.length();
    if (length < headerLength) {
      return isZero(file) || file.equals(HEADER.slice(0, length))
          ? new Loaded.Usable(SigningRecord.empty(), 0, 0, length)
          : new Loaded.Damaged(0, "this is no signing record");
    }
    if (!file.slice(0, headerLength).equals(HEADER)) {
      return isZero(file)
          ? new Loaded.Usable(SigningRecord.empty(), 0, 0, length)
          : new Loaded.Damaged(0, "this is no signing record of a version that is known here");
    }
    SigningRecord record = SigningRecord.empty();
    long number = 0;
    int at = headerLength;
    while (length - at >= ENTRY_LENGTH) {
      Bytes entry = file.slice(at, at + ENTRY_LENGTH);
      Bytes body = entry.slice(0, ENTRY_LENGTH - CHECKSUM_LENGTH);
      Bytes found = entry.slice(ENTRY_LENGTH - CHECKSUM_LENGTH, ENTRY_LENGTH);
      if (!found.equals(checksum(body))) {
        return isZero(found) && isZero(file.slice(at + ENTRY_LENGTH, length))
            ? new Loaded.Usable(record, at, number, length - (long) at)
            : damaged(at, number, "its checksum is wrong");
      }
      try {
        SigningEntry decoded = SigningEntry.CODEC.decodeAll(body.slice(8, body.length()));
        if (!encode(number, decoded).equals(entry)) {
          return damaged(at, number, "it has another number");
        }
        SigningRecord.Decision decision =
            record.decide(decoded.key(), decoded.context(), decoded.statement(), Integer.MAX_VALUE);
        if (!(decision instanceof SigningRecord.Decision.Free)) {
          return damaged(at, number, "it contradicts an earlier one: " + decision);
        }
        record = record.with(decoded);
      } catch (ScaleException e) {
        return damaged(at, number, e.getMessage());
      }
      number++;
      at += ENTRY_LENGTH;
    }
    return new Loaded.Usable(record, at, number, length - (long) at);
  }

  private static Loaded damaged(long offset, long number, String reason) {
    return new Loaded.Damaged(
        offset,
        "entry "
            + number
            + " of the signing record is damaged, "
            + reason
            + ". Restore the file from a copy; remove it only if its keys have signed nothing in"
            + " the last "
            + SigningRecord.SESSIONS_KEPT
            + " sessions");
  }

  private static boolean isZero(Bytes bytes) {
    for (int i = 0; i < bytes.length(); i++) {
      if (bytes.at(i) != 0) {
        return false;
      }
    }
    return true;
  }
}
