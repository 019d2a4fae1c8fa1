package dev.vouch.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.security.ProtectionDomain;
import java.util.HashSet;
import java.util.Set;

/**
 * Loads the project's classes once more so that they count their work in {@link Work}: each call
 * and each turn of a loop is a step. So work can be compared without a clock.
 */
public final class CountingLoader extends ClassLoader {
  private static final ClassDesc WORK = Work.class.describeConstable().orElseThrow();
  private static final MethodTypeDesc STEP = MethodTypeDesc.of(ConstantDescs.CD_void);

  private final ProtectionDomain main;

  /** What is not the project's comes from the ordinary loader. */
  public CountingLoader(Class<?> ofMainClasses) {
    super(CountingLoader.class.getClassLoader());
    main = ofMainClasses.getProtectionDomain();
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      if (!name.startsWith("dev.vouch.") || name.equals(Work.class.getName())) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? counting(name) : loaded;
    }
  }

  private Class<?> counting(String name) throws ClassNotFoundException {
    try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      ClassFile format = ClassFile.of();
      byte[] counted =
          format.transformClass(
              format.parse(in.readAllBytes()),
              ClassTransform.transformingMethodBodies(CodeTransform.ofStateful(Counter::new)));
      return defineClass(name, counted, 0, counted.length, main);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  /** One method. */
  private static final class Counter implements CodeTransform {
    private final Set<Label> behind = new HashSet<>();

    @Override
    public void atStart(CodeBuilder out) {
      out.invokestatic(WORK, "step", STEP);
    }

    @Override
    public void accept(CodeBuilder out, CodeElement element) {
      if (element instanceof LabelTarget target) {
        behind.add(target.label());
      } else if (element instanceof BranchInstruction jump && behind.contains(jump.target())) {
        out.invokestatic(WORK, "step", STEP);
      }
      out.with(element);
    }
  }
}
