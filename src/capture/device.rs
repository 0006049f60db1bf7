//! Devices as people know them: listed, found by name, opened.

use super::Microphone;
use crate::error::{Error, Result};
use serde::Serialize;

/// A microphone that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Device {
    /// What identifies it exactly, `HOST:NAME` (`pulse:alsa_input.usb-…`, `alsa:plughw:CARD=1,DEV=0`).
    pub id: String,
    /// What the system calls it ("Built-in Audio Analog Stereo").
    pub name: String,
    /// It is used when none is chosen.
    pub is_default: bool,
}

/// The prefix of the sources of a sound server.
pub(super) const SERVER: &str = "pulse:";

impl Device {
    /// The name by which the sound server knows it; `None` for a device outside of one.
    pub(super) fn server_name(&self) -> Option<&str> {
        self.id.strip_prefix(SERVER)
    }
}

/// The device that somebody means by `wanted`: its id, its name, or any part of the name that fits only one.
///
/// # Errors
/// When none fits or several do; the hint lists them.
pub fn find<'a>(devices: &'a [Device], wanted: &str) -> Result<&'a Device> {
    let lower = wanted.to_lowercase();
    let exact = |device: &&Device| {
        device.id == wanted || device.server_name() == Some(wanted) || device.name.to_lowercase() == lower
    };
    if let Some(device) = devices.iter().find(exact) {
        return Ok(device);
    }
    let parts: Vec<&Device> =
        devices.iter().filter(|device| device.name.to_lowercase().contains(&lower)).collect();
    match parts.as_slice() {
        [device] => Ok(device),
        [] => Err(Error::usage(format!("there is no microphone {wanted:?}")).hint(choices(devices.iter()))),
        several => Err(Error::usage(format!("{wanted:?} fits {} microphones", several.len()))
            .hint(choices(several.iter().copied()))),
    }
}

fn choices<'a>(devices: impl Iterator<Item = &'a Device>) -> String {
    let names: Vec<&str> = devices.map(|device| device.name.as_str()).collect();
    if names.is_empty() {
        return "No microphone was found: plug one in, or check that the sound server runs.".into();
    }
    format!("Choose one of: {}.", names.join(", "))
}

/// The environment in which this device can be opened, where it differs from the present one: start the program again
/// with these variables set. Empty for most devices.
///
/// A source of the sound server is recorded through ALSA, whose plugin reads the wanted source from the environment
/// only; a running Rust program cannot safely change its own.
pub fn environment_for(device: &Device) -> Vec<(String, String)> {
    missing(device, |name| std::env::var(name).ok())
}

fn missing(device: &Device, present: impl Fn(&str) -> Option<String>) -> Vec<(String, String)> {
    let Some(source) = device.server_name() else { return Vec::new() };
    // The first is read by the plugin of PulseAudio, the second by the one of PipeWire.
    ["PULSE_SOURCE", "PIPEWIRE_NODE"]
        .into_iter()
        .filter(|name| present(name).as_deref() != Some(source))
        .map(|name| (name.to_owned(), source.to_owned()))
        .collect()
}

/// The microphones of this machine, the default one first.
///
/// # Errors
/// When the sound system does not answer, or this program was built without microphones.
#[cfg(feature = "microphone")]
pub fn devices() -> Result<Vec<Device>> {
    super::cpal_microphone::devices()
}

/// The microphone called `wanted` (see [`find`]), or the default one.
///
/// # Errors
/// When there is none, or [`environment_for`] it has not been set.
#[cfg(feature = "microphone")]
pub fn microphone(wanted: Option<&str>) -> Result<Box<dyn Microphone>> {
    let devices = devices()?;
    let device = match wanted {
        Some(wanted) => Some(find(&devices, wanted)?),
        None => devices.iter().find(|device| device.is_default),
    };
    if let (Some(_), Some(device)) = (wanted, device)
        && !environment_for(device).is_empty()
    {
        return Err(Error::failed(format!("{} cannot be chosen in this environment", device.name)).hint(
            format!("Set PULSE_SOURCE={0} and PIPEWIRE_NODE={0}.", device.server_name().unwrap_or("")),
        ));
    }
    Ok(Box::new(super::cpal_microphone::CpalMicrophone::new(device.cloned())))
}

/// The microphones of this machine: this program was built without them.
///
/// # Errors
/// Always.
#[cfg(not(feature = "microphone"))]
pub fn devices() -> Result<Vec<Device>> {
    Err(without())
}

/// A microphone: this program was built without them.
///
/// # Errors
/// Always.
#[cfg(not(feature = "microphone"))]
pub fn microphone(_wanted: Option<&str>) -> Result<Box<dyn Microphone>> {
    Err(without())
}

#[cfg(not(feature = "microphone"))]
fn without() -> Error {
    Error::failed("this program was built without support for microphones")
        .hint("Build it with the default features, or use recordings: practice --from FILE.wav …")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list() -> Vec<Device> {
        let device = |id: &str, name: &str| Device { id: id.into(), name: name.into(), is_default: false };
        vec![
            device("pulse:usb_1", "USB Microphone"),
            device("pulse:built_in", "Built-in Audio"),
            device("alsa:hw:CARD=2", "Another Microphone"),
        ]
    }

    #[test]
    fn a_device_is_found_by_id_by_name_and_by_a_part_that_fits_only_one() {
        let devices = list();
        for wanted in ["pulse:usb_1", "usb_1", "usb microphone", "usb"] {
            assert_eq!(find(&devices, wanted).unwrap().id, "pulse:usb_1", "{wanted}");
        }
    }

    #[test]
    fn a_name_that_fits_none_or_several_lists_the_choices() {
        let devices = list();
        let none = find(&devices, "camera").unwrap_err();
        assert!(none.hint_text().unwrap().contains("USB Microphone, Built-in Audio, Another Microphone"));
        let several = find(&devices, "microphone").unwrap_err();
        assert!(several.message().contains("fits 2"));
        assert!(find(&[], "x").unwrap_err().hint_text().unwrap().contains("No microphone"));
    }

    #[test]
    fn only_a_source_of_the_sound_server_needs_an_environment_and_only_once() {
        let devices = list();
        let needed = missing(&devices[0], |_| None);
        assert_eq!(needed[0], ("PULSE_SOURCE".to_owned(), "usb_1".to_owned()));
        assert_eq!(needed.len(), 2);
        assert!(missing(&devices[0], |_| Some("usb_1".into())).is_empty());
        assert!(missing(&devices[2], |_| None).is_empty());
    }
}
