//! Arguments → command. What the commands do stands in [`zapis::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    zapis::cli::main()
}
