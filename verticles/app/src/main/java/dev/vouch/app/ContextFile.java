package dev.vouch.app;

import dev.vouch.primitives.ClaimQueue;
import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.ExecutorParams;
import dev.vouch.primitives.ParaId;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the file of {@code --context} says about the chain; what it leaves out is assumed. Every key
 * is optional, unknown ones are refused by name.
 *
 * @param session of the blocks on the scheduling parent
 * @param relayParentSession of the blocks on the relay parent, where that is another block
 * @param bombLimitBytes largest size of the code after decompression
 */
record ContextFile(
    Optional<Long> session,
    Optional<Long> relayParentSession,
    Optional<ClaimQueue> claimQueue,
    Optional<Boolean> v3,
    Optional<ExecutorParams> executorParams,
    Optional<Long> bombLimitBytes) {
  static final String SESSION = "session";
  static final String RELAY_PARENT_SESSION = "relay_parent_session";
  static final String CLAIM_QUEUE = "claim_queue";
  static final String V3 = "v3";
  static final String EXECUTOR_PARAMS = "executor_params";
  static final String BOMB_LIMIT = "bomb_limit";

  private static final Set<String> KEYS =
      new TreeSet<>(
          List.of(SESSION, RELAY_PARENT_SESSION, CLAIM_QUEUE, V3, EXECUTOR_PARAMS, BOMB_LIMIT));

  /** Nothing is known. */
  static ContextFile empty() {
    return of(new JsonObject());
  }

  static ContextFile read(Path file) {
    String text = new String(InputFiles.read(file), StandardCharsets.UTF_8);
    try {
      return of(new JsonObject(text));
    } catch (DecodeException e) {
      throw new UsageException(file + " is no JSON object: " + e.getMessage());
    } catch (UsageException e) {
      throw new UsageException(file + ": " + e.getMessage());
    }
  }

  private static ContextFile of(JsonObject json) {
    for (String key : json.fieldNames()) {
      if (!KEYS.contains(key)) {
        throw new UsageException("unknown key '" + key + "'; known are " + String.join(", ", KEYS));
      }
      if (json.getValue(key) == null) {
        throw new UsageException(key + " must not be null; leave it out instead");
      }
    }
    return new ContextFile(
        given(json, SESSION).map(value -> JsonNumbers.u32(SESSION, value)),
        given(json, RELAY_PARENT_SESSION)
            .map(value -> JsonNumbers.u32(RELAY_PARENT_SESSION, value)),
        given(json, CLAIM_QUEUE).map(ContextFile::claims),
        given(json, V3).map(ContextFile::flag),
        given(json, EXECUTOR_PARAMS).map(value -> ExecutorParamsJson.read(EXECUTOR_PARAMS, value)),
        given(json, BOMB_LIMIT).map(value -> JsonNumbers.natural(BOMB_LIMIT, value)));
  }

  private static Optional<Object> given(JsonObject json, String key) {
    return Optional.ofNullable(json.getValue(key));
  }

  private static boolean flag(Object value) {
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw new UsageException(V3 + " must be true or false, not " + value);
  }

  private static ClaimQueue claims(Object value) {
    if (!(value instanceof JsonObject object)) {
      throw new UsageException(
          CLAIM_QUEUE + " must be an object from core to list of paras, as {\"0\": [2000, 2000]}");
    }
    SortedMap<CoreIndex, List<ParaId>> cores = new TreeMap<>();
    for (var entry : object) {
      String where = CLAIM_QUEUE + "." + entry.getKey();
      cores.put(core(where, entry.getKey()), paras(where, entry.getValue()));
    }
    return new ClaimQueue(cores);
  }

  private static CoreIndex core(String where, String key) {
    try {
      return new CoreIndex(Integer.parseUnsignedInt(key));
    } catch (NumberFormatException e) {
      throw new UsageException(where + ": '" + key + "' is no core index");
    }
  }

  private static List<ParaId> paras(String where, Object value) {
    if (!(value instanceof JsonArray list)) {
      throw new UsageException(where + " must be a list of para ids, soonest first");
    }
    List<ParaId> paras = new ArrayList<>();
    for (int depth = 0; depth < list.size(); depth++) {
      paras.add(new ParaId((int) JsonNumbers.u32(where + "[" + depth + "]", list.getValue(depth))));
    }
    return paras;
  }
}
