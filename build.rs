//! Rebuilds the program when a bundled case is added, changed or removed.

fn main() {
    println!("cargo:rerun-if-changed=cases");
}
