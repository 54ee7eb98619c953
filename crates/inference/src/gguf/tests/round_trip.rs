use super::super::{
    DEFAULT_ALIGNMENT, MAX_ARRAY_ELEMENTS, MAX_ELEMENT_BYTES, MAX_ENTRIES, MAX_KEY_BYTES,
    MAX_TENSORS, ShapeError, WriteError,
};
use super::*;
use proptest::prelude::*;

/// The metadata of `gguf` in order, owned.
fn entries(gguf: &Gguf) -> Vec<(String, Value)> {
    gguf.metadata().map(|(key, value)| (key.to_owned(), value.clone())).collect()
}

/// A file with what `gguf` says and the tensors that lie in `bytes`.
fn copy(gguf: &Gguf, bytes: &[u8]) -> Vec<u8> {
    let mut writer = Writer::new();
    for (key, value) in gguf.metadata() {
        writer.metadata(key, value.clone()).expect("what was read can be written");
    }
    for info in gguf.tensors() {
        let data = gguf.read_tensor_bytes(&mut Cursor::new(bytes), info.name());
        writer
            .tensor(info.name(), info.dtype(), info.shape(), data.expect("the data are there"))
            .expect("what was read can be written");
    }
    written(&writer)
}

#[test]
fn a_file_laid_out_by_hand_is_read() {
    let mut bytes = b"GGUF".to_vec();
    bytes.extend(2_u32.to_le_bytes());
    bytes.extend(1_u64.to_le_bytes()); // tensors
    bytes.extend(2_u64.to_le_bytes()); // entries
    bytes.extend(3_u64.to_le_bytes());
    bytes.extend(b"x.y");
    bytes.extend(5_u32.to_le_bytes()); // i32
    bytes.extend((-7_i32).to_le_bytes());
    bytes.extend(3_u64.to_le_bytes());
    bytes.extend(b"x.z");
    bytes.extend(9_u32.to_le_bytes()); // array
    bytes.extend(8_u32.to_le_bytes()); // of strings
    bytes.extend(2_u64.to_le_bytes());
    bytes.extend(2_u64.to_le_bytes());
    bytes.extend(b"hi");
    bytes.extend(0_u64.to_le_bytes());
    bytes.extend(1_u64.to_le_bytes());
    bytes.extend(b"w");
    bytes.extend(2_u32.to_le_bytes()); // dimensions
    bytes.extend(3_u64.to_le_bytes()); // columns
    bytes.extend(2_u64.to_le_bytes()); // rows
    bytes.extend(1_u32.to_le_bytes()); // F16
    bytes.extend(0_u64.to_le_bytes());
    let header = bytes.len();
    bytes.resize(header.next_multiple_of(32), 0);
    let start = bytes.len();
    bytes.extend(1..=12_u8);

    let gguf = read(&bytes).expect("the file is sound");
    assert_eq!(gguf.version(), 2);
    assert_eq!(gguf.alignment(), DEFAULT_ALIGNMENT);
    assert_eq!(gguf.data_offset(), start as u64);
    assert_eq!(gguf.file_len(), bytes.len() as u64);
    assert_eq!(gguf.i32("x.y").expect("it stands there"), -7);
    assert_eq!(gguf.texts("x.z").expect("it stands there"), ["hi", ""]);
    let info = gguf.tensor("w").expect("it stands there");
    assert_eq!((info.shape(), info.dtype(), info.byte_len()), ([2, 3].as_slice(), Dtype::F16, 12));
    assert_eq!(info.offset(), start as u64);
    let data = gguf.read_tensor_bytes(&mut Cursor::new(&bytes), "w").expect("the data are there");
    assert_eq!(data, (1..=12).collect::<Vec<u8>>());
}

#[test]
fn every_kind_and_every_dtype_come_back() {
    let mut writer = Writer::new();
    for (key, value) in every_kind() {
        writer.metadata(key, value).expect("the entry is sound");
    }
    let datas: Vec<Vec<u8>> = Dtype::ALL
        .iter()
        .zip(1_u8..)
        .map(|(dtype, fill)| vec![fill; 3 * dtype.block_bytes() as usize])
        .collect();
    for (dtype, data) in Dtype::ALL.into_iter().zip(&datas) {
        let row = dtype.block_len() as usize;
        writer.tensor(dtype.name(), dtype, &[3, row], data).expect("the shape is sound");
    }
    let bytes = written(&writer);
    assert_eq!(bytes, written(&writer), "two writings of one file differ");

    let gguf = read(&bytes).expect("what was written is sound");
    assert_eq!(gguf.version(), 3);
    assert_eq!(gguf.alignment(), 64);
    let expected: Vec<_> =
        every_kind().into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    assert_eq!(entries(&gguf), expected);
    assert_eq!(gguf.tensors().len(), Dtype::ALL.len());
    for (dtype, data) in Dtype::ALL.into_iter().zip(&datas) {
        let info = gguf.tensor(dtype.name()).expect("it was written");
        assert_eq!(info.dtype(), dtype);
        assert_eq!(info.shape(), [3, dtype.block_len() as usize]);
        assert_eq!(info.offset() % 64, 0, "{dtype}");
        let found = gguf.read_tensor_bytes(&mut Cursor::new(&bytes), dtype.name());
        assert_eq!(&found.expect("the data are there"), data, "{dtype}");
    }
    assert_eq!(copy(&gguf, &bytes), bytes);
}

#[test]
fn a_file_on_disk_is_opened() {
    let mut file = tempfile::NamedTempFile::new().expect("a temporary file can be made");
    std::io::Write::write_all(&mut file, &small()).expect("it can be written");
    let gguf = Gguf::open(file.path()).expect("it is sound");
    assert_eq!(gguf, read(&small()).expect("it is sound"));
    let error = Gguf::open("no/such/model.gguf").expect_err("there is no such file");
    assert!(matches!(error, GgufError::Open { .. }));
    assert!(error.to_string().contains("no/such/model.gguf"), "{error}");
}

#[test]
fn an_empty_file_of_nothing_but_a_header_is_sound() {
    let bytes = written(&Writer::new());
    assert_eq!(bytes.len(), 32);
    let gguf = read(&bytes).expect("it is sound");
    assert_eq!((gguf.metadata().len(), gguf.tensors().len()), (0, 0));
    // Without the padding too: there are no data to align.
    read(&bytes[..24]).expect("it is sound");
}

#[test]
fn the_writer_refuses_what_the_reader_would() {
    let mut writer = Writer::new();
    let bad_keys = ["", "two words", "naïve", "line\n", &"k".repeat(MAX_KEY_BYTES as usize + 1)];
    for key in bad_keys {
        let error = writer.metadata(key, Value::U8(0)).expect_err("the key is unsound");
        assert!(matches!(error, WriteError::Key { .. }), "{key:?}: {error:?}");
    }
    writer.metadata("k", Value::U8(0)).expect("the key is sound");
    let error = writer.metadata("k", Value::U8(1)).expect_err("it stands there");
    assert!(matches!(error, WriteError::DuplicateKey { key } if key == "k"));
    for alignment in [Value::U32(0), Value::U32(4), Value::U32(48), Value::F32(32.0)] {
        let error = writer.metadata("general.alignment", alignment).expect_err("it is impossible");
        assert!(matches!(error, WriteError::Alignment));
    }
    let long: Strings = [vec![b'a'; MAX_ELEMENT_BYTES as usize + 1]].iter().collect();
    let error = writer.metadata("l", Value::Array(Array::String(long))).expect_err("it is long");
    assert!(matches!(error, WriteError::TooLong { len: 65_537, limit: MAX_ELEMENT_BYTES, .. }));

    let mut tensor = |name: &str, dtype, shape: &[usize], len| {
        writer.tensor(name, dtype, shape, vec![0; len]).err()
    };
    assert!(matches!(tensor("", Dtype::F32, &[1], 4), Some(WriteError::Name { .. })));
    let name = "n".repeat(64);
    assert!(matches!(tensor(&name, Dtype::F32, &[1], 4), Some(WriteError::Name { .. })));
    let found = tensor("w", Dtype::F32, &[2], 4);
    assert!(matches!(found, Some(WriteError::ByteCount { expected: 8, found: 4, .. })));
    let found = tensor("w", Dtype::Q4K, &[2, 32], 18);
    let row = ShapeError::Row { row: 32, dtype: Dtype::Q4K };
    assert!(matches!(found, Some(WriteError::Shape { source, .. }) if source == row));
    assert!(tensor("w", Dtype::F32, &[1], 4).is_none());
    assert!(matches!(tensor("w", Dtype::F32, &[1], 4), Some(WriteError::DuplicateTensor { .. })));
    // What was refused left nothing behind.
    let gguf = read(&written(&writer)).expect("it is sound");
    assert_eq!(entries(&gguf), [("k".to_owned(), Value::U8(0))]);
    assert_eq!(gguf.tensors().len(), 1);
}

#[test]
fn the_writer_counts_the_elements_of_all_arrays() {
    let half = || Value::Array(Array::U8(vec![0; MAX_ARRAY_ELEMENTS as usize / 2]));
    let mut writer = Writer::new();
    writer.metadata("a", half()).expect("there is room");
    writer.metadata("b", half()).expect("there is room");
    let one = Value::Array(Array::Bool(vec![true]));
    let error = writer.metadata("c", one).expect_err("there is no room");
    assert!(matches!(error, WriteError::TooMany { limit: MAX_ARRAY_ELEMENTS, .. }), "{error:?}");
    read(&written(&writer)).expect("it is sound");
}

#[test]
fn as_many_entries_and_tensors_as_are_read_can_be_written() {
    let mut writer = Writer::new();
    for index in 0..MAX_ENTRIES {
        writer.metadata(&format!("k.{index}"), Value::U64(index)).expect("there is room");
    }
    let error = writer.metadata("k.more", Value::U8(0)).expect_err("there is no room");
    assert!(matches!(error, WriteError::TooMany { count: 4_097, limit: MAX_ENTRIES, .. }));
    for index in 0..MAX_TENSORS {
        writer.tensor(&format!("t.{index}"), Dtype::F32, &[], vec![7; 4]).expect("there is room");
    }
    let error = writer.tensor("t.more", Dtype::F32, &[], vec![7; 4]).expect_err("there is no room");
    assert!(matches!(error, WriteError::TooMany { count: 4_097, limit: MAX_TENSORS, .. }));
    let gguf = read(&written(&writer)).expect("it is sound");
    assert_eq!(gguf.u32("k.4095").expect("it stands there"), 4_095);
    assert!(gguf.tensor("t.4095").is_some());
}

fn any_array() -> impl Strategy<Value = Array> {
    prop_oneof![
        any::<Vec<u8>>().prop_map(Array::U8),
        any::<Vec<i8>>().prop_map(Array::I8),
        any::<Vec<u16>>().prop_map(Array::U16),
        any::<Vec<i16>>().prop_map(Array::I16),
        any::<Vec<u32>>().prop_map(Array::U32),
        any::<Vec<i32>>().prop_map(Array::I32),
        any::<Vec<u64>>().prop_map(Array::U64),
        any::<Vec<i64>>().prop_map(Array::I64),
        any::<Vec<f32>>().prop_map(Array::F32),
        any::<Vec<f64>>().prop_map(Array::F64),
        any::<Vec<bool>>().prop_map(Array::Bool),
        any::<Vec<Vec<u8>>>().prop_map(|strings| Array::String(strings.iter().collect())),
    ]
}

fn any_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<u8>().prop_map(Value::U8),
        any::<i8>().prop_map(Value::I8),
        any::<u16>().prop_map(Value::U16),
        any::<i16>().prop_map(Value::I16),
        any::<u32>().prop_map(Value::U32),
        any::<i32>().prop_map(Value::I32),
        any::<u64>().prop_map(Value::U64),
        any::<i64>().prop_map(Value::I64),
        any::<f32>().prop_map(Value::F32),
        any::<f64>().prop_map(Value::F64),
        any::<bool>().prop_map(Value::Bool),
        any::<String>().prop_map(Value::String),
        any_array().prop_map(Value::Array),
    ]
}

/// A name, type, shape and bytes.
fn any_tensor() -> impl Strategy<Value = (Dtype, Vec<usize>, Vec<u8>)> {
    let dtype = prop::sample::select(Dtype::ALL.as_slice());
    (dtype, prop::collection::vec(1_usize..4, 0..4)).prop_flat_map(|(dtype, mut shape)| {
        let blocks: usize = shape.iter().product();
        match shape.last_mut() {
            Some(row) => *row *= dtype.block_len() as usize,
            None => shape.push(dtype.block_len() as usize),
        }
        let len = blocks * dtype.block_bytes() as usize;
        (Just(dtype), Just(shape), prop::collection::vec(any::<u8>(), len))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn whatever_is_written_is_read_back(
        metadata in prop::collection::btree_map("[!-~]{1,40}", any_value(), 0..12),
        tensors in prop::collection::btree_map("\\PC{1,15}", any_tensor(), 0..6),
        alignment in 3_u32..10,
    ) {
        let mut metadata: Vec<_> = metadata.into_iter().collect();
        metadata.push(("general.alignment".to_owned(), Value::U32(1 << alignment)));
        let mut writer = Writer::new();
        for (key, value) in &metadata {
            writer.metadata(key, value.clone())?;
        }
        for (name, (dtype, shape, data)) in &tensors {
            writer.tensor(name, *dtype, shape, data)?;
        }
        let bytes = written(&writer);
        let gguf = read(&bytes)?;
        // Proptest's floats hold no NaN unless asked, so values can be compared.
        prop_assert_eq!(entries(&gguf), metadata);
        prop_assert_eq!(gguf.tensors().len(), tensors.len());
        for (name, (dtype, shape, data)) in &tensors {
            let info = gguf.tensor(name).expect("it was written");
            prop_assert_eq!((info.dtype(), info.shape()), (*dtype, shape.as_slice()));
            let found = gguf.read_tensor_bytes(&mut Cursor::new(&bytes), name)?;
            prop_assert_eq!(&found, data);
        }
        prop_assert_eq!(copy(&gguf, &bytes), bytes);
    }
}
