package dev.vouch.pvf.cgroup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserDefinedFileAttributeView;

/** The operations on the tree that are the kernel's business; tests have a model of it. */
interface CgroupFiles {
  /** Makes a group; its files appear by themselves. */
  void make(Path group) throws IOException;

  /** Writes into a file that is there. */
  void write(Path file, String text) throws IOException;

  /** Removes a group without processes and without groups below it. */
  void remove(Path group) throws IOException;

  /** Whether systemd has marked the group as ours to divide. */
  boolean marked(Path group);

  /** The kernel's. */
  CgroupFiles KERNEL =
      new CgroupFiles() {
        @Override
        public void make(Path group) throws IOException {
          Files.createDirectory(group);
        }

        @Override
        public void write(Path file, String text) throws IOException {
          Files.write(file, text.getBytes(StandardCharsets.US_ASCII), StandardOpenOption.WRITE);
        }

        @Override
        public void remove(Path group) throws IOException {
          Files.delete(group);
        }

        @Override
        public boolean marked(Path group) {
          try {
            var view = Files.getFileAttributeView(group, UserDefinedFileAttributeView.class);
            return view != null && view.list().contains("delegate");
          } catch (IOException e) {
            return false;
          }
        }
      };
}
