package dev.vouch.crypto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The npm package {@code @polkadot/wasm-crypto}, schnorrkel among it, in a process of Node.js. */
final class WasmCrypto implements AutoCloseable {
  private static final Path SOURCES = Path.of("src", "test", "node");
  private static final Path FOLDER = Path.of("target", "wasm-crypto");
  private static final List<String> FILES =
      List.of("package.json", "package-lock.json", "wasm-crypto.mjs");
  private static final long INSTALL_MINUTES = 5;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final Writer requests;
  private final BufferedReader answers;
  private int calls;

  private WasmCrypto(Process process) {
    this.process = process;
    this.requests = process.outputWriter();
    this.answers = process.inputReader();
  }

  /** Whether Node.js and its package client are on this machine. */
  static boolean isPossible() throws InterruptedException {
    return runs("node", "--version") && runs("npm", "--version");
  }

  /** Installs the package into {@code target}, once, and starts it. */
  static WasmCrypto start() throws IOException, InterruptedException {
    Files.createDirectories(FOLDER);
    for (String file : FILES) {
      Files.copy(SOURCES.resolve(file), FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    if (!Files.exists(FOLDER.resolve("node_modules"))) {
      Process install =
          builder("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
              .redirectOutput(ProcessBuilder.Redirect.INHERIT)
              .start();
      if (!install.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES) || install.exitValue() != 0) {
        install.destroyForcibly();
        throw new IOException("npm ci did not install " + FOLDER.toAbsolutePath());
      }
    }
    return new WasmCrypto(builder("node", "wasm-crypto.mjs").start());
  }

  /** Calls a function with numbers, strings and byte arrays. */
  JsonNode call(String function, Object... arguments) {
    ObjectNode request = JSON.createObjectNode().put("call", function);
    ArrayNode list = request.putArray("arguments");
    for (Object argument : arguments) {
      switch (argument) {
        case byte[] bytes -> list.addObject().put("hex", HexFormat.of().formatHex(bytes));
        case Integer number -> list.add(number);
        default -> list.add(argument.toString());
      }
    }
    try {
      requests.write(request + "\n");
      requests.flush();
      calls++;
      JsonNode answer = JSON.readTree(answers.readLine());
      if (answer.has("error")) {
        throw new IllegalArgumentException(function + ": " + answer.get("error").asText());
      }
      return answer.get("value");
    } catch (IOException e) {
      throw new UncheckedIOException(function, e);
    }
  }

  /** Calls a function that gives bytes. */
  byte[] bytes(String function, Object... arguments) {
    return HexFormat.of().parseHex(call(function, arguments).asText());
  }

  /** How often something was called. */
  int calls() {
    return calls;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private static ProcessBuilder builder(String... command) {
    return new ProcessBuilder(command)
        .directory(FOLDER.toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT);
  }

  private static boolean runs(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
      return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
