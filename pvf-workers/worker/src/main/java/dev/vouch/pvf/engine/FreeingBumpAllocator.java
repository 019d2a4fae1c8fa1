package dev.vouch.pvf.engine;

import java.util.Arrays;

/**
 * The host allocator over guest memory, exact to the address (validation 3.7): free lists by power
 * of two, a bump pointer, 8-byte headers in guest memory that the guest may overwrite. One per
 * call.
 */
final class FreeingBumpAllocator {
  /** Largest request, in bytes (32 MiB). */
  static final int MAX_POSSIBLE_ALLOCATION = 33_554_432;

  private static final int HEADER = 8;
  private static final int ORDERS = 23;
  private static final int MIN_ALLOCATION = 8;
  private static final long NIL = 0xffff_ffffL;
  private static final long OCCUPIED = 1L << 32;

  private final LinearMemory memory;
  private final long[] heads = new long[ORDERS];
  private long bumper;
  private long bytesInUse;
  private long lastMemorySize;
  private boolean poisoned;

  FreeingBumpAllocator(LinearMemory memory, int heapBase) {
    this.memory = memory;
    // Rounding up wraps at 2^32, as in the reference.
    this.bumper = ((Integer.toUnsignedLong(heapBase) + 7) & ~7L) & NIL;
    Arrays.fill(heads, NIL);
  }

  /** Address of a block of at least {@code size} bytes (without sign). */
  int allocate(int size) {
    begin();
    if (Integer.compareUnsigned(size, MAX_POSSIBLE_ALLOCATION) > 0) {
      throw new AllocatorException("Requested allocation size is too large");
    }
    int order = order(size);
    long block = blockSize(order);
    long head = heads[order];
    if (head == NIL) {
      head = bump(block);
    } else {
      if (head + block + HEADER > memory.size()) {
        throw new AllocatorException("Client passed an invalid header: points outside memory");
      }
      long header = memory.readLong((int) head);
      if ((header & OCCUPIED) != 0) {
        throw new AllocatorException("free list points to a occupied header");
      }
      heads[order] = header & NIL;
    }
    memory.writeLong((int) head, OCCUPIED | order);
    bytesInUse += block + HEADER;
    poisoned = false;
    return (int) (head + HEADER);
  }

  /** Gives a block back. */
  void deallocate(int pointer) {
    begin();
    long header = Integer.toUnsignedLong(pointer) - HEADER;
    if (header < 0) {
      throw new AllocatorException("Invalid pointer for deallocation");
    }
    if (header + HEADER > memory.size()) {
      throw new AllocatorException("Invalid pointer for deallocation: outside memory");
    }
    long word = memory.readLong((int) header);
    if ((word & OCCUPIED) == 0) {
      throw new AllocatorException("the allocation points to an empty header");
    }
    long order = word & NIL;
    if (order >= ORDERS) {
      throw new AllocatorException("invalid order");
    }
    memory.writeLong((int) header, heads[(int) order]);
    heads[(int) order] = header;
    bytesInUse -= blockSize((int) order) + HEADER;
    if (bytesInUse < 0) {
      throw new AllocatorException("underflow of the currently allocated bytes count");
    }
    poisoned = false;
  }

  /** Poisons until the request has succeeded. */
  private void begin() {
    if (poisoned) {
      throw new AllocatorException("the allocator has been poisoned");
    }
    poisoned = true;
    long size = memory.size();
    if (size < lastMemorySize) {
      throw new AllocatorException("the linear memory has shrunk");
    }
    lastMemorySize = size;
  }

  private long bump(long block) {
    long need = bumper + block + HEADER;
    if (need > memory.size()) {
      grow(need);
    }
    long at = bumper;
    bumper = need;
    return at;
  }

  private void grow(long need) {
    long required = (need + LinearMemory.PAGE - 1) / LinearMemory.PAGE;
    int current = memory.pages();
    int maximum = memory.maximumPages();
    if (current >= maximum || required > maximum) {
      throw new AllocatorException("Allocator ran out of space");
    }
    int wanted = (int) Math.max(Math.min(2L * current, maximum), required);
    if (memory.grow(wanted - current) == -1) {
      throw new AllocatorException("Allocator ran out of space");
    }
  }

  static int order(int size) {
    int rounded = Math.max(size, MIN_ALLOCATION);
    return 32 - Integer.numberOfLeadingZeros(rounded - 1) - 3;
  }

  private static long blockSize(int order) {
    return (long) MIN_ALLOCATION << order;
  }

  long bumper() {
    return bumper;
  }

  long bytesInUse() {
    return bytesInUse;
  }

  /** Head of a free list, or 0xffffffff. */
  long head(int order) {
    return heads[order];
  }
}
