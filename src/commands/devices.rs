//! The microphone that the person means, and `rehearse devices`.

use super::Context;
use crate::capture::{self, Device};
use crate::cli::DevicesArgs;
use crate::error::{Error, Result};
use std::fmt::Write as _;

/// Some microphones can be chosen only from the environment in which the program starts. When `wanted` is one of them, the
/// program starts itself again there, and this never returns.
///
/// # Errors
/// When there is no such microphone, or the program cannot be started again.
pub fn in_its_environment(wanted: Option<&str>) -> Result<()> {
    let Some(wanted) = wanted else { return Ok(()) };
    let devices = capture::devices()?;
    let missing = capture::environment_for(capture::find(&devices, wanted)?);
    if missing.is_empty() {
        return Ok(());
    }
    start_again(missing)
}

#[cfg(unix)]
fn start_again(variables: Vec<(String, String)>) -> Result<()> {
    use std::os::unix::process::CommandExt;
    let failed = |cause: std::io::Error| Error::failed(format!("cannot start the program again: {cause}"));
    let program = std::env::current_exe().map_err(failed)?;
    let cause = std::process::Command::new(program).args(std::env::args_os().skip(1)).envs(variables).exec();
    Err(failed(cause))
}

#[cfg(not(unix))]
fn start_again(_variables: Vec<(String, String)>) -> Result<()> {
    Err(Error::failed("this microphone cannot be chosen on this system"))
}

/// `rehearse devices`
///
/// # Errors
/// When the sound system does not answer, or the answer cannot be written.
pub fn run(args: &DevicesArgs, context: &Context) -> Result<()> {
    let devices = capture::devices()?;
    if args.json {
        return context.output.json(&devices);
    }
    if devices.is_empty() {
        return Err(Error::failed("no microphone was found")
            .hint("Plug one in, or check that the sound server runs (rehearse doctor)."));
    }
    context.output.data(&table(&devices));
    Ok(())
}

fn table(devices: &[Device]) -> String {
    let mut text = String::new();
    for device in devices {
        let mark = if device.is_default { '*' } else { ' ' };
        let _ = writeln!(text, "{mark} {}\n    {}", device.name, device.id);
    }
    text.push_str(
        "\n* is used when none is chosen. Choose with --device NAME; a part of the name is enough.\n",
    );
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_is_marked() {
        let device =
            |name: &str, is_default| Device { id: format!("alsa:{name}"), name: name.into(), is_default };
        let text = table(&[device("Desk", true), device("Camera", false)]);
        assert!(text.starts_with("* Desk\n    alsa:Desk\n  Camera\n"), "{text}");
    }
}
