package dev.vouch.pvf.supervisor;

import java.io.IOException;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The worker's class path. The jars ride inside this module's jar, are never linked, and are
 * unpacked once per content into a directory named by their digest; modification times are kept,
 * because the JVM's AOT cache checks them. Beside them lies the native library that a worker would
 * otherwise unpack for itself at each start, and the digest of all these files, which is checked
 * before they are used again.
 *
 * @param digest SHA-256 in hex over names and contents, as this build carries them
 * @param files in class-path order
 * @param zstd the decoder's native library, where this build has one for this system
 */
public record WorkerJars(String digest, List<Path> files, Optional<Path> zstd) {
  /** Where the build puts the jars. */
  static final String RESOURCE = "/dev/vouch/pvf/worker-lib";

  /** Digits of the digest in the directory's name. */
  private static final int NAME_DIGITS = 16;

  /** Changes with what is made of the jars, so that another build's directory is left alone. */
  private static final String LAYOUT = "2";

  private static final String ZSTD = "libzstd-jni.so";
  private static final String MANIFEST = "SHA256";

  public WorkerJars {
    files = List.copyOf(files);
  }

  /** Unpacks below {@code root}, unless it was done before. Blocks. */
  public static WorkerJars unpack(Path root) throws IOException {
    URL url = WorkerJars.class.getResource(RESOURCE);
    if (url == null) {
      throw new IOException(
          "this build of vouch-pvf-host carries no worker jars (no resource %s); build it with 'mvn package'"
              .formatted(RESOURCE));
    }
    try {
      URI uri = url.toURI();
      if (url.openConnection() instanceof JarURLConnection inJar) {
        // Opened by its path: by its URI there can be only one in a JVM, and hosts start together.
        Path jarFile = Path.of(inJar.getJarFileURL().toURI());
        try (FileSystem jar = FileSystems.newFileSystem(jarFile)) {
          return unpack(jar.getPath(RESOURCE), root);
        }
      }
      return unpack(Path.of(uri), root);
    } catch (URISyntaxException e) {
      throw new IOException("the worker jars are at an unusable place: " + url, e);
    }
  }

  static synchronized WorkerJars unpack(Path source, Path root) throws IOException {
    if (!root.toString().chars().allMatch(c -> c < 0x80)) {
      throw new IOException(
          "workers have an empty environment, without a language, and read no path beyond ASCII; choose another artifact directory than %s"
              .formatted(root));
    }
    List<Path> jars = jarsIn(source);
    if (jars.isEmpty()) {
      throw new IOException("no worker jars in " + source);
    }
    String digest = digest(jars);
    Files.createDirectories(root);
    Path target = root.resolve("worker-" + LAYOUT + "-" + digest.substring(0, NAME_DIGITS));
    if (!isWhole(target)) {
      copyAside(jars, root, target);
    }
    Path zstd = target.resolve(ZSTD);
    return new WorkerJars(
        digest, jarsIn(target), Files.exists(zstd) ? Optional.of(zstd) : Optional.empty());
  }

  private static boolean isWhole(Path target) throws IOException {
    Path manifest = target.resolve(MANIFEST);
    return Files.isRegularFile(manifest) && Files.readString(manifest).equals(contents(target));
  }

  private static String contents(Path directory) throws IOException {
    List<Path> files = new ArrayList<>(jarsIn(directory));
    Path zstd = directory.resolve(ZSTD);
    if (Files.exists(zstd)) {
      files.add(zstd);
    }
    return digest(files);
  }

  private static void copyAside(List<Path> jars, Path root, Path target) throws IOException {
    Path aside = root.resolve(".worker-" + UUID.randomUUID());
    Files.createDirectory(aside);
    try {
      Pattern zstd =
          Pattern.compile(
              "linux/" + Pattern.quote(System.getProperty("os.arch")) + "/libzstd-jni-[^/]*\\.so");
      for (Path jar : jars) {
        JarCopy.copy(jar, aside.resolve(jar.getFileName().toString()));
        if (jar.getFileName().toString().startsWith("zstd-jni-")) {
          JarCopy.extract(jar, zstd, aside.resolve(ZSTD));
        }
      }
      Files.writeString(aside.resolve(MANIFEST), contents(aside));
      // Another process may have been quicker, and may use its copy already: never take it away.
      if (isWhole(target)) {
        return;
      }
      if (Files.isDirectory(target)) {
        Directories.delete(target);
      }
      Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!isWhole(target)) {
        throw e;
      }
    } finally {
      Directories.delete(aside);
    }
  }

  private static List<Path> jarsIn(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  private static String digest(List<Path> jars) throws IOException {
    MessageDigest sha256 = sha256();
    for (Path jar : jars) {
      sha256.update(jar.getFileName().toString().getBytes(StandardCharsets.UTF_8));
      try (OutputStream sink = new DigestOutputStream(OutputStream.nullOutputStream(), sha256)) {
        Files.copy(jar, sink);
      }
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no SHA-256", e);
    }
  }
}
