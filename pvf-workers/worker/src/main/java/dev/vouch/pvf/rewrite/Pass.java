package dev.vouch.pvf.rewrite;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.MethodVisitor;

/** One pass over the methods of generated classes. */
interface Pass {
  /**
   * A generated method.
   *
   * @param helper whether it is one of the compiler's own, which generated functions call
   * @param descriptor as it will be when all passes are through
   */
  record Method(boolean helper, int access, String name, String descriptor) {}

  /** What becomes of the descriptor of a generated function. */
  default String descriptor(String generated) {
    return generated;
  }

  /**
   * What the method's code is sent to: something before the next pass, or that itself where there
   * is nothing to do; nothing where the pass wrote the whole method.
   */
  @Nullable MethodVisitor before(MethodVisitor next, Method method);
}
