//! What travels to a phone: bundle, loader, style sheet and page, in brotli.

use crate::process::Rival;
use std::io::Write;
use std::path::Path;

/// Prints the weights and the program's size.
pub fn report(shangmeng: &str, site: &str, portal: &Rival) {
    let of_file = |name: &str| std::fs::read(Path::new(site).join(name)).map(|bytes| packed(&bytes)).unwrap_or_default();
    let wasm = ["pkg/shangmeng.wasm", "pkg/shangmeng_bg.wasm"].iter().map(|name| of_file(name)).sum::<f64>();
    let loader = of_file("pkg/shangmeng.js") + of_file("islands.js");
    let css = of_file("pkg/shangmeng.css");
    let page = packed(&portal.fetch("/offers", &[]));
    let binary = std::fs::metadata(shangmeng).map(|meta| meta.len() as f64 / 1e6).unwrap_or_default();
    println!("\nweights, brotli                                        measured                          must    aim");
    println!("wasm {wasm:.0} kB + loader {loader:.0} kB                          {:>10.0} kB                        120 kB  90 kB", wasm + loader);
    println!("page P {page:.0} kB + style sheet {css:.0} kB                    {:>10.0} kB                         26 kB  14 kB", page + css);
    println!("the program                                          {binary:>8.0} MB                         30 MB  15 MB");
}

/// Kilobytes after brotli as files are compressed when they are built.
fn packed(bytes: &[u8]) -> f64 {
    let mut out = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut out, 4096, 11, 22);
    writer.write_all(bytes).expect("compressed");
    drop(writer);
    out.len() as f64 / 1e3
}
