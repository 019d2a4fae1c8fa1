// Calls functions of @polkadot/wasm-crypto for WasmCryptoTest: a line of JSON {"call", "arguments"}
// in, a line of JSON {"value"} or {"error"} out. Bytes are {"hex"} in arguments and hex in answers.
import { createInterface } from 'node:readline';
import * as crypto from '@polkadot/wasm-crypto';

const argument = (value) =>
  value !== null && typeof value === 'object' ? Uint8Array.from(Buffer.from(value.hex, 'hex')) : value;
const answer = (value) =>
  value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value;

await crypto.waitReady();
for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  let response;
  try {
    response = { value: answer(crypto[request.call](...request.arguments.map(argument))) };
  } catch (error) {
    response = { error: String(error) };
  }
  process.stdout.write(JSON.stringify(response) + '\n');
}
