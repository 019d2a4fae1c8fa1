package dev.vouch.pvf.wasm;

import static dev.vouch.pvf.wasm.Instructions.*;

import java.util.function.IntPredicate;

/**
 * Makes a module fit for the engine's interpreter (1.7.5), which has two defects:
 *
 * <ul>
 *   <li>It adds address and offset of three stores ({@code i32.store8}, {@code i64.store8}, {@code
 *       i64.store32}) within 32 bits, so that an access above 4 GiB wraps around instead of
 *       trapping. Stores of bytes with an offset become calls of a function that checks the sum,
 *       those of words another instruction.
 *   <li>{@code i32.mul} leaves a product of 64 bits, of which {@code if} tests all: one whose lower
 *       half is 0 is not 0. An {@code or} with 0 behind it leaves 32. No other operator of the
 *       accepted language leaves more, and no other instruction looks at more.
 * </ul>
 */
public final class InterpreterModule {
  private static final int I32_STORE = 0x36;
  private static final int I32_STORE8 = 0x3a;
  private static final int I64_STORE8 = 0x3c;
  private static final int I64_STORE32 = 0x3e;
  private static final int I32_MUL = 0x6c;
  private static final int I32_OR = 0x72;
  private static final int I32_WRAP = 0xa7;

  private final Module module;
  private final Helpers helpers;
  private int store = -1;

  private InterpreterModule(Module module) {
    this.module = module;
    this.helpers = new Helpers(module);
  }

  /** The module, which is valid and has no custom sections, without those stores and products. */
  public static byte[] of(byte[] bytes) throws RejectedModule {
    return of(bytes, f -> true);
  }

  /** The same for those functions (by index) only that the interpreter will run. */
  public static byte[] of(byte[] bytes, IntPredicate interpreted) throws RejectedModule {
    InterpreterModule pass = new InterpreterModule(ModuleReader.read(bytes));
    ByteWriter bodies = new ByteWriter(bytes.length);
    int function = pass.module.importedFunctions();
    for (Body body : pass.module.bodies) {
      if (interpreted.test(function++)) {
        bodies.sized(pass.body(body));
      } else {
        Span span = new Span(body.locals().from(), body.code().to());
        bodies.u32(span.length()).raw(bytes, span);
      }
    }
    return pass.module.bodies.isEmpty()
        ? bytes
        : AppendedModule.write(pass.module, pass.helpers, bodies);
  }

  private ByteWriter body(Body body) throws RejectedModule {
    Span code = body.code();
    ByteWriter out = new ByteWriter(code.length() + 64).raw(module.bytes, body.locals());
    Instructions in = new Instructions(module, code);
    int copied = code.from();
    while (!in.atEnd()) {
      in.next();
      if (in.opcode == I32_MUL) {
        out.raw(module.bytes, new Span(copied, in.end())).raw(I32_CONST, 0, I32_OR);
        copied = in.end();
        continue;
      }
      boolean wide = in.opcode == I64_STORE32;
      if (in.operand == 0 || !(wide || in.opcode == I32_STORE8 || in.opcode == I64_STORE8)) {
        continue;
      }
      out.raw(module.bytes, new Span(copied, in.start));
      if (in.opcode != I32_STORE8) {
        out.u8(I32_WRAP);
      }
      if (wide) {
        out.raw(I32_STORE, 0).u32(in.operand);
      } else {
        out.u8(I32_CONST).s32(in.operand).u8(CALL).u32(store());
      }
      copied = in.end();
    }
    return out.raw(module.bytes, new Span(copied, code.to()));
  }

  /** {@code (address, value, offset)}. */
  private int store() {
    if (store < 0) {
      String i32 = String.valueOf(ValueTypes.I32);
      ByteWriter body = new ByteWriter(32).u32(0);
      body.raw(LOCAL_GET, 0, LOCAL_GET, 2, 0x6a, LOCAL_TEE, 2);
      body.raw(LOCAL_GET, 0, 0x49, IF, NO_RESULT, UNREACHABLE, END); // sum < address: it wrapped
      body.raw(LOCAL_GET, 2, LOCAL_GET, 1, I32_STORE8, 0, 0, END);
      store = helpers.add(new FunctionType(i32.repeat(3), ""), body);
    }
    return store;
  }
}
