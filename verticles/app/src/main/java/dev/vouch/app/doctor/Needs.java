package dev.vouch.app.doctor;

/**
 * What a node is going to use, as its configuration says.
 *
 * @param nodeHeapBytes of the node's own process
 * @param workerHeapBytes of one execute worker
 * @param prepareHeapBytes of the process that prepares
 */
public record Needs(
    int slots, int spares, long nodeHeapBytes, long workerHeapBytes, long prepareHeapBytes) {
  /** Of a virtual machine beside its heap: classes, compiled code, stacks. */
  static final long OVERHEAD_BYTES = 150L << 20;

  /** When every heap is full, which is the bound, not the habit. */
  long memoryBytes() {
    long workers = (slots + spares) * (workerHeapBytes + OVERHEAD_BYTES);
    return nodeHeapBytes + OVERHEAD_BYTES + workers + prepareHeapBytes + OVERHEAD_BYTES;
  }
}
