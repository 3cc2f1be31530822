//! The file: objects in, bytes out (ISO 32000-1, 7.5).
//!
//! Streams go straight into the output; every other object is packed into compressed object streams. A compressed
//! cross-reference stream, with an entry for object 0, ends the file. Its ID is a hash of its content.

use flate2::{Compress, Compression, FlushCompress};

use crate::pdf::syntax::{Ref, Syntax};

/// Objects in one object stream: large enough to compress well, small enough to read one object quickly.
const PACK_OBJECTS: usize = 200;
const PACK_BYTES: usize = 1 << 16;

/// Where an object of the file stands.
#[derive(Clone, Copy, Debug)]
enum Place {
    Free,
    At(u64),
    Packed { stream: Ref, index: u16 },
}

/// A PDF file that is being written.
pub struct PdfFile {
    out: Vec<u8>,
    places: Vec<Place>,
    pack: Vec<u8>,
    packed: Vec<(Ref, usize)>,
    deflate: Deflate,
    hash: u128,
}

impl PdfFile {
    /// An empty file; `level` is the compression, 0 to 9.
    pub fn new(level: u32) -> PdfFile {
        PdfFile {
            // Four bytes above 127 tell transfer programs that this is no text (ISO 19005-2, 6.1.2).
            out: b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec(),
            places: vec![Place::Free],
            pack: Vec::new(),
            packed: Vec::new(),
            deflate: Deflate::new(level),
            hash: FNV_BASIS,
        }
    }

    /// A number for an object that is written later.
    pub fn reserve(&mut self) -> Ref {
        self.reserve_many(1)
    }

    /// The first of `count` numbers in a row.
    pub fn reserve_many(&mut self, count: usize) -> Ref {
        let first = self.places.len();
        self.places.resize(first + count, Place::Free);
        Ref(u32::try_from(first).unwrap_or(u32::MAX))
    }

    /// Writes an object that is not a stream.
    pub fn object(&mut self, number: Ref, write: impl FnOnce(&mut Vec<u8>)) {
        self.packed.push((number, self.pack.len()));
        write(&mut self.pack);
        self.pack.push(b'\n');
        if self.packed.len() >= PACK_OBJECTS || self.pack.len() >= PACK_BYTES {
            self.flush_pack();
        }
    }

    /// Writes an object that is not a stream under a new number.
    pub fn add(&mut self, write: impl FnOnce(&mut Vec<u8>)) -> Ref {
        let number = self.reserve();
        self.object(number, write);
        number
    }

    /// Writes a stream, compressed; `entries` are those of its dictionary besides `Filter` and `Length`.
    pub fn stream(&mut self, number: Ref, entries: &str, data: &[u8]) {
        let compressed = self.deflate.compress(data);
        self.encoded_stream(number, &format!("{entries}/Filter/FlateDecode"), &[&compressed]);
    }

    /// Writes a stream of bytes as they are, given in parts; `entries` name their filter, if any.
    pub fn encoded_stream(&mut self, number: Ref, entries: &str, parts: &[&[u8]]) {
        let length: usize = parts.iter().map(|part| part.len()).sum();
        self.begin_stream(number, entries);
        self.out.int(length as i64).put(">>stream\n");
        for part in parts {
            self.hash = hash(self.hash, part);
            self.out.extend_from_slice(part);
        }
        self.out.put("\nendstream\nendobj\n");
    }

    /// Writes rows of 8-bit samples as a stream, each as its difference from the one above. Rows are compressed as they
    /// come: those of a large picture are never held together.
    pub fn rows(
        &mut self,
        number: Ref,
        entries: &str,
        channels: usize,
        columns: u32,
        rows: impl Iterator<Item = impl Iterator<Item = u8>>,
    ) {
        let parameters = format!("/DecodeParms<</Predictor 15/Colors {channels}/Columns {columns}>>");
        self.begin_stream(number, &format!("{entries}{parameters}/Filter/FlateDecode"));
        let length_at = self.out.len();
        self.out.put(">>stream\n");
        let start = self.out.len();
        let mut predictor = Predictor::new(channels * columns as usize);
        let mut predicted = Vec::new();
        self.deflate.begin();
        for row in rows {
            predicted.clear();
            predictor.row(row, &mut predicted);
            self.deflate.push(&predicted, &mut self.out);
        }
        self.deflate.finish(&mut self.out);
        let data = self.out.get(start..).unwrap_or_default();
        self.hash = hash(self.hash, data);
        let length = data.len().to_string();
        self.out.splice(length_at..length_at, length.bytes());
        self.out.put("\nendstream\nendobj\n");
    }

    /// Writes a stream's object up to where its length stands.
    fn begin_stream(&mut self, number: Ref, entries: &str) {
        self.mark(number, Place::At(self.out.len() as u64));
        self.hash = hash(self.hash, entries.as_bytes());
        self.out.int(i64::from(number.0)).put(" 0 obj\n<<").put(entries).put("/Length ");
    }

    /// Writes the cross-references and hands over the whole file.
    pub fn finish(mut self, root: Ref, info: Ref) -> Vec<u8> {
        self.flush_pack();
        let number = self.reserve();
        let start = self.out.len();
        self.mark(number, Place::At(start as u64));
        let width = if start < 1 << 24 { 3 } else { 5 };
        let rows = predicted(&self.entries(width), width + 3);
        let mut entries = Vec::new();
        entries.put("/Type/XRef/Size ").int(self.places.len() as i64);
        entries.put("/W[1 ").int(width as i64).put(" 2]/DecodeParms<</Predictor 12/Columns ");
        entries.int(width as i64 + 3).put(">>/Root ").reference(root).put("/Info ").reference(info);
        let id = format!("{:032X}", self.hash);
        entries.put("/ID[<").put(&id).put("><").put(&id).put(">]");
        self.stream(number, &String::from_utf8_lossy(&entries), &rows);
        self.out.put("startxref\n").int(start as i64).put("\n%%EOF\n");
        self.out
    }

    fn mark(&mut self, number: Ref, place: Place) {
        if let Some(entry) = self.places.get_mut(number.0 as usize) {
            *entry = place;
        }
    }

    fn flush_pack(&mut self) {
        if self.packed.is_empty() {
            return;
        }
        let stream = self.reserve();
        let mut data = Vec::with_capacity(self.pack.len() + 12 * self.packed.len());
        for (index, &(number, offset)) in self.packed.clone().iter().enumerate() {
            data.int(i64::from(number.0)).put(" ").int(offset as i64).put(" ");
            self.mark(number, Place::Packed { stream, index: index as u16 });
        }
        let entries = format!("/Type/ObjStm/N {}/First {}", self.packed.len(), data.len());
        data.append(&mut self.pack);
        self.packed.clear();
        self.stream(stream, &entries, &data);
    }

    /// The rows of the cross-reference stream (7.5.8.3): a type, an offset of `width` bytes, a number of two.
    fn entries(&self, width: usize) -> Vec<u8> {
        let mut rows = Vec::with_capacity(self.places.len() * (width + 3));
        for (number, place) in self.places.iter().enumerate() {
            let (kind, offset, last) = match *place {
                Place::Free => (0, 0, if number == 0 { u16::MAX } else { 0 }),
                Place::At(offset) => (1, offset, 0),
                Place::Packed { stream, index } => (2, u64::from(stream.0), index),
            };
            rows.push(kind);
            rows.extend(offset.to_be_bytes().iter().skip(8 - width));
            rows.extend(last.to_be_bytes());
        }
        rows
    }
}

/// PNG's `Up` predictor: each row as the difference from the one above.
struct Predictor {
    above: Vec<u8>,
}

impl Predictor {
    /// A predictor of rows of `length` bytes.
    fn new(length: usize) -> Predictor {
        Predictor { above: vec![0; length] }
    }

    fn row(&mut self, row: impl Iterator<Item = u8>, out: &mut Vec<u8>) {
        out.push(2);
        out.extend(self.above.iter_mut().zip(row).map(|(above, byte)| {
            let difference = byte.wrapping_sub(*above);
            *above = byte;
            difference
        }));
    }
}

/// Rows of `columns` bytes, each predicted from the one above.
fn predicted(rows: &[u8], columns: usize) -> Vec<u8> {
    let columns = columns.max(1);
    let mut out = Vec::with_capacity(rows.len() + rows.len() / columns);
    let mut predictor = Predictor::new(columns);
    for row in rows.chunks_exact(columns) {
        predictor.row(row.iter().copied(), &mut out);
    }
    out
}

const FNV_BASIS: u128 = 0x6C62_272E_07BB_0142_62B8_2175_6295_C58D;
const FNV_PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013B;

/// FNV-1a over words of eight bytes: an ID, no guard against forgery.
fn hash(start: u128, bytes: &[u8]) -> u128 {
    let mix = |hash: u128, word: u64| (hash ^ u128::from(word)).wrapping_mul(FNV_PRIME);
    let (words, rest) = bytes.as_chunks::<8>();
    let hash = words.iter().fold(start, |hash, word| mix(hash, u64::from_le_bytes(*word)));
    let hash = rest.iter().fold(hash, |hash, byte| mix(hash, u64::from(*byte)));
    mix(hash, bytes.len() as u64)
}

/// One compressor for all streams of a file.
struct Deflate(Compress);

impl Deflate {
    fn new(level: u32) -> Deflate {
        Deflate(Compress::new(Compression::new(level.min(9)), true))
    }

    fn compress(&mut self, data: &[u8]) -> Vec<u8> {
        let mut out = Vec::with_capacity(data.len() / 2 + 128);
        self.begin();
        self.run(data, &mut out, FlushCompress::Finish);
        out
    }

    /// Begins a stream that is given in parts.
    fn begin(&mut self) {
        self.0.reset();
    }

    /// Adds to the stream.
    fn push(&mut self, data: &[u8], out: &mut Vec<u8>) {
        self.run(data, out, FlushCompress::None);
    }

    /// Ends the stream.
    fn finish(&mut self, out: &mut Vec<u8>) {
        self.run(&[], out, FlushCompress::Finish);
    }

    fn run(&mut self, data: &[u8], out: &mut Vec<u8>, flush: FlushCompress) {
        let start = self.0.total_in();
        loop {
            let rest = data.get((self.0.total_in() - start) as usize..).unwrap_or_default();
            if rest.is_empty() && matches!(flush, FlushCompress::None) {
                return;
            }
            match self.0.compress_vec(rest, out, flush) {
                Ok(flate2::Status::StreamEnd) | Err(_) => return,
                Ok(_) if out.len() == out.capacity() => out.reserve(out.len() / 2 + 128),
                Ok(_) => {}
            }
        }
    }
}
