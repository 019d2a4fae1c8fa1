package dev.vouch.pvf.rewrite;

import java.util.Map;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Turns the calls by which a generated function reads and writes globals, {@code index, instance,
 * readGlobal} and {@code value, index, instance, writeGlobal}, into accesses to fields of the
 * memory, where the global has one.
 */
final class DirectGlobals extends MethodNode {
  private final MethodVisitor next;
  private final String memory;
  private final Map<Integer, String> fields;
  private final int memorySlot;
  private boolean changed;

  private DirectGlobals(
      int access,
      String name,
      String descriptor,
      MethodVisitor next,
      String memory,
      Map<Integer, String> fields) {
    super(Opcodes.ASM9, access, name, descriptor, null, null);
    this.next = next;
    this.memory = memory;
    this.fields = fields;
    this.memorySlot = slot(descriptor, "L" + memory + ";");
  }

  /**
   * For one module.
   *
   * @param memory internal name of the memory's class, which the signatures of methods have
   * @param fields its field by the index of a global: {@code i...} of type i32, {@code l...} of i64
   */
  static Pass pass(String memory, Map<Integer, String> fields) {
    return (next, method) ->
        method.helper()
            ? next
            : new DirectGlobals(
                method.access(), method.name(), method.descriptor(), next, memory, fields);
  }

  private static int slot(String descriptor, String type) {
    int slot = 0;
    for (Type t : Type.getArgumentTypes(descriptor)) {
      if (t.getDescriptor().equals(type)) {
        return slot;
      }
      slot += t.getSize();
    }
    return -1;
  }

  @Override
  public void visitEnd() {
    if (memorySlot >= 0) {
      for (AbstractInsnNode i : instructions.toArray()) {
        if (i instanceof MethodInsnNode call && Generated.isHelper(call.owner)) {
          if (call.name.equals("readGlobal")) {
            access(call, false);
          } else if (call.name.equals("writeGlobal")) {
            access(call, true);
          }
        }
      }
    }
    if (changed) {
      maxStack += 2;
    }
    accept(next);
  }

  private void access(MethodInsnNode call, boolean write) {
    AbstractInsnNode instance = call.getPrevious();
    AbstractInsnNode index = instance == null ? null : instance.getPrevious();
    if (!(instance instanceof VarInsnNode) || index == null) {
      return;
    }
    String field = fields.get(constant(index));
    if (field == null) {
      return;
    }
    boolean wide = field.startsWith("l");
    InsnList list = new InsnList();
    if (write) {
      AbstractInsnNode widened = index.getPrevious();
      if (!wide) {
        if (widened == null || widened.getOpcode() != Opcodes.I2L) {
          return;
        }
        instructions.remove(widened);
      }
      list.add(new VarInsnNode(Opcodes.ALOAD, memorySlot));
      if (wide) {
        list.add(new InsnNode(Opcodes.DUP_X2));
        list.add(new InsnNode(Opcodes.POP));
      } else {
        list.add(new InsnNode(Opcodes.SWAP));
      }
      list.add(new FieldInsnNode(Opcodes.PUTFIELD, memory, field, wide ? "J" : "I"));
    } else {
      AbstractInsnNode narrowed = call.getNext();
      list.add(new VarInsnNode(Opcodes.ALOAD, memorySlot));
      list.add(new FieldInsnNode(Opcodes.GETFIELD, memory, field, wide ? "J" : "I"));
      if (!wide) {
        if (narrowed == null || narrowed.getOpcode() != Opcodes.L2I) {
          return;
        }
        instructions.remove(narrowed);
      }
    }
    changed = true;
    instructions.insert(call, list);
    instructions.remove(index);
    instructions.remove(instance);
    instructions.remove(call);
  }

  private static int constant(AbstractInsnNode push) {
    if (push instanceof IntInsnNode i) {
      return i.operand;
    }
    if (push instanceof LdcInsnNode ldc && ldc.cst instanceof Integer value) {
      return value;
    }
    int opcode = push.getOpcode();
    return opcode >= Opcodes.ICONST_0 && opcode <= Opcodes.ICONST_5
        ? opcode - Opcodes.ICONST_0
        : -1;
  }
}
