package dev.vouch.pvf.rewrite;

import dev.vouch.frames.Lever;
import dev.vouch.frames.Levers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Sends generated classes through the passes: those that make results right always, those that make
 * code fast as the levers say.
 */
public final class ClassRewriter {
  /** From the one that sees the code as it was generated to the one that leaves it as it runs. */
  private final List<Pass> passes;

  /** A rewriter for one module that counts its stack itself. */
  public ClassRewriter(Levers levers, Targets targets) {
    this(levers, targets, StackCount.NONE);
  }

  /** A rewriter for one module, which needs {@link Lever#STATIC_MEMORY} where it is to count. */
  public ClassRewriter(Levers levers, Targets targets, StackCount count) {
    this(passes(levers, targets, count));
  }

  ClassRewriter(List<Pass> passes) {
    this.passes = List.copyOf(passes);
  }

  private static List<Pass> passes(Levers levers, Targets to, StackCount count) {
    String memory = Type.getInternalName(to.memory());
    List<Pass> passes = new ArrayList<>();
    if (levers.has(Lever.SPLIT_CALL_INDIRECT)) {
      passes.add(IndirectCalls.PASS);
    }
    if (levers.has(Lever.MEMORY_INTRINSICS)) {
      String intrinsics = Type.getInternalName(to.intrinsics());
      passes.add(new MemoryFunctions(memory, intrinsics, to.replaced()));
    }
    if (levers.has(Lever.STATIC_MEMORY)) {
      passes.add(new StaticMemory(memory));
    }
    if (levers.has(Lever.GLOBAL_FIELDS) && !to.globals().isEmpty()) {
      passes.add(DirectGlobals.pass(memory, to.globals()));
    }
    if (levers.has(Lever.NO_INTERRUPTION_CHECKS)) {
      passes.add(new InterruptionChecks());
    }
    passes.add(new UnsignedComparisons());
    passes.add(DispatchSlots.PASS);
    passes.add(to.frames());
    if (levers.has(Lever.BOUND_HOST)) {
      passes.add(to.host());
    }
    if (!count.costs().isEmpty()) {
      passes.add(new CountedCalls(memory, count));
    }
    return passes;
  }

  /** The class as it may run. */
  public byte[] rewrite(byte[] generated) {
    ClassReader reader = new ClassReader(generated);
    ClassWriter writer = new ClassWriter(0);
    boolean helper = Generated.isHelper(reader.getClassName());
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public @Nullable MethodVisitor visitMethod(
              int access,
              String name,
              String descriptor,
              @Nullable String signature,
              String @Nullable [] exceptions) {
            String own = helper ? descriptor : through(descriptor);
            MethodVisitor visitor = super.visitMethod(access, name, own, null, exceptions);
            return before(visitor, new Pass.Method(helper, access, name, own));
          }
        },
        0);
    return writer.toByteArray();
  }

  private String through(String descriptor) {
    String own = descriptor;
    for (Pass pass : passes) {
      own = pass.descriptor(own);
    }
    return own;
  }

  private @Nullable MethodVisitor before(MethodVisitor last, Pass.Method method) {
    MethodVisitor visitor = last;
    for (Pass pass : passes.reversed()) {
      MethodVisitor earlier = pass.before(visitor, method);
      if (earlier == null) {
        return null;
      }
      visitor = earlier;
    }
    return visitor;
  }
}
