package dev.vouch.pvf.engine;

import com.dylibso.chicory.runtime.ChicoryInterruptedException;
import com.dylibso.chicory.runtime.ImportFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.InterpreterMachine;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.runtime.TableFactory;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.FunctionType;
import dev.vouch.frames.Lever;
import dev.vouch.pvf.wasm.ImportedFunction;
import dev.vouch.pvf.wasm.Interface;
import java.lang.reflect.Constructor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One loaded artifact under either engine: resolves imports, makes instances, maps failures. */
final class LoadedArtifact implements LoadedPvf {
  private final Descriptor descriptor;
  private final WasmModule module;
  private final @Nullable TableFactory tables;
  private final Function<Instance, Machine> machines;

  private LoadedArtifact(
      Descriptor descriptor,
      WasmModule module,
      @Nullable TableFactory tables,
      Function<Instance, Machine> machines) {
    this.descriptor = descriptor;
    this.module = module;
    this.tables = tables;
    this.machines = machines;
  }

  static LoadedArtifact of(ArtifactFile file, EngineKind kind) {
    return of(file, kind, false);
  }

  /**
   * @param onClassPath whether the compiled classes of this very artifact stand there
   */
  static LoadedArtifact of(ArtifactFile file, EngineKind kind, boolean onClassPath) {
    Descriptor descriptor = file.descriptor();
    Function<Instance, Machine> machines =
        switch (kind) {
          case INTERPRETER -> InterpreterMachine::new;
          case CHICORY -> {
            Constructor<? extends Machine> constructor =
                (onClassPath
                        ? ArtifactLoader.ofClassPath(descriptor.mainClass())
                        : Optional.<Constructor<? extends Machine>>empty())
                    .orElseGet(() -> new ArtifactLoader(file).machine(descriptor.mainClass()));
            yield instance -> ArtifactLoader.create(constructor, instance);
          }
        };
    return switch (file.module()) {
      case ArtifactFile.ModuleForm.Image(var bytes) -> {
        ModuleImage image = ModuleImage.read(bytes.bytes);
        yield new LoadedArtifact(descriptor, image.module(), image.tables(), machines);
      }
      case ArtifactFile.ModuleForm.Stubbed(var wasm) ->
          new LoadedArtifact(descriptor, Preparer.parse(wasm.bytes, false), null, machines);
    };
  }

  @Override
  public ArtifactFacts facts() {
    return descriptor.facts();
  }

  @Override
  public Optional<String> unresolvedImport(EngineParams limits) {
    if (!descriptor.module().foreignImport().isEmpty()) {
      return Optional.of(descriptor.module().foreignImport());
    }
    for (ImportedFunction f : descriptor.module().imports()) {
      HostFunction known = HostInterface.find(f.name(), limits);
      if (known != null && !known.type().equals(f.type())) {
        return Optional.of(
            "signature mismatch for env:"
                + f.name()
                + ": "
                + f.type()
                + ", expected "
                + known.type());
      }
    }
    return Optional.empty();
  }

  @Override
  public ExecutionOutcome execute(List<ByteBuffer> params, EngineParams limits) {
    Optional<String> unresolved = unresolvedImport(limits);
    if (unresolved.isPresent()) {
      return new ExecutionOutcome.NotConstructed(unresolved.get());
    }
    int pages = descriptor.module().initialPages();
    if (pages > limits.maxMemoryPages()) {
      return new ExecutionOutcome.NotConstructed(
          "initial memory of " + pages + " pages exceeds the limit of " + limits.maxMemoryPages());
    }
    HostState host = new HostState();
    Instance instance;
    try {
      instance = instantiate(host, limits);
    } catch (RuntimeException | StackOverflowError e) {
      return isLocal(e)
          ? undecided(e)
          : new ExecutionOutcome.NotConstructed("instantiation: " + e.getMessage());
    }
    return call(instance, host, params);
  }

  private Instance instantiate(HostState host, EngineParams limits) {
    List<ImportedFunction> imports = descriptor.module().imports();
    ImportFunction[] functions =
        IntStream.range(0, imports.size())
            .mapToObj(i -> bind(i, imports.get(i), type(i), host, limits))
            .toArray(ImportFunction[]::new);
    LinearMemory[] memory = new LinearMemory[1];
    return Instance.builder(module)
        .withImportValues(ImportValues.builder().addFunction(functions).build())
        .withMachineFactory(machines)
        .withTableFactory(tables)
        .withMemoryFactory(
            m -> memory[0] = new LinearMemory(m.initialPages(), limits.maxMemoryPages(), host))
        .withGlobalFactory(
            descriptor.levers().has(Lever.GLOBAL_FIELDS)
                ? GlobalFields.factory(() -> memory[0])
                : null)
        .withStart(false)
        .build();
  }

  /** Type of an import as the engine sees it: one with very many parameters was narrowed. */
  private FunctionType type(int index) {
    FunctionImport imported = (FunctionImport) module.importSection().getImport(index);
    return module.typeSection().getType(imported.typeIndex());
  }

  private static ImportFunction bind(
      int index,
      ImportedFunction imported,
      FunctionType type,
      HostState host,
      EngineParams limits) {
    HostFunction known = HostInterface.find(imported.name(), limits);
    HostFunction.Call call = known == null ? missing(imported.name()) : known.call();
    boolean returns = !imported.type().results().isEmpty();
    return new ImportFunction(
        "env",
        "i" + index,
        type,
        (instance, args) -> {
          long result = call.apply(host, args);
          return returns ? new long[] {result} : new long[0];
        });
  }

  private static HostFunction.Call missing(String name) {
    return (host, args) -> {
      throw new HostTrap("call to a missing function env:" + name);
    };
  }

  private ExecutionOutcome call(Instance instance, HostState host, List<ByteBuffer> params) {
    Interface exports = descriptor.module();
    if (exports.memory() < 0 || !(instance.memory() instanceof LinearMemory memory)) {
      return other("memory", exports.memory());
    }
    if (exports.heapBase() < 0) {
      return other("__heap_base", exports.heapBase());
    }
    if (exports.validateBlock() < 0) {
      return other("validate_block", exports.validateBlock());
    }
    int heapBase = (int) instance.global(exports.heapBase()).getValue();
    FreeingBumpAllocator allocator = new FreeingBumpAllocator(memory, heapBase);
    int length = params.stream().mapToInt(ByteBuffer::remaining).sum();
    int pointer;
    try {
      pointer = allocator.allocate(length);
    } catch (AllocatorException e) {
      return new ExecutionOutcome.Trapped(TrapKind.ALLOCATOR, String.valueOf(e.getMessage()));
    }
    int at = pointer;
    for (ByteBuffer part : params) {
      int size = part.remaining();
      part.get(part.position(), memory.array(), at, size);
      at += size;
    }
    host.begin(memory, allocator);
    long fat;
    try {
      fat = instance.getMachine().call(exports.validateBlock(), new long[] {pointer, length})[0];
    } catch (RuntimeException | StackOverflowError e) {
      return isLocal(e)
          ? undecided(e)
          : new ExecutionOutcome.Trapped(
              TrapKind.ABORTED_DUE_TO_TRAP, "Execution aborted due to trap: " + e.getMessage());
    }
    if (!memory.contains(Slices.pointer(fat), Slices.length(fat))) {
      return new ExecutionOutcome.Trapped(TrapKind.OTHER, "Output exceeds bounds of wasm memory");
    }
    return new ExecutionOutcome.Finished(memory.readBytes(Slices.pointer(fat), Slices.length(fat)));
  }

  private static ExecutionOutcome other(String export, int why) {
    return new ExecutionOutcome.Trapped(
        TrapKind.OTHER,
        why == Interface.MISSING
            ? "the module has no export " + export
            : "the export " + export + " is of another kind or type");
  }

  /**
   * Traps are the engine's own exceptions and ours; everything else, and a native stack that ended
   * before the counted one, says nothing about the candidate (JV-6, JV-22).
   */
  private static boolean isLocal(Throwable e) {
    if (e instanceof HostTrap) {
      return false;
    }
    if (!(e instanceof ChicoryException) || e instanceof ChicoryInterruptedException) {
      return true;
    }
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof StackOverflowError) {
        return true;
      }
    }
    return false;
  }

  private static ExecutionOutcome undecided(Throwable e) {
    return new ExecutionOutcome.Undecided("the engine failed: " + e);
  }
}
