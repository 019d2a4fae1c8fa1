package dev.vouch.pvf.rewrite;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Finds the target of an indirect call by halving the list of candidates. The compiler emits one
 * switch over all functions of a type, 746 of them in a bridge hub, and C1 compiles a switch into
 * one comparison after the other.
 *
 * <p>The switch is met with the arguments, memory and instance on the stack and its key in a local
 * variable, so that each place in the search has the frame of a case.
 */
final class IndirectCalls extends MethodVisitor {
  /** How the names of the methods that dispatch begin. */
  private static final String METHOD = "call_indirect_";

  static final Pass PASS =
      (next, method) ->
          !method.helper() && method.name().startsWith(METHOD)
              ? new IndirectCalls(method.descriptor(), next)
              : next;

  /** Up to this many candidates are compared one after the other. */
  private static final int FEW = 3;

  private static final String TABLE = "com/dylibso/chicory/runtime/TableInstance";

  /** Element, table, memory and instance stand behind the arguments of the call. */
  private static final int OWN_PARAMETERS = 4;

  private final Object[] locals;
  private final Object[] stack;

  private static final int NONE = -1;

  /** The variable that the last instruction loaded: the key, when a switch follows. */
  private int key = NONE;

  /**
   * Before another visitor.
   *
   * @param descriptor of the method: arguments, element, table, memory, instance
   */
  IndirectCalls(String descriptor, MethodVisitor next) {
    super(Opcodes.ASM9, next);
    List<Object> parameters = new ArrayList<>();
    for (Type type : Type.getArgumentTypes(descriptor)) {
      parameters.add(verified(type));
    }
    List<Object> found = new ArrayList<>(parameters);
    found.addAll(List.of(TABLE, Opcodes.INTEGER, Generated.INSTANCE));
    locals = found.toArray();
    int arguments = parameters.size() - OWN_PARAMETERS;
    List<Object> waiting = new ArrayList<>(parameters.subList(0, arguments));
    waiting.addAll(parameters.subList(arguments + 2, parameters.size()));
    stack = waiting.toArray();
  }

  private static Object verified(Type type) {
    return switch (type.getSort()) {
      case Type.INT -> Opcodes.INTEGER;
      case Type.LONG -> Opcodes.LONG;
      case Type.FLOAT -> Opcodes.FLOAT;
      case Type.DOUBLE -> Opcodes.DOUBLE;
      default -> type.getInternalName();
    };
  }

  @Override
  public void visitVarInsn(int opcode, int variable) {
    key = variable;
    super.visitVarInsn(opcode, variable);
  }

  @Override
  public void visitInsn(int opcode) {
    key = NONE;
    super.visitInsn(opcode);
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    key = NONE;
    super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
  }

  @Override
  public void visitLookupSwitchInsn(Label dflt, int[] keys, Label[] labels) {
    if (keys.length <= FEW || key == NONE) {
      super.visitLookupSwitchInsn(dflt, keys, labels);
      return;
    }
    super.visitInsn(Opcodes.POP);
    search(dflt, keys, labels, 0, keys.length);
  }

  private void search(Label dflt, int[] keys, Label[] labels, int from, int to) {
    if (to - from <= FEW) {
      for (int i = from; i < to; i++) {
        compare(keys[i], Opcodes.IF_ICMPEQ, labels[i]);
      }
      super.visitJumpInsn(Opcodes.GOTO, dflt);
      return;
    }
    int middle = (from + to) >>> 1;
    Label upper = new Label();
    compare(keys[middle], Opcodes.IF_ICMPGE, upper);
    search(dflt, keys, labels, from, middle);
    super.visitLabel(upper);
    super.visitFrame(Opcodes.F_FULL, locals.length, locals, stack.length, stack);
    search(dflt, keys, labels, middle, to);
  }

  private void compare(int candidate, int jump, Label target) {
    super.visitVarInsn(Opcodes.ILOAD, key);
    constant(candidate);
    super.visitJumpInsn(jump, target);
  }

  private void constant(int value) {
    if (value >= Short.MIN_VALUE && value <= Short.MAX_VALUE) {
      super.visitIntInsn(Opcodes.SIPUSH, value);
    } else {
      super.visitLdcInsn(value);
    }
  }

  /** One candidate lies on top of the key, which took the switch's place. */
  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    super.visitMaxs(maxStack + 1, maxLocals);
  }
}
