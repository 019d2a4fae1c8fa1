// Runs a module in V8: MODULE INPUT_FILE RUNS prints, for each run in a fresh instance, the CPU time
// of the process in nanoseconds and the first eight bytes of the result. Started with
// --single-threaded the process has one thread that works.
import { readFileSync } from "node:fs";

const [file, input, runs] = process.argv.slice(2);
const module = new WebAssembly.Module(readFileSync(file));
const params = readFileSync(input);
for (let run = 0; run < Number(runs); run++) {
  const start = process.cpuUsage();
  const { memory, __heap_base, validate_block } = new WebAssembly.Instance(module).exports;
  const at = (Math.floor((__heap_base.value + 7) / 8)) * 8 + 8;
  while (at + params.length > memory.buffer.byteLength) memory.grow(1);
  new Uint8Array(memory.buffer).set(params, at);
  const fat = BigInt.asUintN(64, validate_block(at, params.length));
  const result = Buffer.from(memory.buffer, Number(fat & 0xffffffffn), Number(fat >> 32n));
  const { user, system } = process.cpuUsage(start);
  console.log((user + system) * 1000, Buffer.from(result.subarray(0, 8)).reverse().toString("hex"));
}
