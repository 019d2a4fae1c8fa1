package dev.vouch.pvf.wasm;

/**
 * A function signature; one character per value, named as in the module's binary form.
 *
 * @param params parameter types, each one of {@link ValueTypes}
 * @param results result types, at most one in the accepted language (WX-3)
 */
public record FunctionType(String params, String results) {

  /** The form that error texts and the descriptor use, for example {@code (i32, i64) -> i32}. */
  @Override
  public String toString() {
    return ValueTypes.text(params) + " -> " + ValueTypes.text(results);
  }
}
