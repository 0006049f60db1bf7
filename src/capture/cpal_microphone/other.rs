//! macOS, Windows and others: one host that lists and records, and reports a lost device itself.

use super::super::{Device, Faults};
use crate::error::{Error, Result};
use cpal::SampleFormat;
use cpal::traits::{DeviceTrait, HostTrait};

/// Nothing writes to the terminal here.
pub fn quiet() -> impl Sized {}

/// All devices that can record.
pub fn devices() -> Result<Vec<Device>> {
    let host = cpal::default_host();
    let default = host.default_input_device().and_then(|device| device.id().ok());
    let devices = host
        .input_devices()
        .map_err(|cause| Error::failed(format!("cannot list the microphones: {cause}")))?
        .filter_map(|device| {
            let id = device.id().ok()?;
            let name = device.description().ok()?.name().to_owned();
            Some(Device { is_default: default.as_ref() == Some(&id), id: id.to_string(), name })
        });
    Ok(devices.collect())
}

/// The device with this id, or the default one.
pub fn find(wanted: Option<&Device>) -> Result<cpal::Device> {
    let host = cpal::default_host();
    let found = match wanted {
        None => host.default_input_device(),
        Some(wanted) => host
            .input_devices()
            .map_err(|cause| Error::failed(format!("cannot list the microphones: {cause}")))?
            .find(|device| device.id().is_ok_and(|id| id.to_string() == wanted.id)),
    };
    found.ok_or_else(|| Error::failed("there is no such microphone").hint("Plug one in (rehearse devices)."))
}

/// The default configuration of the device is its own.
pub fn own_format(_device: Option<&Device>) -> Option<(u32, u16, SampleFormat)> {
    None
}

/// The host reports a lost device itself.
pub struct Watch;

impl Watch {
    /// Nothing to watch.
    pub fn start(_device: Option<&Device>, _faults: Faults) -> Self {
        Self
    }
}
