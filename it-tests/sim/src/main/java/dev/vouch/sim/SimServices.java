package dev.vouch.sim;

import dev.vouch.messages.Answer;
import dev.vouch.messages.Message;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.Request;
import java.util.function.Consumer;

/** What a node's subsystems ask for and that is no core: chain, keys, blobs, PVF, network. */
interface SimServices {
  /** Serves a request of a node; the answer may come later or never. */
  void serve(SimNode node, Request<?> request, Consumer<Outcome<? extends Answer>> answer);

  /** Takes a message of a node that nobody answers. */
  void take(SimNode node, Message message);
}
