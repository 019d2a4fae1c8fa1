package dev.vouch.pvf.supervisor;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Copies one jar of the worker's class path. Signature files are left out: the virtual machine
 * keeps no class of a signed jar in an AOT cache. What such a signature would protect is covered by
 * the digest over the jars that this build carries.
 */
final class JarCopy {
  private static final Pattern SIGNATURE =
      Pattern.compile("META-INF/[^/]+\\.(SF|RSA|DSA|EC)", Pattern.CASE_INSENSITIVE);

  private JarCopy() {}

  /** With the modification time of the original, because an AOT cache depends on it. */
  static void copy(Path jar, Path to) throws IOException {
    FileTime modified = Files.getLastModifiedTime(jar);
    if (isSigned(jar)) {
      copyUnsigned(jar, to);
    } else {
      try (InputStream in = Files.newInputStream(jar)) {
        Files.copy(in, to);
      }
    }
    Files.setLastModifiedTime(to, modified);
  }

  /** Writes the first entry whose name matches; false if there is none. */
  static boolean extract(Path jar, Pattern name, Path to) throws IOException {
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(jar))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (name.matcher(entry.getName()).matches()) {
          Files.copy(in, to);
          return true;
        }
      }
      return false;
    }
  }

  private static boolean isSigned(Path jar) throws IOException {
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(jar))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (SIGNATURE.matcher(entry.getName()).matches()) {
          return true;
        }
      }
      return false;
    }
  }

  private static void copyUnsigned(Path jar, Path to) throws IOException {
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(jar));
        OutputStream file = Files.newOutputStream(to);
        ZipOutputStream out = new ZipOutputStream(file)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (!SIGNATURE.matcher(entry.getName()).matches()) {
          ZipEntry same = new ZipEntry(entry.getName());
          same.setTime(entry.getTime());
          out.putNextEntry(same);
          in.transferTo(out);
          out.closeEntry();
        }
      }
    }
  }
}
