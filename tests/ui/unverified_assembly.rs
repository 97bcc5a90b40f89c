use formwork::check::Verified;
use formwork::{Assembly, output};

fn main() {
    let assembly = Assembly::default();
    let _ = output::write(&assembly, std::path::Path::new("cfn-out"));
    let _ = Verified { assembly };
}
