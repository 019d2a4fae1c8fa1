package dev.vouch.app.doctor;

/**
 * What a node is going to use, as its configuration says.
 *
 * @param nodeHeapBytes of the node's own process
 * @param workerHeapBytes of one execute worker, in a session with the default memory of PVFs
 * @param largestWorkerHeapBytes of one in a session that allows PVFs the most memory that live
 *     networks have
 * @param prepareHeapBytes of the process that prepares
 */
public record Needs(
    int slots,
    int spares,
    long nodeHeapBytes,
    long workerHeapBytes,
    long largestWorkerHeapBytes,
    long prepareHeapBytes) {
  /** Of a virtual machine beside its heap: classes, compiled code, stacks. */
  static final long OVERHEAD_BYTES = 150L << 20;

  /** When every heap is full, which is the bound, not the habit. */
  long memoryBytes() {
    return memoryBytes(workerHeapBytes);
  }

  /** The same in a session with large memories. */
  long largestMemoryBytes() {
    return memoryBytes(largestWorkerHeapBytes);
  }

  private long memoryBytes(long heapBytes) {
    long workers = (slots + spares) * (heapBytes + OVERHEAD_BYTES);
    return nodeHeapBytes + OVERHEAD_BYTES + workers + prepareHeapBytes + OVERHEAD_BYTES;
  }
}
