package dev.vouch.cluster;

import java.nio.file.Path;

/** How event-bus connections between members are protected. */
public sealed interface BusSecurity {
  /** No protection: for members on one machine, or on a network that is protected otherwise. */
  record Plain() implements BusSecurity {}

  /**
   * Mutual TLS. Any certificate of the authority is any member, so the authority must be used for
   * nothing else.
   *
   * @param certificate PEM, this member's
   * @param key PEM, this member's; readable by its owner only
   * @param authority PEM, whoever it signed is a member
   */
  record MutualTls(Path certificate, Path key, Path authority) implements BusSecurity {}
}
