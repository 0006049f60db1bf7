use super::layout::NUMBERS;
use super::*;
use proptest::prelude::*;
use std::io::Cursor;
use std::sync::LazyLock;

/// The demo model with its weights: the smallest real model at hand.
static GOOD: LazyLock<Vec<u8>> = LazyLock::new(|| {
    std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/models/demo.bin")).expect("models/demo.bin")
});

fn verdict(bytes: &[u8]) -> Verdict<ModelInfo> {
    read(&mut Cursor::new(bytes), bytes.len() as u64)
}

fn why(bytes: &[u8]) -> String {
    verdict(bytes).expect_err("a bad model")
}

/// The model with header number `at` (0 is `n_vocab`) set to `value`.
fn with_number(at: usize, value: i32) -> Vec<u8> {
    let mut bytes = GOOD.clone();
    bytes[4 + 4 * at..8 + 4 * at].copy_from_slice(&value.to_le_bytes());
    bytes
}

/// Where the bytes of `name` are.
fn find(name: &str) -> usize {
    GOOD.windows(name.len()).position(|window| window == name.as_bytes()).expect("the name")
}

#[test]
fn a_good_model_is_described() {
    let info = verdict(&GOOD).unwrap();
    assert_eq!((info.weights, info.multilingual, info.state), ("q8_0", false, 96));
    assert_eq!((info.encoder_layers, info.decoder_layers), (6, 3));
    assert_eq!(info.bytes, GOOD.len() as u64);
}

#[test]
fn other_kinds_of_files_are_named() {
    assert_eq!(why(b""), "the file is empty");
    assert!(why(b"GGUF\x03\0\0\0").contains("GGUF"));
    assert!(why(b"<!DOCTYPE html>").contains("web page"));
    assert!(why(b"RIFF....WAVE").contains("sound file"));
    assert!(why(b"hello").contains("no ggml model"));
    assert!(why(b"lm").contains("no ggml model"));
}

#[test]
fn a_file_that_is_one_byte_short_or_long_is_refused() {
    assert!(why(&GOOD[..GOOD.len() - 1]).contains("1 bytes are missing"));
    let mut longer = GOOD.clone();
    longer.push(0);
    assert!(why(&longer).contains("missing"));
    assert!(why(&[GOOD.as_slice(), &[0; 64]].concat()).contains("makes no sense"));
}

#[test]
fn a_file_without_tensors_is_refused() {
    let first = find("encoder.positional_embedding") - 20;
    assert!(why(&GOOD[..first]).contains("tensors are missing"));
}

#[test]
fn every_number_of_the_header_is_checked() {
    for (at, name) in NUMBERS.iter().enumerate() {
        for value in [-1, i32::MAX, i32::MIN] {
            let why = why(&with_number(at, value));
            assert!(why.contains(name) || why.contains("n_text"), "{name} = {value}: {why}");
        }
    }
    assert!(why(&with_number(3, 0)).contains("n_audio_head"));
    assert!(why(&with_number(4, 7)).contains("tensors are missing"));
    assert!(why(&with_number(4, 5)).contains("unexpected"));
}

#[test]
fn a_32_bit_float_model_is_refused_by_name() {
    assert!(why(&with_number(10, 0)).contains("32-bit floats"));
    assert!(why(&with_number(10, 5)).contains("unknown format"));
}

#[test]
fn a_tensor_of_another_name_shape_or_type_is_damage() {
    let name = "encoder.conv2.bias";
    let at = find(name);
    let mut renamed = GOOD.clone();
    renamed[at] = 0x1b;
    assert!(why(&renamed).contains("\"?ncoder.conv2.bias\""));
    let mut reshaped = GOOD.clone();
    reshaped[at - 4] ^= 1;
    assert!(why(&reshaped).contains("shape"));
    let mut retyped = GOOD.clone();
    retyped[at - 12] = 1;
    assert!(why(&retyped).contains("instead of f32"));
    let mut repeated = GOOD.clone();
    let other = find("encoder.conv1.bias");
    repeated[other..other + name.len()].copy_from_slice(name.as_bytes());
    assert!(why(&repeated).contains("repeated"));
}

#[test]
fn things_that_are_no_files_are_errors_that_name_them() {
    let folder = tempfile::tempdir().unwrap();
    assert!(check(folder.path()).unwrap_err().message().contains("not a regular file"));
    let missing = folder.path().join("none.bin");
    assert!(check(&missing).unwrap_err().message().contains("none.bin"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_cut_file_is_never_accepted(share in 0.0f64..1.0) {
        let length = (GOOD.len() as f64 * share) as usize;
        prop_assert!(verdict(&GOOD[..length]).is_err());
    }

    #[test]
    fn arbitrary_bytes_after_the_magic_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(verdict(&[b"lmgg", bytes.as_slice()].concat()).is_err());
    }
}
