use super::words::Words;
use formwork::Place;
use formwork::report::Style;

impl Words {
    /// The lines of a resource that failed: which, where it was declared, and CloudFormation's reason.
    pub fn failure(
        &self,
        step: &str,
        logical_id: &str,
        type_name: &str,
        status: &str,
        reason: Option<&str>,
        place: &Place,
    ) -> Vec<String> {
        let status = self.paint.text(Style::Bad, status);
        let mut lines = vec![format!("  {step}: {type_name} {logical_id} {status}")];
        let place = place.to_string();
        if !place.is_empty() {
            lines.push(format!("    --> {}", self.paint.text(Style::Place, &place)));
        }
        let reason = reason.unwrap_or("CloudFormation says nothing about it");
        lines.extend(reason.lines().map(|line| format!("    {}", plain(line))));
        lines
    }
}

/// Without what would move a terminal's cursor or color what follows: a reason quotes other programs.
fn plain(line: &str) -> String {
    line.chars().filter(|character| !character.is_control()).collect()
}
