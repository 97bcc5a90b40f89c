use formwork::check::Verified;
use formwork::{Assembly, output};

fn main() {
    let assembly = Assembly::default();
    let _ = output::write(std::path::Path::new("cfn-out"), &assembly, &output::Selection::All);
    let _ = Verified { assembly };
}
