//! The program: all of its work is in the library.

fn main() -> std::process::ExitCode {
    std::process::ExitCode::SUCCESS
}
