package dev.vouch.runtimeapi;

import dev.vouch.scale.Codec;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

/** The codecs of all functions of the runtime, arguments and results, found by looking. */
public final class RuntimeCodecs {
  private RuntimeCodecs() {}

  /** A codec and the type that it is for. */
  public record Entry(String name, Type type, Codec<Object> codec) {}

  /** All of them. */
  public static List<Entry> all() {
    List<Entry> entries = new ArrayList<>();
    for (Class<?> owner : List.of(ParachainHost.class, OtherFunctions.class)) {
      for (Field field : owner.getDeclaredFields()) {
        if (field.getType() == RuntimeFunction.class) {
          RuntimeFunction<?, ?> function = value(field);
          Type[] types = ((ParameterizedType) field.getGenericType()).getActualTypeArguments();
          add(entries, function + ".arguments", types[0], function.argumentCodec());
          add(entries, function + ".result", types[1], function.resultCodec());
        }
      }
    }
    return entries;
  }

  @SuppressWarnings("unchecked") // A codec is only given what it decoded itself.
  private static void add(List<Entry> entries, String name, Type type, Codec<?> codec) {
    entries.add(new Entry(name, type, (Codec<Object>) codec));
  }

  private static RuntimeFunction<?, ?> value(Field field) {
    try {
      return (RuntimeFunction<?, ?>) field.get(null);
    } catch (IllegalAccessException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
