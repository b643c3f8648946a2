//! Avo Assure Client Registration: reads the command line, then registers, connects or opens the window.

fn main() {}
