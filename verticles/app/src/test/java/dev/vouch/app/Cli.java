package dev.vouch.app;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;

/** Runs commands in this JVM, and writes the files that they read. */
final class Cli {
  private final Path directory;

  Cli(Path directory) {
    this.directory = directory;
  }

  /** What a command said and how it ended. */
  record Result(int exit, String out, String err) {
    /** Standard output, which must be JSON objects and nothing else. */
    List<JsonObject> json() {
      return out.lines().map(JsonObject::new).toList();
    }
  }

  static Result run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command = Main.commandLine();
    command.setOut(new PrintWriter(out));
    command.setErr(new PrintWriter(err));
    int exit = command.execute(args);
    return new Result(exit, out.toString(), err.toString());
  }

  String file(String name, byte[] content) {
    try {
      return Files.write(directory.resolve(name), content).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String file(String name, String content) {
    return file(name, content.getBytes(StandardCharsets.UTF_8));
  }

  String absent(String name) {
    return directory.resolve(name).toString();
  }
}
