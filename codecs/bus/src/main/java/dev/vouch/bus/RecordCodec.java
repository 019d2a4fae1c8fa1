package dev.vouch.bus;

import dev.vouch.scale.Codec;
import dev.vouch.scale.ScaleException;
import dev.vouch.scale.ScaleReader;
import dev.vouch.scale.ScaleWriter;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The components of a record, one after the other. A refusal of its constructor is a failure. */
final class RecordCodec implements Codec<Object> {
  private record Component(String name, MethodHandle accessor, Codec<Object> codec) {}

  private final List<Component> components;
  private final MethodHandle constructor;

  private RecordCodec(List<Component> components, MethodHandle constructor) {
    this.components = components;
    this.constructor = constructor;
  }

  static RecordCodec of(Class<?> type, Function<RecordComponent, Codec<?>> codecs) {
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    List<Component> components = new ArrayList<>();
    List<Class<?>> types = new ArrayList<>();
    try {
      for (RecordComponent component : type.getRecordComponents()) {
        MethodHandle accessor =
            lookup
                .unreflect(component.getAccessor())
                .asType(MethodType.methodType(Object.class, Object.class));
        Codec<Object> codec = RecordCodecs.objects(codecs.apply(component));
        components.add(new Component(component.getName(), accessor, codec));
        types.add(component.getType());
      }
      MethodHandle constructor =
          lookup
              .findConstructor(type, MethodType.methodType(void.class, types))
              .asSpreader(Object[].class, types.size())
              .asType(MethodType.methodType(Object.class, Object[].class));
      return new RecordCodec(List.copyOf(components), constructor);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          type.getName() + " must be public, with a public constructor, to travel on the bus", e);
    }
  }

  @Override
  public void encode(Object value, ScaleWriter out) {
    for (Component component : components) {
      component.codec.encode(read(component.accessor, value), out);
    }
  }

  @Override
  public Object decode(ScaleReader in) throws ScaleException {
    Object[] values = new Object[components.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.field(components.get(i).name, components.get(i).codec);
    }
    int end = in.position();
    try {
      return (Object) constructor.invokeExact(values);
    } catch (IllegalArgumentException | FailureException e) {
      throw in.failureAt(end, "refused: " + e.getMessage());
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a record's constructor threw a checked exception", e);
    }
  }

  private static Object read(MethodHandle accessor, Object value) {
    try {
      return (Object) accessor.invokeExact(value);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a record's accessor threw a checked exception", e);
    }
  }
}
