// Prints the values of ecc.jsonl.gz, one JSON object a line: cargo run --release [SEED].
// The values that change with RAYON_NUM_THREADS = 1, 2, 8 and 64, and all sums with a point off
// Bandersnatch, are marked in the file with code -2 and zero output: for them the reference has no
// one result. Code -1 is a panic of the host.

use ark_ec::{
    pairing::Pairing,
    short_weierstrass::{Affine as SW, SWCurveConfig},
    twisted_edwards::{Affine as TE, TECurveConfig},
    AffineRepr, CurveGroup,
};
use ark_ff::{AdditiveGroup, BigInteger, Field, One, PrimeField, UniformRand, Zero};
use ark_serialize::CanonicalSerialize;
use ark_std::rand::{rngs::StdRng, RngCore, SeedableRng};
use sp_crypto_ec_utils::{
    bls12_381::host_calls as b, ed_on_bls12_381_bandersnatch::host_calls as bs,
    pallas::host_calls as pa, vesta::host_calls as ve,
};

fn enc<T: CanonicalSerialize>(t: &T) -> Vec<u8> {
    let mut v = vec![];
    t.serialize_uncompressed(&mut v).unwrap();
    v
}
fn list<T: CanonicalSerialize>(t: &[T]) -> Vec<u8> {
    let mut v = (t.len() as u64).to_le_bytes().to_vec();
    for x in t {
        v.extend(enc(x));
    }
    v
}
fn limbs(l: &[u64]) -> Vec<u8> {
    let mut v = (l.len() as u64).to_le_bytes().to_vec();
    for x in l {
        v.extend(x.to_le_bytes());
    }
    v
}
fn hx(b: &[u8]) -> String {
    b.iter().map(|x| format!("{:02x}", x)).collect()
}
static mut N: usize = 0;
fn emit(f: &str, note: &str, ins: &[Vec<u8>], out_len: usize) {
    let mut out = vec![0u8; out_len];
    let mut ins2 = ins.to_vec();
    let r = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| match f {
        "bls12_381_multi_miller_loop" => b::bls12_381_multi_miller_loop(&ins[0], &ins[1], &mut out),
        "bls12_381_final_exponentiation" => b::bls12_381_final_exponentiation(&mut ins2[0]),
        "bls12_381_msm_g1" => b::bls12_381_msm_g1(&ins[0], &ins[1], &mut out),
        "bls12_381_msm_g2" => b::bls12_381_msm_g2(&ins[0], &ins[1], &mut out),
        "bls12_381_mul_g1" => b::bls12_381_mul_g1(&ins[0], &ins[1], &mut out),
        "bls12_381_mul_g2" => b::bls12_381_mul_g2(&ins[0], &ins[1], &mut out),
        "pallas_msm" => pa::pallas_msm(&ins[0], &ins[1], &mut out),
        "pallas_mul" => pa::pallas_mul(&ins[0], &ins[1], &mut out),
        "vesta_msm" => ve::vesta_msm(&ins[0], &ins[1], &mut out),
        "vesta_mul" => ve::vesta_mul(&ins[0], &ins[1], &mut out),
        "ed_on_bls12_381_bandersnatch_msm" => {
            bs::ed_on_bls12_381_bandersnatch_msm(&ins[0], &ins[1], &mut out)
        }
        "ed_on_bls12_381_bandersnatch_mul" => {
            bs::ed_on_bls12_381_bandersnatch_mul(&ins[0], &ins[1], &mut out)
        }
        _ => unreachable!(),
    }));
    let code: i64 = match r {
        Ok(Ok(())) => 0,
        Ok(Err(e)) => e as i64,
        Err(_) => -1,
    };
    if f.ends_with("exponentiation") {
        out = ins2[0].clone();
    }
    let n = unsafe {
        N += 1;
        N
    };
    println!("{{\"id\":\"{}/{}-{}\",\"function\":\"{}\",\"inputs\":[{}],\"out_len\":{},\"code\":{},\"out\":\"{}\"}}", f, note, n, f,
        ins.iter().map(|i| format!("\"{}\"", hx(i))).collect::<Vec<_>>().join(","), out_len, code, hx(&out));
}
fn scalars_big<F: PrimeField>(rng: &mut StdRng) -> Vec<(String, Vec<u64>)> {
    let m = F::MODULUS;
    let ml = m.as_ref().to_vec();
    let mut p1 = ml.clone();
    p1[0] += 1;
    let mut m1 = ml.clone();
    m1[0] -= 1;
    let mut v: Vec<(String, Vec<u64>)> = vec![
        ("none".into(), vec![]),
        ("zero".into(), vec![0]),
        ("one".into(), vec![1]),
        ("two".into(), vec![2, 0, 0, 0]),
        ("order".into(), ml),
        ("order-plus-1".into(), p1),
        ("order-minus-1".into(), m1),
        ("max4".into(), vec![u64::MAX; 4]),
        ("max5".into(), vec![u64::MAX; 5]),
        ("max9".into(), vec![u64::MAX; 9]),
    ];
    for i in 0..6 {
        v.push((
            format!("random{}", i),
            F::rand(rng).into_bigint().as_ref().to_vec(),
        ));
    }
    v.push(("random-short".into(), vec![rng.next_u64()]));
    v.push(("random6".into(), (0..6).map(|_| rng.next_u64()).collect()));
    v
}
fn sw<C: SWCurveConfig>(name: &str, suffix: &str, rng: &mut StdRng, has_cofactor: bool) {
    let mul = format!("{}_mul{}", name, suffix);
    let msm = format!("{}_msm{}", name, suffix);
    let g = SW::<C>::generator();
    let p = SW::<C>::rand(rng);
    let len = enc(&g).len();
    let offcurve = SW::<C>::new_unchecked(C::BaseField::rand(rng), C::BaseField::rand(rng));
    let small = SW::<C>::new_unchecked(C::BaseField::from(3u64), C::BaseField::from(5u64));
    let y0 = SW::<C>::new_unchecked(C::BaseField::from(3u64), C::BaseField::ZERO);
    let x0 = SW::<C>::new_unchecked(C::BaseField::ZERO, C::BaseField::ONE);
    let zz = SW::<C>::new_unchecked(C::BaseField::ZERO, C::BaseField::ZERO);
    let mut bases: Vec<(String, SW<C>)> = vec![
        ("generator".into(), g),
        ("point".into(), p),
        ("infinity".into(), SW::<C>::zero()),
        ("off-curve".into(), offcurve),
        ("off-curve-small".into(), small),
        ("y-zero".into(), y0),
        ("x-zero".into(), x0),
        ("zero-zero".into(), zz),
    ];
    if has_cofactor {
        for i in 0..3 {
            loop {
                if let Some(q) =
                    SW::<C>::get_point_from_x_unchecked(C::BaseField::rand(rng), i == 1)
                {
                    bases.push((format!("no-subgroup{}", i), q));
                    break;
                }
            }
        }
    }
    for (bn, bp) in &bases {
        for (sn, s) in scalars_big::<C::ScalarField>(rng) {
            emit(&mul, &format!("{}/{}", bn, sn), &[enc(bp), limbs(&s)], len);
        }
    }
    // encodings
    let ge = enc(&p);
    let sc = limbs(&[7, 8, 9, 10]);
    emit(&mul, "out-small", &[ge.clone(), sc.clone()], len - 1);
    emit(&mul, "out-none", &[ge.clone(), sc.clone()], 0);
    emit(&mul, "out-large", &[ge.clone(), sc.clone()], len + 5);
    emit(
        &mul,
        "base-short",
        &[ge[..len - 1].to_vec(), sc.clone()],
        len,
    );
    emit(
        &mul,
        "base-trailing",
        &[[&ge[..], &[1, 2][..]].concat(), sc.clone()],
        len,
    );
    emit(
        &mul,
        "scalar-short",
        &[ge.clone(), sc[..sc.len() - 1].to_vec()],
        len,
    );
    emit(
        &mul,
        "scalar-trailing",
        &[ge.clone(), [&sc[..], &[1][..]].concat()],
        len,
    );
    emit(
        &mul,
        "scalar-count-huge",
        &[ge.clone(), u64::MAX.to_le_bytes().to_vec()],
        len,
    );
    emit(&mul, "empty", &[vec![], vec![]], len);
    for (bit_at, what) in [
        (0usize, "first"),
        (len - 1, "last"),
        (len / 2, "mid"),
        (len / 2 - 1, "midm"),
    ] {
        for m in [0x80u8, 0x40, 0x20, 0xc0, 0xe0, 0xff, 0x60, 0xa0] {
            for src in 0..3 {
                let mut e = match src {
                    0 => ge.clone(),
                    1 => enc(&SW::<C>::zero()),
                    _ => vec![0; len],
                };
                e[bit_at] ^= m;
                emit(
                    &mul,
                    &format!("flags-{}-{:02x}-{}", what, m, src),
                    &[e, sc.clone()],
                    len,
                );
            }
        }
    }
    emit(&mul, "base-ff", &[vec![0xff; len], sc.clone()], len);
    emit(&mul, "base-00", &[vec![0; len], sc.clone()], len);
    // field elements at and above the modulus, little and big endian, each half
    let modb = <<C::BaseField as Field>::BasePrimeField as PrimeField>::MODULUS;
    let le = modb.to_bytes_le();
    let fl = enc(&<C::BaseField as Field>::BasePrimeField::zero()).len();
    for part in 0..(len / fl) {
        for d in 0..3u8 {
            for big in [false, true] {
                let mut m = le[..fl].to_vec();
                if d == 1 {
                    m[0] -= 1;
                }
                if d == 2 {
                    m[0] += 1;
                }
                if big {
                    m.reverse();
                }
                let mut e = ge.clone();
                e[part * fl..(part + 1) * fl].copy_from_slice(&m);
                emit(
                    &mul,
                    &format!("modulus-{}-{}-{}", part, d, big),
                    &[e, sc.clone()],
                    len,
                );
            }
        }
    }
    // msm
    for n in [0usize, 1, 2, 3, 4, 8, 31, 32, 33, 100, 255] {
        let ps: Vec<SW<C>> = (0..n).map(|_| SW::<C>::rand(rng)).collect();
        let ss: Vec<C::ScalarField> = (0..n).map(|_| C::ScalarField::rand(rng)).collect();
        emit(&msm, &format!("n{}", n), &[list(&ps), list(&ss)], len);
        if n == 8 {
            emit(&msm, "out-small", &[list(&ps), list(&ss)], len - 1);
            emit(&msm, "out-large", &[list(&ps), list(&ss)], len + 9);
            emit(&msm, "scalars-fewer", &[list(&ps), list(&ss[..7])], len);
            emit(&msm, "bases-fewer", &[list(&ps[..7]), list(&ss)], len);
            emit(
                &msm,
                "trailing",
                &[
                    [list(&ps), vec![1]].concat(),
                    [list(&ss), vec![2, 3]].concat(),
                ],
                len,
            );
            emit(&msm, "fewer-and-out-small", &[list(&ps), list(&ss[..7])], 1);
            let l = list(&ps);
            emit(&msm, "short", &[l[..l.len() - 1].to_vec(), list(&ss)], len);
            let l = list(&ss);
            emit(&msm, "short2", &[list(&ps), l[..l.len() - 1].to_vec()], len);
            let mut l = list(&ss);
            let k = l.len();
            for x in &mut l[k - 32..] {
                *x = 0xff;
            }
            emit(&msm, "scalar-ff", &[list(&ps), l], len);
            let mut l = list(&ss);
            let mb = C::ScalarField::MODULUS.to_bytes_le();
            let k = l.len();
            l[k - 32..].copy_from_slice(&mb[..32]);
            emit(&msm, "scalar-order", &[list(&ps), l.clone()], len);
            l[k - 32] -= 1;
            emit(&msm, "scalar-order-1", &[list(&ps), l], len);
        }
    }
    let q = SW::<C>::rand(rng);
    let m: SW<C> = (-q.into_group()).into_affine();
    let one = C::ScalarField::one();
    let k = C::ScalarField::rand(rng);
    emit(&msm, "same-twice", &[list(&[q, q]), list(&[k, k])], len);
    emit(&msm, "cancels", &[list(&[q, m]), list(&[k, k])], len);
    emit(
        &msm,
        "cancels-one",
        &[list(&[q, m]), list(&[one, one])],
        len,
    );
    emit(&msm, "same-one", &[list(&[q, q]), list(&[one, one])], len);
    emit(
        &msm,
        "zero-scalars",
        &[
            list(&[q, m]),
            list(&[C::ScalarField::zero(), C::ScalarField::zero()]),
        ],
        len,
    );
    emit(
        &msm,
        "infinity-base",
        &[list(&[SW::<C>::zero(), q]), list(&[k, k])],
        len,
    );
    emit(
        &msm,
        "small-scalars",
        &[
            list(&[q, p, g]),
            list(&[
                one,
                C::ScalarField::from(2u64),
                C::ScalarField::from(65535u64),
            ]),
        ],
        len,
    );
    emit(
        &msm,
        "minus-one",
        &[list(&[q, p]), list(&[-one, -one])],
        len,
    );
    for (bn, bp) in &bases {
        emit(
            &msm,
            &format!("one-{}", bn),
            &[list(&[*bp]), list(&[k])],
            len,
        );
        emit(
            &msm,
            &format!("with-{}", bn),
            &[
                list(&[q, *bp, p]),
                list(&[k, C::ScalarField::rand(rng), one]),
            ],
            len,
        );
    }
}
fn te<C: TECurveConfig>(name: &str, rng: &mut StdRng) {
    let mul = format!("{}_mul", name);
    let msm = format!("{}_msm", name);
    let g = TE::<C>::generator();
    let p = TE::<C>::rand(rng);
    let len = enc(&g).len();
    let f = |x: u64| C::BaseField::from(x);
    let mut bases: Vec<(String, TE<C>)> = vec![
        ("generator".into(), g),
        ("point".into(), p),
        ("zero".into(), TE::<C>::zero()),
        ("order2".into(), TE::<C>::new_unchecked(f(0), -f(1))),
        (
            "off-curve".into(),
            TE::<C>::new_unchecked(C::BaseField::rand(rng), C::BaseField::rand(rng)),
        ),
        ("off-small".into(), TE::<C>::new_unchecked(f(3), f(5))),
        ("zero-zero".into(), TE::<C>::new_unchecked(f(0), f(0))),
    ];
    for i in 0..4 {
        loop {
            if let Some(q) =
                TE::<C>::get_point_from_y_unchecked(C::BaseField::rand(rng), i % 2 == 1)
            {
                bases.push((format!("no-subgroup{}", i), q));
                break;
            }
        }
    }
    // y = 0: order 4 points if they exist
    if let Some(q) = TE::<C>::get_point_from_y_unchecked(f(0), false) {
        bases.push(("y-zero".into(), q));
    }
    for (bn, bp) in &bases {
        for (sn, s) in scalars_big::<C::ScalarField>(rng) {
            emit(&mul, &format!("{}/{}", bn, sn), &[enc(bp), limbs(&s)], len);
        }
    }
    let ge = enc(&p);
    let sc = limbs(&[7, 8, 9, 10]);
    emit(&mul, "out-small", &[ge.clone(), sc.clone()], len - 1);
    emit(&mul, "out-large", &[ge.clone(), sc.clone()], len + 5);
    emit(
        &mul,
        "base-short",
        &[ge[..len - 1].to_vec(), sc.clone()],
        len,
    );
    for at in [31usize, 63] {
        for m in [0x80u8, 0x40, 0xff] {
            let mut e = ge.clone();
            e[at] ^= m;
            emit(
                &mul,
                &format!("high-{}-{:02x}", at, m),
                &[e, sc.clone()],
                len,
            );
        }
    }
    for n in [0usize, 1, 2, 3, 8, 31, 32, 33, 100, 255] {
        let ps: Vec<TE<C>> = (0..n).map(|_| TE::<C>::rand(rng)).collect();
        let ss: Vec<C::ScalarField> = (0..n).map(|_| C::ScalarField::rand(rng)).collect();
        emit(&msm, &format!("n{}", n), &[list(&ps), list(&ss)], len);
        if n == 8 {
            emit(&msm, "scalars-fewer", &[list(&ps), list(&ss[..7])], len);
            emit(&msm, "out-small", &[list(&ps), list(&ss)], len - 1);
            let mut l = list(&ss);
            let mb = C::ScalarField::MODULUS.to_bytes_le();
            let k = l.len();
            l[k - 32..].copy_from_slice(&mb[..32]);
            emit(&msm, "scalar-order", &[list(&ps), l.clone()], len);
        }
    }
    let k = C::ScalarField::rand(rng);
    for (bn, bp) in &bases {
        emit(
            &msm,
            &format!("one-{}", bn),
            &[list(&[*bp]), list(&[k])],
            len,
        );
        emit(
            &msm,
            &format!("with-{}", bn),
            &[list(&[p, *bp, g]), list(&[k, C::ScalarField::rand(rng), k])],
            len,
        );
        emit(
            &msm,
            &format!("twice-{}", bn),
            &[
                list(&[*bp, *bp]),
                list(&[C::ScalarField::one(), C::ScalarField::one()]),
            ],
            len,
        );
    }
}
fn main() {
    std::panic::set_hook(Box::new(|_| {}));
    let rng = &mut StdRng::seed_from_u64(
        std::env::args()
            .nth(1)
            .map(|s| s.parse().unwrap())
            .unwrap_or(20261121),
    );
    type E = ark_bls12_381::Bls12_381;
    type G1 = <E as Pairing>::G1Affine;
    type G2 = <E as Pairing>::G2Affine;
    type T = <E as Pairing>::TargetField;
    sw::<ark_bls12_381::g1::Config>("bls12_381", "_g1", rng, true);
    sw::<ark_bls12_381::g2::Config>("bls12_381", "_g2", rng, true);
    sw::<ark_pallas::PallasConfig>("pallas", "", rng, false);
    sw::<ark_vesta::VestaConfig>("vesta", "", rng, false);
    te::<ark_ed_on_bls12_381_bandersnatch::EdwardsConfig>("ed_on_bls12_381_bandersnatch", rng);
    let mm = "bls12_381_multi_miller_loop";
    let fe = "bls12_381_final_exponentiation";
    let tl = enc(&T::one()).len();
    let lp = |ps: &[G1]| list(ps);
    let lq = |qs: &[G2]| list(qs);
    for n in [0usize, 1, 2, 3, 4, 5, 8, 9, 17] {
        let ps: Vec<G1> = (0..n).map(|_| G1::rand(rng)).collect();
        let qs: Vec<G2> = (0..n).map(|_| G2::rand(rng)).collect();
        emit(mm, &format!("n{}", n), &[lp(&ps), lq(&qs)], tl);
        if n == 3 {
            emit(mm, "g1-fewer", &[lp(&ps[..2]), lq(&qs)], tl);
            emit(mm, "g2-fewer", &[lp(&ps), lq(&qs[..2])], tl);
            emit(mm, "out-small", &[lp(&ps), lq(&qs)], tl - 1);
            emit(mm, "out-large", &[lp(&ps), lq(&qs)], tl + 3);
            emit(
                mm,
                "infinity-g1",
                &[lp(&[ps[0], G1::zero(), ps[2]]), lq(&qs)],
                tl,
            );
            emit(
                mm,
                "infinity-g2",
                &[lp(&ps), lq(&[G2::zero(), qs[1], qs[2]])],
                tl,
            );
            emit(
                mm,
                "all-infinity",
                &[lp(&[G1::zero()]), lq(&[G2::zero()])],
                tl,
            );
            let l = lp(&ps);
            emit(mm, "short", &[l[..l.len() - 1].to_vec(), lq(&qs)], tl);
        }
    }
    for i in 0..4 {
        let q = G2::new_unchecked(UniformRand::rand(rng), UniformRand::rand(rng));
        let p = G1::new_unchecked(UniformRand::rand(rng), UniformRand::rand(rng));
        emit(mm, &format!("off-curve{}", i), &[lp(&[p]), lq(&[q])], tl);
    }
    let z1 = G1::new_unchecked(Zero::zero(), Zero::zero());
    let z2 = G2::new_unchecked(Zero::zero(), Zero::zero());
    emit(mm, "zero-zero", &[lp(&[z1]), lq(&[z2])], tl);
    emit(mm, "zero-zero-g1", &[lp(&[z1]), lq(&[G2::generator()])], tl);
    emit(mm, "zero-zero-g2", &[lp(&[G1::generator()]), lq(&[z2])], tl);
    for i in 0..6 {
        let t = T::rand(rng);
        emit(fe, &format!("random{}", i), &[enc(&t)], tl);
    }
    emit(fe, "zero", &[enc(&T::zero())], tl);
    emit(fe, "one", &[enc(&T::one())], tl);
    let t = enc(&T::rand(rng));
    emit(fe, "short", &[t[..tl - 1].to_vec()], tl);
    emit(fe, "trailing", &[[&t[..], &[9, 9][..]].concat()], tl);
    emit(fe, "ff", &[vec![0xff; tl]], tl);
    emit(
        fe,
        "miller",
        &[enc(&E::multi_miller_loop(
            [G1::generator()],
            [G2::generator()],
        )
        .0)],
        tl,
    );
    let mut m = t.clone();
    let mb = ark_bls12_381::Fq::MODULUS.to_bytes_le();
    m[48..96].copy_from_slice(&mb);
    emit(fe, "modulus", &[m], tl);
}
