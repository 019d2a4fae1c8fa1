package dev.vouch.cluster;

import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;

/** The event bus of a member: on one address, with mutual TLS unless that address is protected. */
final class BusOptions {
  /** A connection that is silent for both together is dead, and its queue fails. */
  static final long PING_MILLIS = 2_000;

  static final long PING_REPLY_MILLIS = 2_000;
  static final int CONNECT_MILLIS = 2_000;

  private BusOptions() {}

  static EventBusOptions of(ClusterSettings settings) {
    EventBusOptions options =
        new EventBusOptions()
            .setHost(settings.host())
            .setClusterPublicHost(settings.host())
            .setPort(settings.busPort())
            .setClusterPingInterval(PING_MILLIS)
            .setClusterPingReplyInterval(PING_REPLY_MILLIS)
            .setConnectTimeout(CONNECT_MILLIS)
            // The default trusts everybody, also with TLS on.
            .setTrustAll(false);
    return switch (settings.security()) {
      case BusSecurity.Plain plain -> options;
      case BusSecurity.MutualTls tls ->
          options
              .setSsl(true)
              .setKeyCertOptions(
                  new PemKeyCertOptions()
                      .addCertPath(tls.certificate().toString())
                      .addKeyPath(tls.key().toString()))
              .setTrustOptions(new PemTrustOptions().addCertPath(tls.authority().toString()))
              .setClientAuth(ClientAuth.REQUIRED);
    };
  }
}
