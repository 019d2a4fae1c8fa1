package dev.vouch.pvf.engine;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;

/**
 * Defines the classes of one artifact; verification stays on. Names of guests are never looked up
 * elsewhere: what the class path has under them belongs to another artifact, or comes through
 * {@link #ofClassPath}.
 */
final class ArtifactLoader extends ClassLoader {
  /** Package of all generated classes. */
  private static final String GUESTS = "dev.vouch.pvf.guest.";

  private final ArtifactFile file;

  ArtifactLoader(ArtifactFile file) {
    super(ArtifactLoader.class.getClassLoader());
    this.file = file;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(GUESTS)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    ArtifactFile.Blob blob = file.type(name).orElseThrow(() -> new ClassNotFoundException(name));
    return defineClass(name, blob.bytes, 0, blob.bytes.length);
  }

  /**
   * The constructor of the machine of an artifact whose archive stands on this process's class
   * path; empty where it does not, after all.
   */
  static Optional<Constructor<? extends Machine>> ofClassPath(String mainClass) {
    try {
      return Optional.of(constructor(mainClass, ArtifactLoader.class.getClassLoader()));
    } catch (ReflectiveOperationException | LinkageError | ClassCastException e) {
      return Optional.empty();
    }
  }

  private static Constructor<? extends Machine> constructor(String mainClass, ClassLoader loader)
      throws ReflectiveOperationException {
    return Class.forName(mainClass, true, loader)
        .asSubclass(Machine.class)
        .getConstructor(Instance.class);
  }

  /** The constructor of the generated machine. */
  Constructor<? extends Machine> machine(String mainClass) {
    try {
      return constructor(mainClass, this);
    } catch (ReflectiveOperationException | LinkageError | ClassCastException e) {
      throw new ArtifactException("the artifact's classes do not load: " + e, e);
    }
  }

  static Machine create(Constructor<? extends Machine> constructor, Instance instance) {
    try {
      return constructor.newInstance(instance);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("the generated machine failed", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the generated machine cannot be made", e);
    }
  }
}
