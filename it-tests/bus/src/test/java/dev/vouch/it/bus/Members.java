package dev.vouch.it.bus;

import dev.vouch.bus.BusClient;
import dev.vouch.cluster.ClusterSettings;
import dev.vouch.cluster.ClusteredVertx;
import dev.vouch.cluster.FreePort;
import dev.vouch.node.VouchPlugin;
import dev.vouch.node.config.NodeConfig;
import dev.vouch.primitives.Bytes;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A real Hazelcast cluster of three members in this JVM, for all tests of a class; nodes are
 * deployed on it for one test each.
 */
final class Members implements AutoCloseable {
  static final int COUNT = 3;

  private final List<ClusteredVertx> members = new ArrayList<>();
  private final Path artifacts;

  /** A validator's node on one member. */
  record Node(String name, VouchPlugin plugin, BusClient host, Vertx vertx, String deployment) {
    void put(Bytes... blobs) {
      for (Bytes blob : blobs) {
        try {
          plugin.blobs().put(blob);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }

    void undeploy() {
      Await.result(vertx.undeploy(deployment));
    }
  }

  Members(String name, Path artifacts) {
    this.artifacts = artifacts;
    List<Integer> ports =
        Stream.generate(FreePort::onLoopback).distinct().limit(COUNT).sorted().toList();
    List<String> addresses = ports.stream().map(port -> "127.0.0.1:" + port).toList();
    for (int port : ports) {
      members.add(
          Await.result(ClusteredVertx.start(ClusterSettings.loopback(name, port, addresses))));
    }
    Await.until("three members see each other", () -> members.stream().allMatch(Members::sees));
  }

  private static boolean sees(ClusteredVertx member) {
    return member.members() == COUNT;
  }

  Vertx vertx(int member) {
    return members.get(member).vertx();
  }

  /** Deploys the validator's node on the member of the same number. */
  Node deploy(int validator, HostApp host, Path directory) {
    String name = name(validator);
    BusClient client = host.serve(vertx(validator), name);
    JsonObject config =
        Configs.node(
            name, Chains.uri(validator), directory.resolve(name), artifacts, host.genesis());
    VouchPlugin plugin = new VouchPlugin(NodeConfig.of(config));
    String id = Await.result(vertx(validator).deployVerticle(plugin));
    return new Node(name, plugin, client, vertx(validator), id);
  }

  List<Node> deployAll(HostApp host, Path directory) {
    return IntStream.range(0, COUNT)
        .mapToObj(validator -> deploy(validator, host, directory))
        .toList();
  }

  private static String name(int validator) {
    return Chains.uri(validator).substring(2).toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() {
    members.forEach(member -> Await.result(member.close()));
  }
}
