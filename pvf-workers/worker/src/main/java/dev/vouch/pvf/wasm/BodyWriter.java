package dev.vouch.pvf.wasm;

import static dev.vouch.pvf.wasm.Instructions.*;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes one function of what splitting leaves: the rest of the original, or a region. */
final class BodyWriter {
  private final SplitContext context;
  private final Helpers helpers;
  private final FunctionLocals locals;
  private final ByteWriter out = new ByteWriter(1024);

  /** Where {@code return} goes: a block around everything (see {@link EngineModule}). */
  private @Nullable Label returns;

  private int depth = 1;
  private int exitCode = -1;

  private BodyWriter(SplitContext context, Helpers helpers, int params) {
    this.context = context;
    this.helpers = helpers;
    this.locals = new FunctionLocals(params);
  }

  /** The original function, as far as it is left. */
  static ByteWriter rest(
      SplitContext context, Helpers helpers, LiveCode live, List<Ins> code, Set<Integer> locals) {
    BodyWriter writer = new BodyWriter(context, helpers, context.params);
    live.function.position = 0; // regions have put it elsewhere
    writer.returns = live.function;
    for (int i = 0; i < context.params; i++) {
      writer.locals.parameter(i, i);
    }
    for (int local : locals) {
      if (local >= context.params) {
        writer.locals.declare(local, context.local(local));
      }
    }
    writer.out.raw(BLOCK, live.function.type);
    code.forEach(writer::write);
    writer.out.u8(END);
    return writer.body();
  }

  /** Appends a region as a function of its own; gives its index. */
  static int region(
      SplitContext context, Helpers helpers, List<Ins> code, Region region, Set<Integer> locals) {
    Passing passing = Passing.of(context, region);
    BodyWriter writer = new BodyWriter(context, helpers, passing.types().length());
    for (int i = 0; i < passing.localParams(); i++) {
      writer.locals.parameter(region.in().get(i), passing.operandParams() + i);
    }
    for (int local : locals) {
      if (!writer.locals.has(local)) {
        writer.locals.declare(local, context.local(local));
      }
    }
    writer.enter(region, passing);
    writer.run(code, region);
    String result =
        switch (region.result()) {
          case NONE -> "";
          case EXIT -> String.valueOf(ValueTypes.I32);
          case VALUE -> region.produced();
          case LOCAL -> String.valueOf(context.local(region.out().getFirst()));
        };
    return helpers.add(new FunctionType(passing.types(), result), writer.body());
  }

  /** Numbers the globals that one call uses, the same way on both sides. */
  private final class Carrier {
    private final int[] next = new int[ValueTypes.I32 + 1];

    int global(int type) {
      return helpers.global((char) type, next[type]++);
    }
  }

  private void local(int opcode, int local) {
    out.u8(opcode).u32(locals.index(local));
  }

  // Inside a region.

  private void enter(Region region, Passing passing) {
    Carrier carrier = new Carrier();
    String consumed = region.consumed();
    int[] operands = new int[consumed.length()];
    for (int i = consumed.length() - 1; i >= passing.operandParams(); i--) {
      operands[i] = carrier.global(consumed.charAt(i));
    }
    for (int local : region.in().subList(passing.localParams(), region.in().size())) {
      out.u8(GLOBAL_GET).u32(carrier.global(context.local(local)));
      local(LOCAL_SET, local);
    }
    List<Label> exits = region.exits();
    if (!exits.isEmpty()) {
      out.raw(BLOCK, ValueTypes.I32);
      depth++;
      for (Label exit : exits.reversed()) {
        exit.position = depth++;
        out.raw(BLOCK, exit.carried());
      }
    }
    for (int i = 0; i < consumed.length(); i++) {
      if (i < passing.operandParams()) {
        out.u8(LOCAL_GET).u32(i);
      } else {
        out.u8(GLOBAL_GET).u32(operands[i]);
      }
    }
  }

  private void run(List<Ins> code, Region region) {
    code.forEach(this::write);
    Carrier carrier = new Carrier();
    int[] outs = new int[region.outByGlobal().size()];
    for (int i = 0; i < outs.length; i++) {
      outs[i] = carrier.global(context.local(region.outByGlobal().get(i)));
    }
    int[] produced = producedGlobals(region, carrier);
    if (region.falls() && region.producedByGlobal()) {
      for (int i = produced.length - 1; i >= 0; i--) {
        out.u8(GLOBAL_SET).u32(produced[i]);
      }
    }
    exits(region, carrier);
    if (region.falls() || !region.exits().isEmpty()) {
      for (int i = 0; i < outs.length; i++) {
        local(LOCAL_GET, region.outByGlobal().get(i));
        out.u8(GLOBAL_SET).u32(outs[i]);
      }
      if (region.result() == Region.Result.LOCAL) {
        local(LOCAL_GET, region.out().getFirst());
      }
    }
  }

  private static int[] producedGlobals(Region region, Carrier carrier) {
    if (!region.producedByGlobal()) {
      return new int[0];
    }
    return region.produced().chars().map(carrier::global).toArray();
  }

  private void exits(Region region, Carrier carrier) {
    if (region.exits().isEmpty()) {
      return;
    }
    if (region.falls()) {
      out.raw(I32_CONST, 0, BR).u32(region.exits().size());
    }
    int code = 0;
    for (Label exit : region.exits()) {
      out.u8(END);
      depth--;
      code++;
      if (exit.carries()) {
        out.u8(GLOBAL_SET).u32(carrier.global(exit.carried()));
      }
      out.u8(I32_CONST).s32(code);
      out.u8(BR).u32(region.exits().size() - code);
    }
    out.u8(END);
    depth--;
  }

  // Instructions, in a region as in what is left.

  private void write(Ins ins) {
    switch (ins) {
      case Ins.Plain p -> out.raw(context.module.bytes, p.from(), p.to() - p.from());
      case Ins.Helper h -> out.u8(CALL).u32(h.function());
      case Ins.Local l -> local(l.opcode(), l.index());
      case Ins.Open(Label label) -> {
        out.raw(label.opcode, label.type);
        label.position = depth++;
      }
      case Ins.Else e -> out.u8(ELSE);
      case Ins.Close c -> {
        out.u8(END);
        depth--;
      }
      case Ins.Jump(int opcode, Label target) -> {
        if (opcode == BR && target == returns) {
          out.u8(RETURN);
        } else {
          out.u8(opcode).u32(to(target));
        }
      }
      case Ins.Switch(List<Label> targets) -> {
        out.u8(BR_TABLE).u32(targets.size() - 1);
        targets.forEach(t -> out.u32(to(t)));
      }
      case Ins.Outlined(Region region) -> call(region);
    }
  }

  private int to(Label target) {
    return depth - 1 - target.position;
  }

  private void call(Region region) {
    Passing passing = Passing.of(context, region);
    Carrier in = new Carrier();
    String consumed = region.consumed();
    for (int i = consumed.length() - 1; i >= passing.operandParams(); i--) {
      out.u8(GLOBAL_SET).u32(in.global(consumed.charAt(i)));
    }
    for (int i = 0; i < region.in().size(); i++) {
      int local = region.in().get(i);
      local(LOCAL_GET, local);
      if (i >= passing.localParams()) {
        out.u8(GLOBAL_SET).u32(in.global(context.local(local)));
      }
    }
    out.u8(CALL).u32(region.function());
    if (!region.falls() && region.exits().isEmpty()) {
      out.u8(UNREACHABLE);
      return;
    }
    Carrier back = new Carrier();
    if (region.result() == Region.Result.LOCAL) {
      local(LOCAL_SET, region.out().getFirst());
    }
    for (int local : region.outByGlobal()) {
      out.u8(GLOBAL_GET).u32(back.global(context.local(local)));
      local(LOCAL_SET, local);
    }
    int[] produced = producedGlobals(region, back);
    leave(region, back);
    if (region.falls()) {
      for (int global : produced) {
        out.u8(GLOBAL_GET).u32(global);
      }
    }
  }

  /** Goes where the code on the stack says. */
  private void leave(Region region, Carrier back) {
    List<Label> exits = region.exits();
    if (exits.isEmpty()) {
      return;
    }
    Label first = exits.getFirst();
    if (exits.size() == 1 && region.falls() && !first.carries()) {
      out.u8(BR_IF).u32(to(first));
      return;
    }
    if (exits.size() == 1 && !region.falls()) {
      out.u8(DROP);
      carry(first, back);
      out.u8(BR).u32(to(first));
      return;
    }
    if (exitCode < 0) {
      exitCode = locals.add(ValueTypes.I32);
    }
    out.u8(LOCAL_SET).u32(exitCode);
    dispatch(region, back);
  }

  private void dispatch(Region region, Carrier back) {
    List<Label> carrying = region.exits().stream().filter(Label::carries).toList();
    int blocks = carrying.size() + (region.falls() ? 1 : 0);
    for (int i = 0; i < blocks; i++) {
      out.raw(BLOCK, NO_RESULT);
    }
    depth += blocks;
    out.u8(LOCAL_GET).u32(exitCode);
    // Code 0 goes on; where the region never does, no code is 0.
    int[] targets = new int[region.exits().size() + 1];
    int inner = 0;
    for (int i = 0; i < region.exits().size(); i++) {
      Label exit = region.exits().get(i);
      targets[i + 1] = exit.carries() ? inner++ : to(exit);
    }
    targets[0] = region.falls() ? blocks - 1 : targets[1];
    out.u8(BR_TABLE).u32(targets.length - 1);
    for (int target : targets) {
      out.u32(target);
    }
    for (Label exit : carrying) {
      out.u8(END);
      depth--;
      carry(exit, back);
      out.u8(BR).u32(to(exit));
    }
    if (region.falls()) {
      out.u8(END);
      depth--;
    }
  }

  private void carry(Label exit, Carrier back) {
    if (exit.carries()) {
      out.u8(GLOBAL_GET).u32(back.global(exit.carried()));
    }
  }

  private ByteWriter body() {
    ByteWriter declarations = locals.declarations();
    ByteWriter body = new ByteWriter(declarations.length() + out.length() + 8);
    return body.append(declarations).append(out).u8(END);
  }
}
