package dev.vouch.cluster;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One member of a cluster. The constructor refuses what would be unsafe.
 *
 * @param name members of other names do not join
 * @param host the one address that cluster and bus listen on; never a wildcard
 * @param port of the cluster, 1 to 65535
 * @param members {@code host:port} of the members to look for, this one may be among them
 * @param busPort of the event bus; 0 takes any
 * @param networkIsProtected the operator says that only members can reach the ports of this address
 *     and nobody reads along (WireGuard, IPsec); required for any address but loopback
 */
public record ClusterSettings(
    String name,
    String host,
    int port,
    List<String> members,
    int busPort,
    BusSecurity security,
    boolean networkIsProtected) {
  private static final Pattern MEMBER = Pattern.compile("[A-Za-z0-9.:\\[\\]-]+:[0-9]{1,5}");
  private static final int MAX_PORT = 65_535;
  private static final int MAX_MEMBERS = 256;

  public ClusterSettings {
    members = List.copyOf(members);
    require(!name.isBlank() && name.length() <= 128, "name", "1 to 128 characters", name);
    require(port >= 1 && port <= MAX_PORT, "port", "1 to 65535", port);
    require(busPort >= 0 && busPort <= MAX_PORT, "bus-port", "0 to 65535", busPort);
    require(members.size() <= MAX_MEMBERS, "members", "at most 256", members.size());
    for (String member : members) {
      require(MEMBER.matcher(member).matches(), "members", "host:port", member);
    }
    InetAddress address = resolve(host);
    require(!address.isAnyLocalAddress(), "host", "one address, not a wildcard", host);
    if (!address.isLoopbackAddress() && !networkIsProtected) {
      throw new ClusterConfigException(
          "host",
          host
              + " is not a loopback address, and the cluster's own traffic is neither encrypted nor"
              + " authenticated: put the members on a protected network and say"
              + " \"network-is-protected\": true");
    }
    switch (security) {
      case BusSecurity.Plain plain -> {}
      case BusSecurity.MutualTls tls -> {
        readable("tls.certificate", tls.certificate());
        readable("tls.authority", tls.authority());
        readable("tls.key", tls.key());
        ownersOnly("tls.key", tls.key());
      }
    }
  }

  /** Members on one machine, without TLS. */
  public static ClusterSettings loopback(String name, int port, List<String> members) {
    return new ClusterSettings(name, "127.0.0.1", port, members, 0, new BusSecurity.Plain(), false);
  }

  private static void require(boolean holds, String key, String wanted, Object given) {
    if (!holds) {
      throw new ClusterConfigException(key, "must be " + wanted + ", not '" + given + "'");
    }
  }

  private static InetAddress resolve(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new ClusterConfigException("host", "'" + host + "' has no address");
    }
  }

  private static void readable(String key, Path file) {
    if (!Files.isReadable(file)) {
      throw new ClusterConfigException(key, file + " cannot be read");
    }
  }

  private static void ownersOnly(String key, Path file) {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view == null) {
      return;
    }
    try {
      Set<PosixFilePermission> permissions = view.readAttributes().permissions();
      if (permissions.contains(PosixFilePermission.OTHERS_READ)
          || permissions.contains(PosixFilePermission.GROUP_READ)) {
        throw new ClusterConfigException(key, file + " is readable by others: chmod 600 " + file);
      }
    } catch (java.io.IOException e) {
      throw new ClusterConfigException(key, file + " cannot be examined: " + e.getMessage());
    }
  }
}
