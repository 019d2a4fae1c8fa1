package dev.vouch.pvf.engine;

/** Group {@code allocator}. */
final class AllocatorHost {
  private AllocatorHost() {}

  static void register(HostInterface.Registry all) {
    all.add("allocator_malloc_version_1", "i>i", (host, args) -> host.allocate((int) args[0]));
    all.add(
        "allocator_free_version_1",
        "i>",
        (host, args) -> {
          host.deallocate((int) args[0]);
          return 0;
        });
  }
}
