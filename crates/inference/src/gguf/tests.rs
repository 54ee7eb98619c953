//! What is written is read back, and no file makes the reader panic, allocate without bound, or leave
//! unsaid what is wrong and where.

mod hostile;
mod lookup;
mod round_trip;

use super::source::Source;
use super::{Array, Dtype, Gguf, GgufError, Strings, Value, Writer, header};
use std::io::Cursor;

/// What the header of `bytes` is, and how many bytes were allocated for it.
fn metered(bytes: &[u8]) -> (Result<Gguf, GgufError>, u64) {
    let mut source = Source::new(Cursor::new(bytes)).expect("memory can be read");
    let result = header::read(&mut source);
    (result, source.allocated())
}

fn read(bytes: &[u8]) -> Result<Gguf, GgufError> {
    Gguf::read(&mut Cursor::new(bytes))
}

#[track_caller]
fn refused(bytes: &[u8]) -> GgufError {
    match read(bytes) {
        Ok(gguf) => panic!("this file is accepted: {gguf:?}"),
        Err(error) => error,
    }
}

fn written(writer: &Writer<'_>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let len = writer.write_to(&mut bytes).expect("memory can be written");
    assert_eq!(len, bytes.len() as u64);
    bytes
}

/// One entry of every kind.
fn every_kind() -> Vec<(&'static str, Value)> {
    let tokens: [&[u8]; 4] = [b"a", b"", b"\0", b"\xc3"];
    vec![
        ("general.architecture", "llama".into()),
        ("a.u8", Value::U8(u8::MAX)),
        ("a.i8", Value::I8(i8::MIN)),
        ("a.u16", Value::U16(u16::MAX)),
        ("a.i16", Value::I16(i16::MIN)),
        ("a.u32", Value::U32(u32::MAX)),
        ("a.i32", Value::I32(i32::MIN)),
        ("a.u64", Value::U64(u64::MAX)),
        ("a.i64", Value::I64(i64::MIN)),
        ("a.f32", Value::F32(-0.1)),
        ("a.f64", Value::F64(1e300)),
        ("a.true", Value::Bool(true)),
        ("a.false", Value::Bool(false)),
        ("a.text", "naïve\0".into()),
        ("s.u8", Value::Array(Array::U8(vec![0, 255]))),
        ("s.i8", Value::Array(Array::I8(vec![-128, 127, 0]))),
        ("s.u16", Value::Array(Array::U16(vec![65_535]))),
        ("s.i16", Value::Array(Array::I16(vec![-32_768, 7]))),
        ("s.u32", Value::Array(Array::U32(vec![1, u32::MAX]))),
        ("s.i32", Value::Array(Array::I32(vec![-1, i32::MAX]))),
        ("s.u64", Value::Array(Array::U64(vec![u64::MAX]))),
        ("s.i64", Value::Array(Array::I64(vec![i64::MIN, 0]))),
        // Longer than the reader's buffer.
        ("s.f32", Value::Array(Array::F32((0..3_000_u16).map(f32::from).collect()))),
        ("s.f64", Value::Array(Array::F64(vec![f64::INFINITY, 0.5]))),
        ("s.bool", Value::Array(Array::Bool(vec![true, false, true]))),
        ("s.text", Value::Array(Array::String(tokens.iter().collect()))),
        ("s.none", Value::Array(Array::String(Strings::new()))),
        ("general.alignment", Value::U32(64)),
    ]
}

/// A small file: two entries and two tensors.
fn small() -> Vec<u8> {
    let mut writer = Writer::new();
    let tokens: Strings = ["a", "bc"].iter().collect();
    writer.metadata("t.tokens", Value::Array(Array::String(tokens))).expect("the key is sound");
    writer.metadata("t.bos", Value::U32(1)).expect("the key is sound");
    writer.tensor("norm", Dtype::F32, &[3], vec![1; 12]).expect("the shape is sound");
    writer.tensor("up", Dtype::Q8_0, &[2, 32], vec![2; 68]).expect("the shape is sound");
    written(&writer)
}
