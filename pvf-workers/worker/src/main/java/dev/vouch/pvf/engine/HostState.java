package dev.vouch.pvf.engine;

import org.jspecify.annotations.Nullable;

/** What host functions see of one call: memory, allocator, the open signature batch. */
final class HostState {
  private @Nullable LinearMemory memory;
  private @Nullable FreeingBumpAllocator allocator;

  /** Room for one digest of at most 64 bytes, so that hashing allocates nothing. */
  final byte[] digest = new byte[64];

  /** Result of the signature batch so far; absent if none is open. */
  @Nullable Boolean batch;

  /** From here on host functions work; before it (start function) they trap (PJ-13). */
  void begin(LinearMemory guestMemory, FreeingBumpAllocator guestAllocator) {
    memory = guestMemory;
    allocator = guestAllocator;
  }

  LinearMemory memory() {
    LinearMemory m = memory;
    if (m == null) {
      throw new HostTrap("host function called while the instance is being made");
    }
    return m;
  }

  int allocate(int size) {
    try {
      return allocator().allocate(size);
    } catch (AllocatorException e) {
      throw new HostTrap("Failed to allocate memory: " + e.getMessage());
    }
  }

  void deallocate(int pointer) {
    try {
      allocator().deallocate(pointer);
    } catch (AllocatorException e) {
      throw new HostTrap("Failed to deallocate memory: " + e.getMessage());
    }
  }

  private FreeingBumpAllocator allocator() {
    FreeingBumpAllocator a = allocator;
    if (a == null) {
      throw new HostTrap("host function called while the instance is being made");
    }
    return a;
  }
}
