package dev.vouch.pvf.wasm;

import static dev.vouch.pvf.wasm.Instructions.*;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a function's instructions, leaving out what follows an unconditional branch, and turns
 * branch tables of many entries into a look-up function and a short table.
 */
final class LiveCode {
  /** Entries of a branch table that stays as it is: 16 KiB of JVM code. */
  static final int MAX_TABLE = 4_096;

  private final Helpers helpers;
  private final List<Ins> code = new ArrayList<>();
  private final List<Label> open = new ArrayList<>();

  /** Where a {@code return} goes. */
  final Label function;

  /** How often each local stands in live code. */
  final int[] references;

  private LiveCode(SplitContext context, Helpers helpers) {
    this.helpers = helpers;
    String results = context.signature.results();
    this.function = new Label(BLOCK, results.isEmpty() ? NO_RESULT : results.charAt(0));
    this.references = new int[context.localCount()];
  }

  static LiveCode of(SplitContext context, Helpers helpers, Body body) throws RejectedModule {
    LiveCode live = new LiveCode(context, helpers);
    live.read(new Instructions(context.module, body.code()));
    return live;
  }

  List<Ins> code() {
    return code;
  }

  /** Locals that live code names. */
  int localsUsed() {
    return (int) java.util.Arrays.stream(references).filter(n -> n > 0).count();
  }

  private void read(Instructions in) throws RejectedModule {
    open.add(function);
    int skipped = -1; // blocks open inside code that is never reached; -1 where it is reached
    while (true) {
      in.next();
      if (skipped >= 0) {
        if (in.opensBlock()) {
          skipped++;
          continue;
        } else if (skipped > 0) {
          skipped -= in.opcode == END ? 1 : 0;
          continue;
        } else if (in.opcode != END && in.opcode != ELSE) {
          continue;
        }
        skipped = -1;
      }
      if (in.opcode == END && open.size() == 1) {
        return; // the writer adds the function's own end
      }
      add(in);
      if (code.getLast().ends()) {
        skipped = 0;
      }
    }
  }

  private void add(Instructions in) {
    switch (in.opcode) {
      case BLOCK, LOOP, IF -> {
        Label label = new Label(in.opcode, in.operand);
        open.add(label);
        code.add(new Ins.Open(label));
      }
      case ELSE -> code.add(new Ins.Else());
      case END -> code.add(new Ins.Close(open.removeLast()));
      case BR, BR_IF -> code.add(new Ins.Jump(in.opcode, used(in.operand)));
      case RETURN -> code.add(new Ins.Jump(BR, used(open.size() - 1)));
      case BR_TABLE -> table(in.targets);
      case LOCAL_GET, LOCAL_SET, LOCAL_TEE -> {
        references[in.operand]++;
        code.add(new Ins.Local(in.opcode, in.operand));
      }
      case NOP -> {}
      default -> code.add(new Ins.Plain(in.opcode, in.operand, in.start, in.end()));
    }
  }

  private Label used(int depth) {
    Label label = open.get(open.size() - 1 - depth);
    label.used = true;
    return label;
  }

  private void table(int[] depths) {
    Map<Integer, Integer> codes = new LinkedHashMap<>();
    for (int depth : depths) {
      codes.putIfAbsent(depth, codes.size());
    }
    if (depths.length <= MAX_TABLE || codes.size() > MAX_TABLE) {
      code.add(new Ins.Switch(java.util.Arrays.stream(depths).mapToObj(this::used).toList()));
      return;
    }
    int[] values = new int[depths.length];
    for (int i = 0; i < depths.length; i++) {
      values[i] = codes.getOrDefault(depths[i], 0);
    }
    FunctionType type = LookUp.TYPE;
    code.add(new Ins.Helper(LookUp.of(values, MAX_TABLE, helpers), type));
    List<Label> targets = new ArrayList<>(codes.keySet().stream().map(this::used).toList());
    if (targets.size() == 1) {
      targets.add(targets.getFirst());
    }
    code.add(new Ins.Switch(targets));
  }
}
