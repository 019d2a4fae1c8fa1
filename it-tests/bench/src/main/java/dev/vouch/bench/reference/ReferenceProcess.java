package dev.vouch.bench.reference;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The reference's side: a process that measures what it is asked for. */
final class ReferenceProcess implements AutoCloseable {
  private final Process process;
  private final BufferedWriter requests;
  private final BufferedReader answers;

  ReferenceProcess(Path binary, Path inputs) throws IOException {
    process =
        new ProcessBuilder(binary.toString(), inputs.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    requests = process.outputWriter(StandardCharsets.US_ASCII);
    answers = process.inputReader(StandardCharsets.US_ASCII);
  }

  Measured measure(String operation, int times) throws IOException {
    requests.write(operation + " " + times + "\n");
    requests.flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException("the reference's process ended at " + operation);
    }
    String[] words = answer.split(" ", 2);
    return new Measured(Long.parseLong(words[0]), Long.parseUnsignedLong(words[1]));
  }

  @Override
  public void close() throws IOException {
    requests.close();
    process.destroy();
  }
}
