package dev.vouch.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The part of STROBE-128 that Merlin uses (wire 5.3). The state may hold secrets: {@link #wipe} it.
 */
final class Strobe {
  private static final VarHandle LONG_LE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int STATE_BYTES = 200;

  /** 200 bytes less twice the security strength of 16 bytes, less the two bytes of framing. */
  private static final int RATE = 166;

  private static final int FLAG_I = 1;
  private static final int FLAG_A = 2;
  private static final int FLAG_C = 4;
  private static final int FLAG_M = 16;
  private static final int FLAG_K = 32;

  private final byte[] state = new byte[STATE_BYTES];
  private final long[] lanes = new long[STATE_BYTES / Long.BYTES];
  private int position;
  private int positionBegin;

  Strobe(byte[] label) {
    byte[] domain = {1, (byte) (RATE + 2), 1, 0, 1, 96};
    byte[] version = "STROBEv1.0.2".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(domain, 0, state, 0, domain.length);
    System.arraycopy(version, 0, state, domain.length, version.length);
    permute();
    metaAd(label, false);
  }

  private Strobe(Strobe other) {
    System.arraycopy(other.state, 0, state, 0, STATE_BYTES);
    position = other.position;
    positionBegin = other.positionBegin;
  }

  Strobe copy() {
    return new Strobe(this);
  }

  /** Additional data about the transcript itself; {@code more} continues the operation before. */
  void metaAd(byte[] data, boolean more) {
    begin(FLAG_M | FLAG_A, more);
    absorb(data);
  }

  void ad(byte[] data) {
    begin(FLAG_A, false);
    absorb(data);
  }

  byte[] prf(int length) {
    begin(FLAG_I | FLAG_A | FLAG_C, false);
    byte[] out = new byte[length];
    for (int i = 0; i < length; i++) {
      out[i] = state[position];
      state[position++] = 0;
      if (position == RATE) {
        runF();
      }
    }
    return out;
  }

  void key(byte[] data) {
    begin(FLAG_A | FLAG_C, false);
    for (byte b : data) {
      state[position++] = b;
      if (position == RATE) {
        runF();
      }
    }
  }

  void wipe() {
    Arrays.fill(state, (byte) 0);
    Arrays.fill(lanes, 0);
  }

  private void begin(int flags, boolean more) {
    if (more) {
      return;
    }
    byte[] framing = {(byte) positionBegin, (byte) flags};
    positionBegin = position + 1;
    absorb(framing);
    if ((flags & (FLAG_C | FLAG_K)) != 0 && position != 0) {
      runF();
    }
  }

  private void absorb(byte[] data) {
    for (byte b : data) {
      state[position++] ^= b;
      if (position == RATE) {
        runF();
      }
    }
  }

  private void runF() {
    state[position] ^= (byte) positionBegin;
    state[position + 1] ^= 0x04;
    state[RATE + 1] ^= (byte) 0x80;
    permute();
    position = 0;
    positionBegin = 0;
  }

  private void permute() {
    for (int i = 0; i < lanes.length; i++) {
      lanes[i] = (long) LONG_LE.get(state, 8 * i);
    }
    KeccakPermutation.permute(lanes);
    for (int i = 0; i < lanes.length; i++) {
      LONG_LE.set(state, 8 * i, lanes[i]);
    }
  }
}
