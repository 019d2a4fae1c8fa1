package dev.vouch.app;

import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.ExecutorHostFunction;
import dev.vouch.primitives.ExecutorParam;
import dev.vouch.primitives.ExecutorParams;
import dev.vouch.primitives.PvfExecKind;
import dev.vouch.primitives.PvfPrepKind;
import dev.vouch.scale.ScaleException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Executor parameters as the reference prints them in JSON, for example {@code
 * [{"MaxMemoryPages":8192}, {"PvfExecTimeout":["Backing",2500]}, "WasmExtBulkMemory"]}; or the hex
 * of their SCALE encoding.
 */
final class ExecutorParamsJson {
  private ExecutorParamsJson() {}

  /**
   * @param where names the value in a refusal
   */
  static ExecutorParams read(String where, Object value) {
    return switch (value) {
      case String hex -> fromHex(where, hex);
      case JsonArray list -> {
        List<ExecutorParam> params = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
          params.add(param(where + "[" + i + "]", list.getValue(i)));
        }
        yield new ExecutorParams(params);
      }
      default -> throw new UsageException(where + " must be a list of parameters or hex of SCALE");
    };
  }

  private static ExecutorParams fromHex(String where, String hex) {
    String digits = hex.startsWith("0x") ? hex.substring(2) : hex;
    try {
      return ExecutorParams.CODEC.decodeAll(Bytes.wrap(HexFormat.of().parseHex(digits)));
    } catch (IllegalArgumentException e) {
      throw new UsageException(where + " is no hex: " + e.getMessage());
    } catch (ScaleException e) {
      throw new UsageException(where + " does not decode: " + e.getMessage());
    }
  }

  private static ExecutorParam param(String where, Object value) {
    if ("WasmExtBulkMemory".equals(value)) {
      return new ExecutorParam.WasmExtBulkMemory();
    }
    if (!(value instanceof JsonObject object) || object.size() != 1) {
      throw new UsageException(
          where + " must be \"WasmExtBulkMemory\" or an object with one parameter");
    }
    Map.Entry<String, Object> entry = object.iterator().next();
    String name = where + "." + entry.getKey();
    Object given = entry.getValue();
    return switch (entry.getKey()) {
      case "MaxMemoryPages" -> new ExecutorParam.MaxMemoryPages(JsonNumbers.u32(name, given));
      case "StackLogicalMax" -> new ExecutorParam.StackLogicalMax(JsonNumbers.u32(name, given));
      case "StackNativeMax" -> new ExecutorParam.StackNativeMax(JsonNumbers.u32(name, given));
      case "PrecheckingMaxMemory" ->
          new ExecutorParam.PrecheckingMaxMemory(JsonNumbers.natural(name, given));
      case "PvfPrepTimeout" -> prepTimeout(name, given);
      case "PvfExecTimeout" -> execTimeout(name, given);
      case "EnabledHostFunction" -> hostFunction(name, given);
      default -> throw new UsageException(name + " is no executor parameter");
    };
  }

  private static ExecutorParam prepTimeout(String name, Object given) {
    JsonArray pair = pair(name, given);
    PvfPrepKind kind =
        switch (String.valueOf(pair.getValue(0))) {
          case "Precheck" -> PvfPrepKind.PRECHECK;
          case "Prepare" -> PvfPrepKind.PREPARE;
          default -> throw new UsageException(name + "[0] must be \"Precheck\" or \"Prepare\"");
        };
    return new ExecutorParam.PvfPrepTimeout(
        kind, JsonNumbers.natural(name + "[1]", pair.getValue(1)));
  }

  private static ExecutorParam execTimeout(String name, Object given) {
    JsonArray pair = pair(name, given);
    PvfExecKind kind =
        switch (String.valueOf(pair.getValue(0))) {
          case "Backing" -> PvfExecKind.BACKING;
          case "Approval" -> PvfExecKind.APPROVAL;
          default -> throw new UsageException(name + "[0] must be \"Backing\" or \"Approval\"");
        };
    return new ExecutorParam.PvfExecTimeout(
        kind, JsonNumbers.natural(name + "[1]", pair.getValue(1)));
  }

  private static JsonArray pair(String name, Object given) {
    if (given instanceof JsonArray pair && pair.size() == 2) {
      return pair;
    }
    throw new UsageException(name + " must be a list of a kind and milliseconds");
  }

  private static ExecutorParam hostFunction(String name, Object given) {
    if ("EccRfc163".equals(given)) {
      return new ExecutorParam.EnabledHostFunction(ExecutorHostFunction.ECC_RFC_163);
    }
    throw new UsageException(name + " must be \"EccRfc163\"");
  }
}
