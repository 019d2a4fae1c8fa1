package dev.vouch.pvf.wasm;

record Import(String module, String field, Extern what) {}
