//! The real microphone. The only file that knows cpal (and, on Linux, ALSA).
//!
//! On Linux everything is recorded through ALSA, which loses nothing even on a saturated machine; the sound server is
//! asked only for its list of sources. What ALSA's plugin does not report (a source that went away and was silently
//! replaced by another one) is seen in that list.

use super::{Device, Microphone, Sink, StreamFormat};
use crate::error::{Error, Result};
use cpal::traits::{DeviceTrait, StreamTrait};
use cpal::{BufferSize, ErrorKind, FromSample, SampleFormat, SizedSample, StreamConfig};
use std::sync::mpsc;
use std::time::Duration;

#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "linux")]
use linux as system;
#[cfg(not(target_os = "linux"))]
mod other;
#[cfg(not(target_os = "linux"))]
use other as system;

/// A stream whose server is dead never finishes closing; it is left behind after this time.
const TO_CLOSE: Duration = Duration::from_secs(1);
/// A sound system that does not list its devices within this time does not answer.
const TO_LIST: Duration = Duration::from_secs(4);
/// Blocks of this length, where the device allows it: a lively meter at 50 callbacks a second.
const BLOCKS_PER_SECOND: u32 = 50;
/// So many errors without a name mean that the device is gone; a single one may be nothing.
const ERRORS: u32 = 5;
/// The rates that can be converted.
const RATES: std::ops::RangeInclusive<u32> = 8_000..=192_000;
/// The rate to ask for where the device's own rate cannot be converted.
const COMMON_RATE: u32 = 48_000;

/// A microphone of this machine.
pub struct CpalMicrophone {
    device: Option<Device>,
    open: Option<(cpal::Stream, system::Watch)>,
}

impl CpalMicrophone {
    /// The given device, or whatever the system offers as its default.
    pub fn new(device: Option<Device>) -> Self {
        Self { device, open: None }
    }
}

impl Microphone for CpalMicrophone {
    fn name(&self) -> String {
        self.device.as_ref().map_or_else(|| "Default microphone".into(), |device| device.name.clone())
    }

    fn open(&mut self, sink: Sink) -> Result<StreamFormat> {
        let _quiet = system::quiet();
        let name = self.name();
        let device = system::find(self.device.as_ref())?;
        let (config, sample_format) = choose_format(&device, self.device.as_ref(), &name)?;
        let format = StreamFormat { rate_hz: config.sample_rate, channels: config.channels, paced: true };
        let writer = sink.start(format)?;
        let watch = system::Watch::start(self.device.as_ref(), writer.faults());
        let stream = build(&device, config, sample_format, writer).map_err(|cause| failed(&name, &cause))?;
        stream.play().map_err(|cause| failed(&name, &cause))?;
        self.open = Some((stream, watch));
        Ok(format)
    }

    fn close(&mut self) {
        if let Some(open) = self.open.take() {
            // With the sound server dead this would wait for ever: then the thread stays behind.
            let _ = within(TO_CLOSE, move || drop(open));
        }
    }
}

impl Drop for CpalMicrophone {
    fn drop(&mut self) {
        self.close();
    }
}

/// The microphones of this machine, the default one first.
pub fn devices() -> Result<Vec<Device>> {
    let mut devices = within(TO_LIST, || {
        let _quiet = system::quiet();
        system::devices()
    })
    .unwrap_or_else(|| {
        Err(Error::failed("the sound system does not answer")
            .hint("Check the sound server (for example: pactl info)."))
    })?;
    devices.sort_by_key(|device| !device.is_default);
    Ok(devices)
}

/// Runs `work` in a thread of its own and waits for it, but not longer than `limit`.
fn within<T: Send + 'static>(limit: Duration, work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let (done, result) = mpsc::sync_channel(1);
    std::thread::Builder::new()
        .name("sound system".into())
        .spawn(move || {
            let _ = done.send(work());
        })
        .ok()?;
    result.recv_timeout(limit).ok()
}

/// The device's own rate, channels and sample format.
fn choose_format(
    device: &cpal::Device,
    known: Option<&Device>,
    name: &str,
) -> Result<(StreamConfig, SampleFormat)> {
    let default = device.default_input_config().map_err(|cause| failed(name, &cause))?;
    let own = system::own_format(known).unwrap_or((
        default.sample_rate(),
        default.channels(),
        default.sample_format(),
    ));
    let (mut rate, channels, wanted) = own;
    if !RATES.contains(&rate) {
        rate = COMMON_RATE;
    }
    let fits = |format: SampleFormat| {
        device.supported_input_configs().is_ok_and(|mut ranges| {
            ranges.any(|range| {
                range.sample_format() == format
                    && range.channels() == channels
                    && (range.min_sample_rate()..=range.max_sample_rate()).contains(&rate)
            })
        })
    };
    let buffer_size = BufferSize::Fixed(rate / BLOCKS_PER_SECOND);
    for format in [wanted, SampleFormat::F32, SampleFormat::I16] {
        if fits(format) {
            return Ok((StreamConfig { channels, sample_rate: rate, buffer_size }, format));
        }
    }
    let config =
        StreamConfig { channels: default.channels(), sample_rate: default.sample_rate(), buffer_size };
    Ok((config, default.sample_format()))
}

/// Builds the stream; where the device does not like the length of our blocks, with its own.
fn build(
    device: &cpal::Device,
    config: StreamConfig,
    format: SampleFormat,
    writer: super::FrameWriter,
) -> std::result::Result<cpal::Stream, cpal::Error> {
    let kind = match format {
        SampleFormat::I8 => stream::<i8>,
        SampleFormat::I16 => stream::<i16>,
        SampleFormat::I24 => stream::<cpal::I24>,
        SampleFormat::I32 => stream::<i32>,
        SampleFormat::I64 => stream::<i64>,
        SampleFormat::U8 => stream::<u8>,
        SampleFormat::U16 => stream::<u16>,
        SampleFormat::U24 => stream::<cpal::U24>,
        SampleFormat::U32 => stream::<u32>,
        SampleFormat::U64 => stream::<u64>,
        SampleFormat::F32 => stream::<f32>,
        SampleFormat::F64 => stream::<f64>,
        _ => return Err(cpal::Error::from(ErrorKind::UnsupportedConfig)),
    };
    kind(device, config, writer)
}

/// The callback converts and pushes; nothing in it waits or allocates.
fn stream<T: SizedSample>(
    device: &cpal::Device,
    config: StreamConfig,
    mut writer: super::FrameWriter,
) -> std::result::Result<cpal::Stream, cpal::Error>
where
    f32: FromSample<T>,
{
    let faults = writer.faults();
    let mut errors = 0;
    device.build_input_stream(
        config,
        move |samples: &[T], _| writer.write(samples, f32::from_sample_),
        move |error| match error.kind() {
            ErrorKind::Xrun => faults.overrun(),
            ErrorKind::DeviceChanged | ErrorKind::RealtimeDenied => {}
            ErrorKind::DeviceNotAvailable | ErrorKind::HostUnavailable | ErrorKind::StreamInvalidated => {
                faults.device_lost();
            }
            _ => {
                errors += 1;
                if errors >= ERRORS {
                    faults.device_lost();
                    // A lost device reports itself hundreds of thousands of times a second until it is closed.
                    std::thread::sleep(Duration::from_millis(10));
                }
            }
        },
        None,
    )
}

fn failed(name: &str, cause: &cpal::Error) -> Error {
    let error = Error::failed(format!("cannot record from {name}: {cause}"));
    error.hint(match cause.kind() {
        ErrorKind::PermissionDenied if cfg!(target_os = "macos") => {
            "Allow the terminal under System Settings > Privacy & Security > Microphone and start it again."
        }
        ErrorKind::PermissionDenied => "Ask for access to the sound devices (on Linux: the group \"audio\").",
        ErrorKind::DeviceBusy => "Another program uses it: close that one, or choose another with --device.",
        ErrorKind::HostUnavailable | ErrorKind::BackendError => {
            "Check that the sound server runs (for example: pactl info)."
        }
        _ => "Plug a microphone in, or choose another one with --device (rehearse devices).",
    })
}
