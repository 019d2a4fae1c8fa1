package dev.vouch.bus;

/** How far an inbox of this node is known. */
public enum Scope {
  /** Inside this {@code Vertx} only: no other member of the cluster can reach it. */
  LOCAL,
  /** In the whole cluster: parts of one node are placed on several machines. */
  CLUSTER
}
