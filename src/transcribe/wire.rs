//! What goes over the pipes between the program and its worker: a length, a JSON header, and for sound the raw samples.
//!
//! ```text
//! u32 length of the header (little endian) | header (JSON) | samples (f32, little endian)
//! ```

use crate::transcript::Word;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::io::{self, ErrorKind, Read, Write};

/// No header is longer: a chunk of 28 s has some hundred words.
const LONGEST_HEADER: usize = 4 << 20;
/// No chunk has more samples: two minutes at 16 kHz.
const MOST_SAMPLES: usize = 120 * super::SAMPLE_RATE;

/// Sound for the worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Comes back with the answer.
    pub id: u64,
    /// How many threads to use.
    pub threads: usize,
    /// How many samples follow.
    pub samples: usize,
}

/// What the worker says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// The model is loaded.
    Ready,
    /// The model or the processor does not fit; nothing more will come.
    Refused {
        /// What failed.
        message: String,
        /// What the person can do.
        hint: Option<String>,
    },
    /// The words of a chunk.
    Words {
        /// The request's id.
        id: u64,
        /// The words.
        words: Vec<Word>,
    },
    /// A chunk failed; the worker goes on.
    Failed {
        /// The request's id.
        id: u64,
        /// What failed.
        message: String,
    },
}

/// Writes a header and what follows it, and flushes.
pub fn write(out: &mut dyn Write, header: &impl Serialize, payload: &[u8]) -> io::Result<()> {
    let header = serde_json::to_vec(header)?;
    let length = u32::try_from(header.len()).map_err(|_| ErrorKind::InvalidInput)?;
    out.write_all(&length.to_le_bytes())?;
    out.write_all(&header)?;
    out.write_all(payload)?;
    out.flush()
}

/// Reads a header; `None` at the end of the stream.
pub fn read<T: DeserializeOwned>(input: &mut dyn Read) -> io::Result<Option<T>> {
    let mut length = [0; 4];
    if let Err(error) = input.read_exact(&mut length) {
        return if error.kind() == ErrorKind::UnexpectedEof { Ok(None) } else { Err(error) };
    }
    let length = u32::from_le_bytes(length) as usize;
    if length > LONGEST_HEADER {
        return Err(ErrorKind::InvalidData.into());
    }
    let mut header = vec![0; length];
    input.read_exact(&mut header)?;
    // Not as an end of the stream, even where the JSON ends too early.
    let header =
        serde_json::from_slice(&header).map_err(|cause| io::Error::new(ErrorKind::InvalidData, cause))?;
    Ok(Some(header))
}

/// The bytes of samples.
pub fn bytes(samples: &[f32]) -> Vec<u8> {
    samples.iter().flat_map(|sample| sample.to_le_bytes()).collect()
}

/// Reads `count` samples.
pub fn read_samples(input: &mut dyn Read, count: usize) -> io::Result<Vec<f32>> {
    if count > MOST_SAMPLES {
        return Err(ErrorKind::InvalidData.into());
    }
    let mut bytes = vec![0; count * 4];
    input.read_exact(&mut bytes)?;
    Ok(bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_with_its_sound_survives_the_way() {
        let request = Request { id: 7, threads: 2, samples: 3 };
        let samples = [0.5, -1.0, f32::MIN_POSITIVE];
        let mut pipe = Vec::new();
        write(&mut pipe, &request, &bytes(&samples)).unwrap();
        let mut input = pipe.as_slice();
        assert_eq!(read::<Request>(&mut input).unwrap(), Some(request));
        assert_eq!(read_samples(&mut input, 3).unwrap(), samples);
        assert_eq!(read::<Request>(&mut input).unwrap(), None);
    }

    #[test]
    fn garbage_is_an_error_and_never_a_huge_allocation() {
        assert!(read::<Answer>(&mut &b"\xff\xff\xff\xffgarbage"[..]).is_err());
        for half in [&b"\x02\0\0\0{]"[..], b"\x02\0\0\0{\""] {
            assert_eq!(read::<Answer>(&mut &*half).unwrap_err().kind(), ErrorKind::InvalidData);
        }
        assert!(read::<Answer>(&mut &b"\x10\0\0\0{}"[..]).is_err());
        assert!(read_samples(&mut io::empty(), usize::MAX / 8).is_err());
    }
}
