use super::super::Optional;
use super::*;

fn sample() -> Gguf {
    let mut writer = Writer::new();
    for (key, value) in every_kind() {
        writer.metadata(key, value).expect("the entry is sound");
    }
    read(&written(&writer)).expect("what was written is sound")
}

#[test]
fn integers_of_every_width_are_taken_where_they_are_in_range() {
    let gguf = sample();
    assert_eq!(gguf.u32("a.u8").expect("255 is a u32"), 255);
    assert_eq!(gguf.u32("a.u32").expect("it is one"), u32::MAX);
    assert_eq!(gguf.i32("a.i16").expect("it is in range"), -32_768);
    assert_eq!(gguf.u64("a.u64").expect("it is one"), u64::MAX);
    assert_eq!(gguf.i64("a.i64").expect("it is one"), i64::MIN);
    for (error, said) in [
        (gguf.u32("a.i8").map(i64::from), "a.i8 is -128, which is no u32"),
        (gguf.u32("a.u64").map(i64::from), "a.u64 is 18446744073709551615, which is no u32"),
        (gguf.i32("a.u32").map(i64::from), "a.u32 is 4294967295, which is no i32"),
        (gguf.i64("a.u64"), "a.u64 is 18446744073709551615, which is no i64"),
    ] {
        let error = error.expect_err("it is out of range").to_string();
        assert!(error.starts_with(said), "{error}");
    }
}

#[test]
fn a_value_of_another_kind_is_named() {
    let gguf = sample();
    let said = |error: Option<GgufError>| error.expect("the kind is another").to_string();
    let message = said(gguf.u32("a.f32").err());
    assert!(message.starts_with("a.f32 is one f32, but one integer is needed"), "{message}");
    let message = said(gguf.str("s.text").err());
    assert!(message.starts_with("s.text is an array of string, but one string is"), "{message}");
    let message = said(gguf.bool("a.u8").err());
    assert!(message.starts_with("a.u8 is one u8, but one bool is needed"), "{message}");
    let message = said(gguf.u32s("s.f32").err());
    assert!(message.starts_with("s.f32 is an array of f32, but an array of integers"), "{message}");
    let message = said(gguf.f32("a.u8").err());
    assert!(message.starts_with("a.u8 is one u8, but one f32 or f64 is needed"), "{message}");
    let message = said(gguf.strings("s.u8").err());
    assert!(message.starts_with("s.u8 is an array of u8, but an array of string"), "{message}");
}

#[test]
fn a_missing_key_is_named_unless_it_is_optional() {
    let gguf = sample();
    let error = gguf.u32("llama.block_count").expect_err("it is missing");
    assert!(error.to_string().contains("llama.block_count"), "{error}");
    assert_eq!(gguf.u32("llama.block_count").optional().expect("it may be missing"), None);
    assert_eq!(gguf.bool("a.true").optional().expect("it is one"), Some(true));
    assert!(gguf.bool("a.u8").optional().is_err());
}

#[test]
fn arrays_are_converted_element_by_element() {
    let gguf = sample();
    assert_eq!(gguf.u32s("s.u8").expect("they are in range"), [0, 255]);
    assert_eq!(gguf.i32s("s.i8").expect("they are in range"), [-128, 127, 0]);
    assert_eq!(gguf.bools("s.bool").expect("they are bools"), [true, false, true]);
    assert_eq!(gguf.f32s("s.f64").expect("they are in range"), [f32::INFINITY, 0.5]);
    assert_eq!(gguf.f32s("s.f32").expect("they are f32")[2_999], 2_999.0);
    let error = gguf.i32s("s.u32").expect_err("one is out of range").to_string();
    assert!(error.starts_with("element 1 of s.u32 is 4294967295, which is no i32"), "{error}");
    let error = gguf.u32s("s.i64").expect_err("one is out of range").to_string();
    assert!(error.starts_with("element 0 of s.i64 is -9223372036854775808, which"), "{error}");
}

#[test]
fn strings_are_bytes_and_texts_must_be_utf8() {
    let gguf = sample();
    let strings = gguf.strings("s.text").expect("they are strings");
    assert_eq!(strings.iter().collect::<Vec<_>>(), [b"a".as_slice(), b"", b"\0", b"\xc3"]);
    let error = gguf.texts("s.text").expect_err("the last is no text").to_string();
    assert!(error.starts_with("element 3 of s.text is not UTF-8"), "{error}");
    assert_eq!(gguf.str("a.text").expect("it is text"), "naïve\0");
}

#[test]
fn an_empty_array_is_one_of_any_kind() {
    let gguf = sample();
    assert_eq!(gguf.u32s("s.none").expect("it is empty"), []);
    assert_eq!(gguf.f32s("s.none").expect("it is empty"), []);
    assert_eq!(gguf.bools("s.none").expect("it is empty"), []);
    let mut writer = Writer::new();
    writer.metadata("k", Value::Array(Array::U32(Vec::new()))).expect("the key is sound");
    let gguf = read(&written(&writer)).expect("it is sound");
    assert!(gguf.strings("k").expect("it is empty").is_empty());
}

#[test]
fn floats_too_large_for_f32_are_refused() {
    let error = sample().f32("a.f64").expect_err("it is too large");
    assert!(matches!(error, GgufError::OutOfRange { key, .. } if key == "a.f64"));
    assert_eq!(sample().f32("a.f32").expect("it is one"), -0.1);
}
