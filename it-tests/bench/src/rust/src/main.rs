//! The reference's side of the comparison: reads the inputs of a file, then runs what standard
//! input asks for, one line `operation times` each, and answers `nanoseconds checksum`, the time as
//! CPU time of the only thread.

use ed25519_zebra as _;
use polkadot_erasure_coding::{branches, obtain_chunks, reconstruct};
use schnorrkel as _;
use sp_core::{ecdsa, ed25519, sr25519, Pair};
use std::io::{BufRead, Write};

/// Public key, message, signature.
type Signed = (Vec<u8>, Vec<u8>, Vec<u8>);

#[derive(Default)]
struct Inputs {
    sr25519: Vec<Signed>,
    ed25519: Vec<Signed>,
    /// Hash and signature.
    ecdsa: Vec<([u8; 32], [u8; 65])>,
    small: Vec<u8>,
    large: Vec<u8>,
    payload: Vec<u8>,
    validators: usize,
    kept: Vec<usize>,
}

fn hex(s: &str) -> Vec<u8> {
    (0..s.len() / 2)
        .map(|i| u8::from_str_radix(&s[2 * i..2 * i + 2], 16).expect("hex"))
        .collect()
}

fn read(path: &str) -> Inputs {
    let mut inputs = Inputs::default();
    for line in std::fs::read_to_string(path).expect("inputs").lines() {
        let words: Vec<&str> = line.split(' ').collect();
        match words[0] {
            "sr25519" => inputs.sr25519.push((hex(words[1]), hex(words[2]), hex(words[3]))),
            "ed25519" => inputs.ed25519.push((hex(words[1]), hex(words[2]), hex(words[3]))),
            "ecdsa" => inputs.ecdsa.push((
                hex(words[1]).try_into().expect("32 bytes"),
                hex(words[2]).try_into().expect("65 bytes"),
            )),
            "small" => inputs.small = hex(words[1]),
            "large" => inputs.large = hex(words[1]),
            "payload" => inputs.payload = hex(words[1]),
            "validators" => inputs.validators = words[1].parse().expect("a number"),
            "kept" => inputs.kept = words[1..].iter().map(|w| w.parse().expect("a number")).collect(),
            other => panic!("unknown input {other}"),
        }
    }
    inputs
}

fn cpu_nanos() -> u64 {
    let mut t = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    assert_eq!(unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &mut t) }, 0);
    t.tv_sec as u64 * 1_000_000_000 + t.tv_nsec as u64
}

fn first8(digest: &[u8]) -> u64 {
    u64::from_le_bytes(digest[..8].try_into().expect("8 bytes"))
}

fn digests(data: &[u8], times: u64, hash: impl Fn(&[u8]) -> u64) -> u64 {
    let mut input = data.to_vec();
    let mut sum = 0u64;
    for i in 0..times {
        input[0] = i as u8;
        sum = sum.wrapping_add(hash(&input));
    }
    sum
}

fn run(inputs: &Inputs, chunks: &[Vec<u8>], operation: &str, times: u64) -> u64 {
    let at = |i: u64, n: usize| i as usize % n;
    match operation {
        "sr25519-verify" => (0..times)
            .filter(|&i| {
                let (key, message, signature) = &inputs.sr25519[at(i, inputs.sr25519.len())];
                sr25519::Pair::verify(
                    &sr25519::Signature::try_from(&signature[..]).expect("64 bytes"),
                    message,
                    &sr25519::Public::try_from(&key[..]).expect("32 bytes"),
                )
            })
            .count() as u64,
        "sr25519-sign" => {
            let pair = sr25519::Pair::from_string("//Alice", None).expect("a key");
            (0..times)
                .filter(|&i| {
                    let message = &inputs.sr25519[at(i, inputs.sr25519.len())].1;
                    pair.sign(message).0[63] & 0x80 != 0
                })
                .count() as u64
        }
        "ed25519-verify" => (0..times)
            .filter(|&i| {
                let (key, message, signature) = &inputs.ed25519[at(i, inputs.ed25519.len())];
                ed25519::Pair::verify(
                    &ed25519::Signature::try_from(&signature[..]).expect("64 bytes"),
                    message,
                    &ed25519::Public::try_from(&key[..]).expect("32 bytes"),
                )
            })
            .count() as u64,
        "ecdsa-recover" => (0..times)
            .map(|i| {
                let (hash, signature) = inputs.ecdsa[at(i, inputs.ecdsa.len())];
                let key = ecdsa::Signature::from_raw(signature).recover_prehashed(&hash);
                first8(&key.expect("a key").0[1..])
            })
            .fold(0, u64::wrapping_add),
        "blake2b-256-small" => digests(&inputs.small, times, |d| first8(&sp_crypto_hashing::blake2_256(d))),
        "blake2b-256-large" => digests(&inputs.large, times, |d| first8(&sp_crypto_hashing::blake2_256(d))),
        "keccak-256-small" => digests(&inputs.small, times, |d| first8(&sp_crypto_hashing::keccak_256(d))),
        "keccak-256-large" => digests(&inputs.large, times, |d| first8(&sp_crypto_hashing::keccak_256(d))),
        "sha2-256-small" => digests(&inputs.small, times, |d| first8(&sp_crypto_hashing::sha2_256(d))),
        "twox-128-small" => digests(&inputs.small, times, |d| first8(&sp_crypto_hashing::twox_128(d))),
        "erasure-encode-root" => (0..times)
            .map(|_| {
                let chunks = obtain_chunks(inputs.validators, &inputs.payload).expect("chunks");
                first8(branches(&chunks).root().as_bytes())
            })
            .fold(0, u64::wrapping_add),
        "erasure-reconstruct" => (0..times)
            .map(|_| {
                let kept = inputs.kept.iter().map(|&i| (&chunks[i][..], i));
                let data: Vec<u8> = reconstruct(inputs.validators, kept).expect("data");
                first8(&data[data.len() - 8..])
            })
            .fold(0, u64::wrapping_add),
        other => panic!("unknown operation {other}"),
    }
}

fn main() {
    let inputs = read(&std::env::args().nth(1).expect("the file of the inputs"));
    let chunks = obtain_chunks(inputs.validators, &inputs.payload).expect("chunks");
    for line in std::io::stdin().lock().lines() {
        let line = line.expect("a line");
        let (operation, times) = line.split_once(' ').expect("operation and times");
        let times = times.parse().expect("a number");
        let start = cpu_nanos();
        let checksum = run(&inputs, &chunks, operation, times);
        let nanos = cpu_nanos() - start;
        println!("{nanos} {checksum}");
        std::io::stdout().flush().expect("standard output");
    }
}
