use super::super::{
    MAX_ARRAY_ELEMENTS, MAX_DIMENSION, MAX_ELEMENT_BYTES, MAX_KEY_BYTES, MAX_NAME_BYTES,
    MAX_STRING_BYTES, ShapeError,
};
use super::*;
use proptest::prelude::*;

/// Bytes allocated at most for each byte of a file: a tensor's entry of 25 bytes becomes 300.
const MEMORY_FACTOR: u64 = 16;

/// Where the first entry begins, after magic, version and two counts.
const ENTRIES: usize = 24;

/// Lays out a file field by field.
#[derive(Clone)]
struct Raw(Vec<u8>);

impl Raw {
    /// A header of version 3 that counts so many tensors and entries.
    fn new(tensors: u64, entries: u64) -> Self {
        Self(b"GGUF".to_vec()).u32(3).u64(tensors).u64(entries)
    }

    fn bytes(mut self, bytes: &[u8]) -> Self {
        self.0.extend_from_slice(bytes);
        self
    }

    fn u32(self, number: u32) -> Self {
        self.bytes(&number.to_le_bytes())
    }

    fn u64(self, number: u64) -> Self {
        self.bytes(&number.to_le_bytes())
    }

    fn string(self, bytes: &[u8]) -> Self {
        self.u64(bytes.len() as u64).bytes(bytes)
    }

    /// A tensor's entry; the dimensions are the fastest first.
    fn tensor(self, name: &str, dims: &[u64], dtype: u32, offset: u64) -> Self {
        let start = self.string(name.as_bytes()).u32(dims.len() as u32);
        dims.iter().fold(start, |raw, &dim| raw.u64(dim)).u32(dtype).u64(offset)
    }

    /// Padding to 32 bytes, then `len` bytes of data.
    fn data(mut self, len: usize) -> Self {
        self.0.resize(self.0.len().next_multiple_of(32) + len, 0);
        self
    }

    #[track_caller]
    fn refused(&self) -> GgufError {
        refused(&self.0)
    }
}

/// A header with one entry called `k`, up to the number of its value's kind.
fn entry(kind: u32) -> Raw {
    Raw::new(0, 1).string(b"k").u32(kind)
}

/// Where the value of [`entry`] begins.
const VALUE: u64 = ENTRIES as u64 + 8 + 1 + 4;

#[test]
fn what_is_no_gguf_file_is_told_apart() {
    for (bytes, hint) in [
        (b"version https://git-lfs.github.com/spec/v1\n".as_slice(), "git lfs pull"),
        (b"PK\x03\x04rest", "PyTorch"),
        (b"tjgg\x03\0\0\0", "older formats"),
        (b"<!DOCTYPE html>", "web page"),
        (b"\x00\x1b[2", "not a GGUF file"),
    ] {
        let error = refused(bytes);
        assert!(matches!(error, GgufError::Magic { .. }), "{error:?}");
        let said = error.to_string();
        assert!(said.contains(hint) && said.contains("byte 0"), "{said}");
        assert!(!said.contains('\x1b'), "the file's bytes reach the terminal");
    }
}

#[test]
fn other_versions_and_byte_orders_are_named() {
    for version in [0, 1, 4, 1_000] {
        let error = Raw(b"GGUF".to_vec()).u32(version).u64(0).u64(0).refused();
        assert!(
            matches!(error, GgufError::Version { offset: 4, version: found } if found == version)
        );
    }
    let hint = Raw(b"GGUF".to_vec()).u32(1).refused().to_string();
    assert!(hint.contains("newer file"), "{hint}");
    let reversed = Raw(b"GGUF".to_vec()).u32(3_u32.swap_bytes()).refused();
    assert!(matches!(reversed, GgufError::BigEndian { offset: 4 }));
    assert!(matches!(refused(b"FUGG\0\0\0\x03"), GgufError::BigEndian { offset: 0 }));
}

#[test]
fn every_cut_is_an_error_that_says_where() {
    let bytes = small();
    let gguf = read(&bytes).expect("it is sound");
    let end = gguf.tensors().iter().map(|info| info.offset() + info.byte_len()).max();
    let end = end.expect("it has tensors") as usize;
    for cut in 0..end {
        match refused(&bytes[..cut]) {
            GgufError::Truncated { offset, needed, remaining, .. } => {
                assert!(offset <= cut as u64 && needed > remaining, "cut at {cut}");
            }
            GgufError::OutOfFile { file_len, .. } => assert_eq!(file_len, cut as u64),
            other => panic!("cut at {cut}: {other:?}"),
        }
    }
    // What follows the last tensor is padding.
    for cut in end..bytes.len() {
        read(&bytes[..cut]).expect("nothing is missing");
    }
}

#[test]
fn counts_that_the_file_cannot_hold_allocate_nothing() {
    let huge = [4_096, 4_097, 1 << 32, u64::MAX];
    for count in huge {
        for raw in [Raw::new(count, 0), Raw::new(0, count)] {
            let (result, allocated) = metered(&raw.0);
            let error = result.expect_err("it cannot hold them");
            let sound = matches!(
                error,
                GgufError::Truncated { offset: 8 | 16, .. }
                    | GgufError::TooMany { offset: 8 | 16, .. }
            );
            assert!(sound, "{error:?}");
            assert_eq!(allocated, 0, "{count}");
        }
        for element in [0, 4, 7, 8, 12] {
            let (result, allocated) = metered(&entry(9).u32(element).u64(count).data(64).0);
            let error = result.expect_err("it cannot hold them");
            let sound = matches!(
                error,
                GgufError::Truncated { offset, .. } | GgufError::TooMany { offset, .. }
                    if offset == VALUE + 4
            );
            assert!(sound, "{error:?}");
            assert!(allocated < 512, "{count} elements: {allocated} bytes");
        }
        for raw in [
            Raw::new(0, 1).u64(count).data(64),
            entry(8).u64(count).data(64),
            entry(9).u32(8).u64(1).u64(count).data(64),
            Raw::new(1, 0).u64(count).data(64),
        ] {
            let (result, allocated) = metered(&raw.0);
            let error = result.expect_err("it cannot hold them");
            let sound = matches!(error, GgufError::Truncated { .. } | GgufError::TooLong { .. });
            assert!(sound, "{error:?}");
            assert!(allocated < 512, "a string of {count}: {allocated} bytes");
        }
    }
}

#[test]
fn strings_have_limits_even_where_the_file_could_hold_them() {
    let long = vec![b'a'; MAX_STRING_BYTES as usize + 1];
    let cases = [
        (Raw::new(0, 1).u64(MAX_KEY_BYTES + 1), MAX_KEY_BYTES),
        (entry(8).u64(MAX_STRING_BYTES + 1), MAX_STRING_BYTES),
        (entry(9).u32(8).u64(1).u64(MAX_ELEMENT_BYTES + 1), MAX_ELEMENT_BYTES),
        (Raw::new(1, 0).u64(MAX_NAME_BYTES + 1), MAX_NAME_BYTES),
    ];
    for (raw, most) in cases {
        let at = raw.0.len() as u64 - 8;
        let error = raw.bytes(&long).refused();
        let sound = matches!(
            error,
            GgufError::TooLong { offset, len, limit, .. }
                if offset == at && len == most + 1 && limit == most
        );
        assert!(sound, "{error:?}");
    }
}

#[test]
fn all_arrays_together_have_a_limit() {
    let count = MAX_ARRAY_ELEMENTS / 2 + 1;
    let items = vec![1; count as usize];
    let raw = Raw::new(0, 2).string(b"a").u32(9).u32(7).u64(count).bytes(&items);
    let at = raw.0.len() as u64 + 8 + 1 + 4 + 4;
    let error = raw.string(b"b").u32(9).u32(0).u64(count).bytes(&items).refused();
    let sound =
        matches!(error, GgufError::TooMany { offset, limit, .. } if offset == at && limit < count);
    assert!(sound, "{error:?}");
}

#[test]
fn a_header_has_a_limit() {
    let long = vec![b'a'; MAX_STRING_BYTES as usize];
    let raw = (0..9_u8)
        .fold(Raw::new(0, 9), |raw, index| raw.string(&[b'a' + index]).u32(8).string(&long));
    let (result, allocated) = metered(&raw.0);
    let error = result.expect_err("it is too large");
    assert!(matches!(error, GgufError::HeaderTooLarge { .. }), "{error:?}");
    assert!(allocated <= super::super::MAX_HEADER_MEMORY);
}

#[test]
fn unsound_entries_are_refused_where_they_stand() {
    for key in [b"".as_slice(), b"two words", b"\x1b[2J", b"na\xc3\xafve", b"\xff"] {
        let error = Raw::new(0, 1).string(key).u32(0).data(64).refused();
        assert!(matches!(error, GgufError::Key { offset: 24 }), "{key:?}: {error:?}");
    }
    let twice = Raw::new(0, 2).string(b"k").u32(0).bytes(&[1]).string(b"k").u32(0).bytes(&[1]);
    let error = twice.refused();
    assert!(matches!(&error, GgufError::DuplicateKey { offset: 38, key } if key == "k"));
    for kind in [13, u32::MAX] {
        let error = entry(kind).data(64).refused();
        assert!(matches!(error, GgufError::UnknownKind { offset, id, .. }
            if offset == VALUE - 4 && id == kind));
        let error = entry(9).u32(kind).u64(0).data(64).refused();
        assert!(matches!(error, GgufError::UnknownKind { offset, id, .. }
            if offset == VALUE && id == kind));
    }
    let error = entry(9).u32(9).u64(0).data(64).refused();
    assert!(matches!(error, GgufError::NestedArray { offset, .. } if offset == VALUE));
    let error = entry(7).bytes(&[2]).refused();
    assert!(matches!(error, GgufError::Bool { offset, byte: 2, .. } if offset == VALUE));
    let error = entry(9).u32(7).u64(2).bytes(&[1, 255]).refused();
    assert!(matches!(error, GgufError::Bool { offset, byte: 255, .. } if offset == VALUE + 13));
    let error = entry(8).string(b"\xff").refused();
    assert!(matches!(error, GgufError::NotUtf8 { offset, .. } if offset == VALUE));
}

#[test]
fn an_alignment_is_a_power_of_two_in_range() {
    let raw = Raw::new(0, 1).string(b"general.alignment");
    let at = raw.0.len() as u64 + 4;
    for alignment in [0, 1, 4, 24, 33, 1 << 17, u32::MAX] {
        let error = raw.clone().u32(4).u32(alignment).refused();
        assert!(matches!(error, GgufError::Alignment { offset } if offset == at), "{alignment}");
    }
    let text = raw.clone().u32(8).string(b"32").refused();
    assert!(matches!(text, GgufError::Alignment { offset } if offset == at));
    for alignment in [8, 65_536] {
        let gguf = read(&raw.clone().u32(10).u64(alignment).0).expect("it is possible");
        assert_eq!(gguf.alignment(), alignment);
    }
}

#[test]
fn impossible_tensors_are_refused_by_name() {
    let shape = |dims: &[u64], dtype| match Raw::new(1, 0).tensor("w", dims, dtype, 0).refused() {
        GgufError::Shape { offset: 24, name, source } if name == "w" => source,
        other => panic!("{dims:?}: {other:?}"),
    };
    assert_eq!(shape(&[1; 5], 0), ShapeError::Rank { rank: 5 });
    assert_eq!(shape(&[0], 0), ShapeError::Dimension { len: 0 });
    assert_eq!(shape(&[u64::MAX], 0), ShapeError::Dimension { len: u64::MAX });
    assert_eq!(shape(&[48, 2], 8), ShapeError::Row { row: 48, dtype: Dtype::Q8_0 });
    // 2^64 numbers, which a product that wraps takes for none.
    assert_eq!(shape(&[MAX_DIMENSION, MAX_DIMENSION, 4], 0), ShapeError::Size);
    let rank = Raw::new(1, 0).string(b"w").u32(u32::MAX).refused();
    assert!(matches!(
        rank,
        GgufError::Shape { source: ShapeError::Rank { .. }, .. } | GgufError::Truncated { .. }
    ));

    let dtype = |id| Raw::new(1, 0).tensor("w", &[256], id, 0).data(512).refused();
    for id in [4, 9, 16, 24, 39, 99, u32::MAX] {
        let error = dtype(id);
        assert!(matches!(&error, GgufError::Dtype { offset: 45, name, id: found }
            if name == "w" && *found == id));
    }
    assert!(dtype(39).to_string().contains("MXFP4"));

    let error = Raw::new(1, 0).tensor("", &[1], 0, 0).refused();
    assert!(matches!(error, GgufError::NoName { offset: 24 }));
    let twice = Raw::new(2, 0).tensor("w", &[1], 0, 0).tensor("w", &[1], 0, 32).data(64);
    assert!(
        matches!(twice.refused(), GgufError::DuplicateTensor { offset: 57, name } if name == "w")
    );
    let name = Raw::new(1, 0).string(b"\xff").data(64).refused();
    assert!(matches!(name, GgufError::NotUtf8 { offset: 24, .. }));
    let escape = Raw::new(1, 0).tensor("\x1b[2J", &[0], 0, 0).refused().to_string();
    assert!(!escape.contains('\x1b'), "the file's bytes reach the terminal: {escape}");
}

#[test]
fn tensors_lie_aligned_within_the_file_and_apart() {
    let one = |offset, len| Raw::new(1, 0).tensor("w", &[8], 0, offset).data(len);
    read(&one(0, 32).0).expect("it fits");
    read(&one(32, 64).0).expect("it fits");
    assert!(matches!(one(4, 64).refused(), GgufError::Misaligned { offset: 24, data: 4, .. }));
    for (offset, len) in [(0, 31), (32, 63), (64, 64), (u64::MAX - 31, 64), (1 << 63, 64)] {
        let error = one(offset, len).refused();
        assert!(
            matches!(error, GgufError::OutOfFile { offset: 24, data, .. } if data == offset),
            "{error:?}"
        );
    }

    let two = |first, second| {
        Raw::new(2, 0).tensor("a", &[16], 0, first).tensor("b", &[8], 0, second).data(128)
    };
    read(&two(0, 64).0).expect("they touch");
    read(&two(32, 0).0).expect("their order is free");
    for (first, second) in [(0, 0), (0, 32), (32, 64), (64, 64)] {
        let error = two(first, second).refused();
        assert!(matches!(error, GgufError::Overlap { .. }), "{first}, {second}: {error:?}");
    }
    let said = two(0, 32).refused().to_string();
    assert!(said.contains("\"a\" and \"b\""), "{said}");
}

#[test]
fn a_file_that_became_shorter_gives_no_data() {
    let bytes = small();
    let gguf = read(&bytes).expect("it is sound");
    let info = gguf.tensor("up").expect("it was written");
    let cut = (info.offset() + info.byte_len() - 1) as usize;
    let at = info.offset();
    for cut in [cut, 10] {
        let error = gguf.read_tensor_bytes(&mut Cursor::new(&bytes[..cut]), "up");
        assert!(
            matches!(error, Err(GgufError::Truncated { offset, needed: 68, .. }) if offset == at)
        );
    }
    let error = gguf.read_tensor_bytes(&mut Cursor::new(&bytes), "down");
    assert!(matches!(error, Err(GgufError::NoTensor { name }) if name == "down"));
}

/// That `bytes` are read or refused within the memory that their length allows, and that where they
/// are sound, every tensor's data can be read.
fn is_handled(bytes: &[u8]) -> Result<(), TestCaseError> {
    let (result, allocated) = metered(bytes);
    let len = bytes.len() as u64;
    prop_assert!(allocated <= MEMORY_FACTOR * len, "{allocated} bytes for a file of {len}");
    match result {
        Ok(gguf) => {
            for info in gguf.tensors() {
                prop_assert!(info.offset() + info.byte_len() <= len);
                let data = gguf.read_tensor_bytes(&mut Cursor::new(bytes), info.name())?;
                prop_assert_eq!(data.len() as u64, info.byte_len());
            }
        }
        Err(error) => prop_assert!(error.to_string().contains("byte"), "{}", error),
    }
    Ok(())
}

#[test]
fn every_byte_of_a_file_may_be_anything() {
    let sound = small();
    let mut accepted = 0;
    for index in 0..sound.len() {
        for byte in [0, 1, 2, 7, 8, 9, 12, 31, 32, 127, 128, 255] {
            let mut bytes = sound.clone();
            bytes[index] = byte;
            is_handled(&bytes).unwrap_or_else(|error| panic!("byte {index} as {byte}: {error}"));
            accepted += usize::from(read(&bytes).is_ok());
        }
    }
    // Tensor data, padding and the numbers of entries may be anything; the header may not.
    assert!(accepted > 0 && accepted < sound.len() * 12, "{accepted}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_024))]

    #[test]
    fn random_bytes_are_handled(bytes in prop::collection::vec(any::<u8>(), 0..512)) {
        is_handled(&bytes)?;
    }

    #[test]
    fn random_bytes_after_a_sound_beginning_are_handled(
        version in 2_u32..4,
        tensors in 0_u64..64,
        entries in 0_u64..64,
        rest in prop::collection::vec(prop_oneof![3 => 0_u8..13, 1 => any::<u8>()], 0..2_048),
    ) {
        let raw = Raw(b"GGUF".to_vec()).u32(version).u64(tensors).u64(entries).bytes(&rest);
        is_handled(&raw.0)?;
    }

    #[test]
    fn random_numbers_where_counts_and_lengths_stand_are_handled(
        index in 0..small().len() - 8,
        number in prop_oneof![any::<u64>(), 0_u64..8_192, (0_u32..64).prop_map(|bit| 1 << bit)],
    ) {
        let mut bytes = small();
        bytes[index..index + 8].copy_from_slice(&number.to_le_bytes());
        is_handled(&bytes)?;
    }

    #[test]
    fn mutations_and_cuts_of_a_large_sound_file_are_handled(
        index in any::<prop::sample::Index>(),
        byte in any::<u8>(),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut writer = Writer::new();
        for (key, value) in every_kind() {
            writer.metadata(key, value)?;
        }
        writer.tensor("w", Dtype::Q4K, &[2, 256], vec![3; 288])?;
        let mut bytes = written(&writer);
        let index = index.index(bytes.len());
        bytes[index] = byte;
        is_handled(&bytes)?;
        is_handled(&bytes[..cut.index(bytes.len())])?;
    }
}
