package dev.vouch.pvf.wasm;

/** What an import asks for. */
sealed interface Extern {
  record Function(int type) implements Extern {}

  record Table(Limits limits) implements Extern {}

  record Memory(Limits limits) implements Extern {}

  record Global(char type, boolean mutable) implements Extern {}
}
