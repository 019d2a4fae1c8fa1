package dev.vouch.pvf.sandbox;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A program in classic BPF over one system call, as seccomp runs it. At most 4096 instructions. */
final class Bpf {
  private static final int LOAD = 0x20;
  private static final int AND = 0x54;
  private static final int JUMP_EQUAL = 0x15;
  private static final int JUMP_AT_LEAST = 0x35;
  private static final int JUMP_ANY_BIT = 0x45;
  private static final int RETURN = 0x06;

  /** struct sock_filter: u16 code, u8 jump if true, u8 jump if false, u32 value. */
  private static final int INSTRUCTION_BYTES = 8;

  /** In struct seccomp_data; the low half of each argument comes first. */
  private static final int FIRST_ARGUMENT = 16;

  private static final int ARGUMENT_BYTES = 8;
  private static final int HIGH_HALF = 4;

  private record Instruction(int code, int ifTrue, int ifFalse, int value) {}

  private final List<Instruction> program = new ArrayList<>();
  private final int fail;
  private final int allow;

  /** What a call comes to that fails the tests of its arguments, and what one that passes them. */
  Bpf(int fail, int allow) {
    this.fail = fail;
    this.allow = allow;
  }

  int size() {
    return program.size();
  }

  MemorySegment code(Arena arena) {
    MemorySegment code = arena.allocate((long) INSTRUCTION_BYTES * program.size(), 8);
    long at = 0;
    for (Instruction instruction : program) {
      code.set(ValueLayout.JAVA_SHORT, at, (short) instruction.code);
      code.set(ValueLayout.JAVA_BYTE, at + 2, (byte) instruction.ifTrue);
      code.set(ValueLayout.JAVA_BYTE, at + 3, (byte) instruction.ifFalse);
      code.set(ValueLayout.JAVA_INT, at + 4, instruction.value);
      at += INSTRUCTION_BYTES;
    }
    return code;
  }

  void load(int offset) {
    add(LOAD, 0, 0, offset);
  }

  void returnIf(int value, int action) {
    add(JUMP_EQUAL, 0, 1, value);
    end(action);
  }

  void returnUnless(int value, int action) {
    add(JUMP_EQUAL, 1, 0, value);
    end(action);
  }

  void returnIfAtLeast(int value, int action) {
    add(JUMP_AT_LEAST, 0, 1, value);
    end(action);
  }

  void end(int action) {
    add(RETURN, 0, 0, action);
  }

  /** A call that is allowed if its arguments pass every test. */
  void call(int number, Consumer<Arguments> tests) {
    Bpf body = new Bpf(fail, allow);
    tests.accept(body.new Arguments());
    body.end(allow);
    add(JUMP_EQUAL, 0, body.size(), number);
    program.addAll(body.program);
  }

  private void add(int code, int ifTrue, int ifFalse, int value) {
    program.add(new Instruction(code, ifTrue, ifFalse, value));
  }

  /** Tests of one call's arguments, each by its low half unless it says otherwise. */
  final class Arguments {
    private Arguments() {}

    void failIfAny(int argument, int bits) {
      load(low(argument));
      add(JUMP_ANY_BIT, 0, 1, bits);
      end(fail);
    }

    void failUnlessAll(int argument, int bits) {
      load(low(argument));
      add(AND, 0, 0, bits);
      returnUnless(bits, fail);
    }

    void failUnless(int argument, int... values) {
      load(low(argument));
      for (int i = 0; i < values.length; i++) {
        // To behind the failure, which stands after the last comparison.
        add(JUMP_EQUAL, values.length - i, 0, values[i]);
      }
      end(fail);
    }

    /** Both halves: a pointer that is not given. */
    void failUnlessZero(int argument) {
      failUnless(argument, 0);
      load(low(argument) + HIGH_HALF);
      returnUnless(0, fail);
    }

    private int low(int argument) {
      return FIRST_ARGUMENT + ARGUMENT_BYTES * argument;
    }
  }
}
