"""Runs a module in Wasmtime: MODULE INPUT_FILE RUNS prints, for each run in a fresh instance, the
CPU time of the thread in nanoseconds and the first eight bytes of the result."""
import sys
import time

import wasmtime

# As the reference configures it, where it matters to speed: NaNs canonical, a module-wide allocation.
config = wasmtime.Config()
config.cranelift_opt_level = "speed"
config.cranelift_nan_canonicalization = True
engine = wasmtime.Engine(config)
module = wasmtime.Module.from_file(engine, sys.argv[1])
with open(sys.argv[2], "rb") as file:
    params = file.read()
for _ in range(int(sys.argv[3])):
    start = time.thread_time_ns()
    store = wasmtime.Store(engine)
    instance = wasmtime.Instance(store, module, [])
    exports = instance.exports(store)
    memory = exports["memory"]
    at = (exports["__heap_base"].value(store) + 7) // 8 * 8 + 8
    while at + len(params) > memory.data_len(store):
        memory.grow(store, 1)
    memory.write(store, params, at)
    fat = exports["validate_block"](store, at, len(params)) & 0xFFFFFFFFFFFFFFFF
    result = memory.read(store, fat & 0xFFFFFFFF, (fat & 0xFFFFFFFF) + (fat >> 32))
    print(time.thread_time_ns() - start, bytes(result[:8])[::-1].hex(), flush=True)
