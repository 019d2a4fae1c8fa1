package dev.vouch.node.signer;

import dev.vouch.messages.Answer;
import dev.vouch.messages.Failure;
import dev.vouch.messages.JournalMessage;
import dev.vouch.messages.JournalMessage.Synced;
import dev.vouch.messages.Message;
import dev.vouch.messages.SubsystemName;
import dev.vouch.node.NodeContext;
import dev.vouch.node.ServiceVerticle;
import io.vertx.core.Future;
import java.io.IOException;

/**
 * Writes the signing record, one write after the other, on a worker thread. Closes it at the end.
 */
public final class JournalVerticle extends ServiceVerticle {
  private final RecordFile file;

  public JournalVerticle(NodeContext node, RecordFile file) {
    super(SubsystemName.JOURNAL, node);
    this.file = file;
  }

  @Override
  protected Future<? extends Answer> serve(Message message) {
    if (!(message instanceof JournalMessage write)) {
      return failed(Failure.Kind.BAD_REQUEST, "the journal takes writes only");
    }
    // Ordered: writes of one verticle run one after the other.
    return vertx.executeBlocking(() -> write(write));
  }

  private Synced write(JournalMessage write) throws IOException {
    switch (write) {
      case JournalMessage.Append(var data) -> file.append(data);
      case JournalMessage.Replace(var contents) -> file.replace(contents);
    }
    return new Synced();
  }

  @Override
  public Future<?> stop() {
    return vertx.executeBlocking(
        () -> {
          file.close();
          return null;
        });
  }
}
