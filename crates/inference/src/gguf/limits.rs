//! What a file may hold. Each limit is several times what the largest published model needs, and small
//! enough that a hostile file costs little; where the specification sets one, it says so.

/// Alignment of tensor data where a file names none, in bytes (specification).
pub const DEFAULT_ALIGNMENT: u64 = 32;
/// The least alignment, in bytes (specification: a multiple of 8).
pub const MIN_ALIGNMENT: u64 = 8;
/// The greatest alignment, in bytes: the largest common page size.
pub const MAX_ALIGNMENT: u64 = 65_536;
/// The most metadata entries. Published files have fewer than 100.
pub const MAX_ENTRIES: u64 = 4_096;
/// The most tensors. A 405-billion-parameter Llama has 1,138.
pub const MAX_TENSORS: u64 = 4_096;
/// The longest key, in bytes. The specification allows 65,535; real keys stay below 64.
pub const MAX_KEY_BYTES: u64 = 256;
/// The longest tensor name, in bytes (specification).
pub const MAX_NAME_BYTES: u64 = 64;
/// The longest string outside an array, in bytes. The largest real ones are whole `tokenizer.json`
/// files, of up to 10 MB.
pub const MAX_STRING_BYTES: u64 = 16 << 20;
/// The longest string in an array, in bytes. Real tokens and merges stay below 2,000.
pub const MAX_ELEMENT_BYTES: u64 = 64 << 10;
/// The most elements in all arrays together. Gemma's vocabulary, scores, types and merges are 1.3 M.
pub const MAX_ARRAY_ELEMENTS: u64 = 4 << 20;
/// The most memory that a read header takes, in bytes. While an array of strings grows, its share can
/// for a moment be three times as much.
pub const MAX_HEADER_MEMORY: u64 = 128 << 20;
/// The longest header that the writer makes, in bytes; with what the reader keeps beside each entry
/// it stays below [`MAX_HEADER_MEMORY`].
pub const MAX_WRITTEN_HEADER: u64 = 64 << 20;
