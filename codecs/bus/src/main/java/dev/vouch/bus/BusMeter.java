package dev.vouch.bus;

/** Counts what the bus refuses, by address. Called on any event loop. */
public interface BusMeter {
  /** Something arrived that does not decode or does not belong here. */
  void malformed(String address);

  /** A handler threw: a fault of ours. */
  void faulted(String address);

  /** Counts nothing. */
  BusMeter NONE =
      new BusMeter() {
        @Override
        public void malformed(String address) {}

        @Override
        public void faulted(String address) {}
      };
}
