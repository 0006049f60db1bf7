//! Linux: ALSA to record, the sound server (PulseAudio, or PipeWire in its clothes) to list and to watch.

use super::super::device::SERVER;
use super::super::{Device, Faults};
use crate::error::{Error, Result};
use cpal::traits::{DeviceTrait, HostTrait};
use cpal::{HostId, SampleFormat};
use std::sync::mpsc;
use std::time::Duration;

/// The prefix of devices outside of a sound server.
const ALSA: &str = "alsa:";
/// How often the list of the server is looked at.
const LOOK: Duration = Duration::from_millis(500);
/// A source must be missing twice: a list can be caught while it changes.
const MISSING: u32 = 2;

/// Keeps libasound from writing to the terminal in this thread, as long as the result lives.
pub fn quiet() -> impl Sized {
    alsa::Output::local_error_handler().ok()
}

/// Sources of the sound server where ALSA can reach it, else the capture devices of ALSA.
pub fn devices() -> Result<Vec<Device>> {
    let pcms = alsa_devices()?;
    if plugin(&pcms).is_some()
        && let Some(sources) = sources()
    {
        return Ok(sources);
    }
    Ok(pcms
        .iter()
        .filter(|device| device.supports_input())
        .filter_map(|device| Some((device.id().ok()?.id().to_owned(), device.description().ok()?)))
        .filter(|(pcm, _)| is_of_a_card(pcm))
        .map(|(pcm, description)| Device {
            is_default: false,
            id: format!("{ALSA}{pcm}"),
            name: description.name().to_owned(),
        })
        .collect())
}

/// `plughw` converts what the card cannot; the many other names ALSA has for the same card are left out.
fn is_of_a_card(pcm: &str) -> bool {
    pcm.starts_with("plughw:CARD=")
        && !pcm.trim_start_matches("plughw:CARD=").starts_with(|c: char| c.is_ascii_digit())
}

/// The ALSA device through which this one is recorded.
pub fn find(wanted: Option<&Device>) -> Result<cpal::Device> {
    let pcms = alsa_devices()?;
    if let Some(pcm) = wanted.and_then(|device| device.id.strip_prefix(ALSA)) {
        return named(&pcms, pcm)
            .ok_or_else(|| Error::failed(format!("the microphone {pcm} is gone")).hint("Plug it in again."));
    }
    if wanted.is_some_and(|device| device.server_name().is_some())
        && let Some(pcm) = plugin(&pcms)
    {
        return Ok(pcm);
    }
    let host = cpal::host_from_id(HostId::Alsa).map_err(|cause| Error::failed(cause.to_string()))?;
    host.default_input_device().ok_or_else(|| Error::failed("there is no microphone"))
}

/// The ALSA plugin that records from the sound server.
fn plugin(pcms: &[cpal::Device]) -> Option<cpal::Device> {
    ["pulse", "pipewire"].iter().find_map(|name| named(pcms, name))
}

fn named(pcms: &[cpal::Device], pcm: &str) -> Option<cpal::Device> {
    pcms.iter().find(|device| device.id().is_ok_and(|id| id.id() == pcm)).cloned()
}

fn alsa_devices() -> Result<Vec<cpal::Device>> {
    let failed = |cause: cpal::Error| Error::failed(format!("cannot list the microphones: {cause}"));
    let host = cpal::host_from_id(HostId::Alsa).map_err(failed)?;
    Ok(host.devices().map_err(failed)?.collect())
}

/// The rate, channels and sample format of a source of the server; the plugin alone would offer any.
pub fn own_format(device: Option<&Device>) -> Option<(u32, u16, SampleFormat)> {
    let name = device?.server_name()?.to_owned();
    super::within(super::TO_CLOSE, move || {
        let host = server()?;
        let source = host.input_devices().ok()?.find(|source| source.id().is_ok_and(|id| id.id() == name))?;
        let config = source.default_input_config().ok()?;
        Some((config.sample_rate(), config.channels(), config.sample_format()))
    })?
}

fn server() -> Option<cpal::Host> {
    cpal::host_from_id(HostId::PulseAudio).ok()
}

/// The sources of the server, monitors of loudspeakers left out; `None` when there is no server.
fn sources() -> Option<Vec<Device>> {
    let host = server()?;
    // The plugin prefers the source in the environment to the server's default.
    let default = std::env::var("PULSE_SOURCE").ok().filter(|name| !name.is_empty()).or_else(|| {
        let source = host.default_input_device()?;
        Some(source.id().ok()?.id().to_owned())
    });
    let sources = host.input_devices().ok()?.filter_map(|source| {
        let id = source.id().ok()?;
        let name = source.description().ok()?.name().to_owned();
        let is_default = default.as_deref() == Some(id.id());
        (!id.id().ends_with(".monitor") || is_default).then(|| Device {
            id: format!("{SERVER}{}", id.id()),
            name,
            is_default,
        })
    });
    Some(sources.collect())
}

/// Looks twice a second whether the source is still in the list of the server; ends when it is dropped.
pub struct Watch {
    _stop: Option<mpsc::Sender<()>>,
}

impl Watch {
    /// Watches the source, if it is one of a sound server.
    pub fn start(device: Option<&Device>, faults: Faults) -> Self {
        let Some(name) = device.and_then(Device::server_name).map(str::to_owned) else {
            return Self { _stop: None };
        };
        let (stop, stopped) = mpsc::channel::<()>();
        // A dead server makes this thread wait; the watchdog of the recorder sees that no frames come.
        let watch = move || {
            let Some(host) = server() else { return };
            let mut missing = 0;
            while stopped.recv_timeout(LOOK) == Err(mpsc::RecvTimeoutError::Timeout) {
                let Ok(mut sources) = host.input_devices() else { return };
                let here = sources.any(|source| source.id().is_ok_and(|id| id.id() == name));
                missing = if here { 0 } else { missing + 1 };
                if missing == MISSING {
                    faults.device_lost();
                    return;
                }
            }
        };
        let started = std::thread::Builder::new().name("source watch".into()).spawn(watch);
        Self { _stop: started.is_ok().then_some(stop) }
    }
}
